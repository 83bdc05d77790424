import { ActionIcon, List, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import type { Messages } from '../messages/en.ts'
import { Confirm } from './confirm.tsx'
import { Icon } from './icons.tsx'

type OwnerMenuProps = {
  /** The words of its kind. */
  words: Messages['agents'] | Messages['channels']
  list: '/agents' | '/channels'
  name: string
  isArchived: boolean
  webhooks: readonly Schemas['Webhook'][]
  /** What else archiving touches. */
  details?: ReactNode
  onEdit: () => void
  onCalls: () => void
  archive: () => Promise<unknown>
}

/** What can be done with an agent or a channel; archiving says first what it touches. */
export function OwnerMenu(props: OwnerMenuProps) {
  const { words, webhooks } = props
  const t = useText()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const archive = useMutation({
    mutationFn: props.archive,
    onSuccess: async () => {
      // What was changed and not saved is void with it: nobody is asked, or this would wait for the answer.
      await navigate({ to: props.list, ignoreBlocker: true })
      notifications.show({ message: words.archived })
      setIsAsking(false)
      await queryClient.invalidateQueries({ queryKey: [props.list.slice(1)] })
    },
  })
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={words.menu(props.name)}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!props.isArchived && <Menu.Item onClick={props.onEdit}>{t.common.edit}</Menu.Item>}
          <Menu.Item onClick={props.onCalls}>{words.calls}</Menu.Item>
          {!props.isArchived && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => setIsAsking(true)} style={{ color: 'var(--bad)' }}>
                {words.archive}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={isAsking}
        title={words.archiveTitle(props.name)}
        help={words.archiveHelp}
        action={words.archive}
        isWorking={archive.isPending}
        error={archive.error}
        onConfirm={() => archive.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {props.details}
        <Text size="sm">
          {webhooks.length === 0 ? words.archiveNoWebhooks : words.archiveWebhooks(webhooks.length)}
        </Text>
        {webhooks.length > 0 && (
          <List size="sm">
            {webhooks.map(({ id, name }) => (
              <List.Item key={id} className="break">
                <Link to="/webhooks/$webhookId" params={{ webhookId: id }}>
                  {name}
                </Link>
              </List.Item>
            ))}
          </List>
        )}
      </Confirm>
    </>
  )
}

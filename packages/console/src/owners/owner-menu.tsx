import { ActionIcon, List, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { callsOf, plural, useBoundWebhooks, type Agent, type Channel, type OwnerKind } from '../lib/owners.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Icon } from '../parts/icons.tsx'

type OwnerMenuProps = {
  kind: OwnerKind
  owner: Agent | Channel
  /** What else archiving touches. */
  details?: ReactNode
  onEdit: () => void
  archive: () => Promise<unknown>
}

/** What can be done with an agent or a channel; archiving says first what it touches. */
export function OwnerMenu(props: OwnerMenuProps) {
  const { kind, owner } = props
  const t = useText()
  const words = t[plural(kind)]
  const webhooks = useBoundWebhooks(kind)(owner.id)
  const isArchived = owner.archivedAt !== null
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const archive = useMutation({
    mutationFn: props.archive,
    onSuccess: async () => {
      // What was changed and not saved is void with it: nobody is asked, or this would wait for the answer.
      await navigate({ to: `/${plural(kind)}`, ignoreBlocker: true })
      notifications.show({ message: words.archived })
      setIsAsking(false)
      await queryClient.invalidateQueries({ queryKey: [plural(kind)] })
    },
  })
  const keep = () => {
    archive.reset()
    setIsAsking(false)
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={words.menu(owner.name)}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!isArchived && <Menu.Item onClick={props.onEdit}>{t.common.edit}</Menu.Item>}
          <Menu.Item onClick={() => void navigate({ to: '/calls', search: callsOf(kind, owner.id) })}>
            {words.calls}
          </Menu.Item>
          {!isArchived && (
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
        title={words.archiveTitle(owner.name)}
        help={words.archiveHelp}
        action={words.archive}
        isWorking={archive.isPending}
        error={archive.error}
        onConfirm={() => archive.mutate()}
        onClose={keep}
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

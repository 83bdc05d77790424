import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Icon } from '../parts/icons.tsx'
import { sayError } from '../parts/states.tsx'
import { JobDialog } from './job-dialog.tsx'
import { RegenerateDialog } from './regenerate-dialog.tsx'
import { TestDialog } from './test-dialog.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'

type WebhookMenuProps = {
  webhook: Schemas['Webhook']
  /** Unknown until the figures are there. */
  pending: number | undefined
}
type Dialog = 'recover' | 'replay' | 'edit' | 'test' | 'regenerate' | 'delete'

/** Everything that can be done with a webhook, in the list and on its page. */
export function WebhookMenu({ webhook, pending }: WebhookMenuProps) {
  const t = useText()
  const format = useFormat()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const params = { path: { id: webhook.id } }
  const settle = (message: string) => {
    notifications.show({ message })
    close()
    void queryClient.invalidateQueries({ queryKey: ['webhooks'] })
  }
  const toggle = useMutation({
    mutationFn: () =>
      ask(api.POST(webhook.enabled ? '/v1/webhooks/{id}/disable' : '/v1/webhooks/{id}/enable', { params })),
    onSuccess: (changed) => settle(changed.enabled ? t.webhooks.enabledDone : t.webhooks.disabledDone),
    onError: (error) => notifications.show({ color: 'red', message: sayError(error, t) }),
  })
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE('/v1/webhooks/{id}', { params })),
    onSuccess: async () => {
      await router.navigate({ to: '/webhooks' })
      settle(t.webhooks.deleted)
    },
  })
  const keep = () => {
    remove.reset()
    close()
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={t.webhooks.menu(webhook.name)}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog('test')}>{t.webhooks.sendTest}</Menu.Item>
          <Menu.Item onClick={() => setDialog('edit')}>{t.common.edit}</Menu.Item>
          <Menu.Item onClick={() => toggle.mutate()}>
            {webhook.enabled ? t.webhooks.disable : t.webhooks.enable}
          </Menu.Item>
          <Menu.Item onClick={() => setDialog('recover')}>{t.jobs.recover.menu}</Menu.Item>
          <Menu.Item onClick={() => setDialog('replay')}>{t.jobs.replay.menu}</Menu.Item>
          <Menu.Item onClick={() => setDialog('regenerate')}>{t.webhooks.regenerate}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setDialog('delete')} style={{ color: 'var(--bad)' }}>
            {t.common.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'edit' && <WebhookDialog webhook={webhook} onClose={close} />}
      {dialog === 'test' && <TestDialog webhook={webhook} onClose={close} />}
      {(dialog === 'recover' || dialog === 'replay') && (
        <JobDialog webhook={webhook} kind={dialog} onClose={close} />
      )}
      {dialog === 'regenerate' && <RegenerateDialog webhook={webhook} onClose={close} />}
      <Confirm
        opened={dialog === 'delete'}
        title={t.webhooks.deleteTitle(webhook.name)}
        help={t.webhooks.deleteHelp(pending === undefined ? undefined : format.number(pending))}
        action={t.common.delete}
        isWorking={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={keep}
      />
    </>
  )
}

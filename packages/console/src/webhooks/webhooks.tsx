import { Box, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { getStats, listEventTypes, listWebhooks } from '../lib/queries.ts'
import { Icon } from '../parts/icons.tsx'
import { MenuTable } from '../parts/menu-table.tsx'
import { Page } from '../parts/page.tsx'
import { Sparkline } from '../parts/sparkline.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import { WebhookMenu } from './webhook-menu.tsx'
import { WebhookStatus } from './webhook-status.tsx'

type Webhook = Schemas['Webhook']

/** All webhooks of the account with how they did in the last day. */
export function Webhooks() {
  const t = useText()
  const query = useQuery(listWebhooks)
  // Here already, so that the dialog opens whole.
  useQuery(listEventTypes)
  const [isCreating, setIsCreating] = useState(false)
  const create = (
    <Button leftSection={<Icon name="plus" />} onClick={() => setIsCreating(true)}>
      {t.webhooks.create}
    </Button>
  )
  return (
    <Page title={t.webhooks.title} actions={create}>
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <div className="card">
          <EmptyState title={t.webhooks.empty} help={t.webhooks.emptyHelp} />
        </div>
      )}
      {query.data !== undefined && query.data.length > 0 && <WebhookTable webhooks={query.data} />}
      {isCreating && <WebhookDialog onClose={() => setIsCreating(false)} />}
    </Page>
  )
}

function WebhookTable({ webhooks }: { webhooks: readonly Webhook[] }) {
  const t = useText()
  const format = useFormat()
  const stats = useQuery(getStats('24h'))
  const figuresOf = ({ id }: Webhook) => stats.data?.webhooks.find(({ webhookId }) => webhookId === id)
  const success = (webhook: Webhook) => {
    const { succeeded = 0, failed = 0 } = figuresOf(webhook) ?? {}
    return succeeded + failed === 0 ? '–' : format.percent(succeeded / (succeeded + failed))
  }
  const status = (webhook: Webhook) => <WebhookStatus webhook={webhook} />
  const pending = (webhook: Webhook) => stats.data && (figuresOf(webhook)?.pending ?? 0)
  return (
    <MenuTable
      label={t.webhooks.title}
      columns={[
        {
          header: t.webhooks.name,
          cell: (webhook) => (
            <>
              <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }} className="break">
                {webhook.name}
              </Link>
              <div className="muted mono break">{webhook.url}</div>
              <Box hiddenFrom="sm">{status(webhook)}</Box>
            </>
          ),
        },
        { header: t.webhooks.status, cell: status, from: 'sm' },
        { header: t.webhooks.dialect, cell: ({ dialect }) => dialect, from: 'md' },
        {
          header: t.webhooks.last24h,
          cell: (webhook) => stats.data && <Sparkline series={figuresOf(webhook)?.series ?? []} />,
          from: 'md',
        },
        { header: t.webhooks.success, cell: success, from: 'lg', className: 'numeric' },
        {
          header: t.webhooks.queue,
          cell: (webhook) => {
            const count = pending(webhook)
            return count === undefined ? '–' : format.number(count)
          },
          from: 'lg',
          className: 'numeric',
        },
      ]}
      rows={webhooks}
      menu={(webhook) => <WebhookMenu webhook={webhook} pending={pending(webhook)} />}
      highlightOnHover
    />
  )
}

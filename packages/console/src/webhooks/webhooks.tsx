import { Box, Button, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { getStats, listEventTypes, listWebhooks } from '../lib/queries.ts'
import { Icon } from '../parts/icons.tsx'
import { Page } from '../parts/page.tsx'
import { Sparkline } from '../parts/sparkline.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { WebhookStatusBadge } from '../parts/status.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import { WebhookMenu } from './webhook-menu.tsx'

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

function WebhookTable({ webhooks }: { webhooks: readonly Schemas['Webhook'][] }) {
  const t = useText()
  const format = useFormat()
  const stats = useQuery(getStats('24h'))
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={t.webhooks.title}>
      <Table highlightOnHover verticalSpacing={9}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t.webhooks.name}</Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t.webhooks.status}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="md">
              {t.webhooks.dialect}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="md">
              {t.webhooks.last24h}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="lg">
              {t.webhooks.success}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="lg">
              {t.webhooks.queue}
            </Table.Th>
            <Table.Th scope="col" w={50}>
              {t.common.actions}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {webhooks.map((webhook) => {
            const figures = stats.data?.webhooks.find(({ webhookId }) => webhookId === webhook.id)
            const tried = (figures?.succeeded ?? 0) + (figures?.failed ?? 0)
            return (
              <Table.Tr key={webhook.id}>
                <Table.Td>
                  <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }} className="break">
                    {webhook.name}
                  </Link>
                  <div className="muted mono break">{webhook.url}</div>
                  <Box hiddenFrom="sm">
                    <WebhookStatusBadge webhook={webhook} />
                  </Box>
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <WebhookStatusBadge webhook={webhook} />
                </Table.Td>
                <Table.Td visibleFrom="md">{webhook.dialect}</Table.Td>
                <Table.Td visibleFrom="md">
                  <Sparkline series={figures?.series ?? []} />
                </Table.Td>
                <Table.Td visibleFrom="lg" className="numeric">
                  {tried === 0 ? '–' : format.percent((figures?.succeeded ?? 0) / tried)}
                </Table.Td>
                <Table.Td visibleFrom="lg" className="numeric">
                  {format.number(figures?.pending ?? 0)}
                </Table.Td>
                <Table.Td>
                  <WebhookMenu webhook={webhook} pending={figures?.pending ?? 0} />
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </div>
  )
}

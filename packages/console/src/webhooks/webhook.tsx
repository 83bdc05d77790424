import { Anchor, Box, Button, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { DeliveryList } from '../deliveries/delivery-list.tsx'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { getStats, getWebhook } from '../lib/queries.ts'
import { useSetSearch } from '../lib/use-filters.ts'
import { Bars } from '../parts/bars.tsx'
import { FilterBar, FilterSelect } from '../parts/filters.tsx'
import { TailSwitch } from '../parts/live-list.tsx'
import { Page } from '../parts/page.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { WebhookStatusBadge } from '../parts/status.tsx'
import { Jobs } from './jobs.tsx'
import { TestDialog } from './test-dialog.tsx'
import { WebhookHealth } from './webhook-health.tsx'
import { WebhookMenu } from './webhook-menu.tsx'
import { WebhookSettings } from './webhook-settings.tsx'

const route = getRouteApi('/shell/webhooks/$webhookId')

/** One webhook: what it was sent, how it does, and how it is set. */
export function WebhookPage() {
  const t = useText()
  const { webhookId } = route.useParams()
  const { tab = 'deliveries' } = route.useSearch()
  const setSearch = useSetSearch()
  const query = useQuery(getWebhook(webhookId))
  const stats = useQuery(getStats('24h'))
  const [isTesting, setIsTesting] = useState(false)
  const webhook = query.data
  const pending = stats.data && (stats.data.webhooks.find((one) => one.webhookId === webhookId)?.pending ?? 0)
  const back = (
    <Anchor renderRoot={(props) => <Link to="/webhooks" {...props} />} size="sm">
      ← {t.webhooks.backToList}
    </Anchor>
  )
  return (
    <Page
      title={webhook?.name ?? t.webhooks.title}
      before={back}
      actions={
        webhook !== undefined && (
          <>
            <WebhookStatusBadge webhook={webhook} />
            <Button variant="default" onClick={() => setIsTesting(true)}>
              {t.webhooks.sendTest}
            </Button>
            <WebhookMenu webhook={webhook} pending={pending} />
          </>
        )
      }
    >
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {webhook !== undefined && <WebhookHealth webhook={webhook} pending={pending} />}
      {webhook !== undefined && (
        <Tabs value={tab} onChange={(value) => setSearch({ tab: value ?? undefined })} keepMounted={false}>
          <Tabs.List mb="md">
            {Object.entries(t.webhooks.tabs).map(([value, label]) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="deliveries">
            <OwnDeliveries webhookId={webhook.id} />
          </Tabs.Panel>
          <Tabs.Panel value="figures">
            {stats.isPending && <ListSkeleton rows={5} />}
            {stats.isError && <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />}
            {stats.data !== undefined && <Figures stats={stats.data} webhook={webhook} />}
          </Tabs.Panel>
          <Tabs.Panel value="jobs">
            <Jobs webhook={webhook} />
          </Tabs.Panel>
          <Tabs.Panel value="settings">
            <WebhookSettings webhook={webhook} />
          </Tabs.Panel>
        </Tabs>
      )}
      {isTesting && webhook !== undefined && (
        <TestDialog webhook={webhook} onClose={() => setIsTesting(false)} />
      )}
    </Page>
  )
}

function OwnDeliveries({ webhookId }: { webhookId: string }) {
  const t = useText()
  const { status, tail } = route.useSearch()
  const setSearch = useSetSearch()
  return (
    <>
      <FilterBar isFiltered={status !== undefined} onClear={() => setSearch({ status: undefined })}>
        <FilterSelect
          label={t.deliveries.status}
          value={status}
          options={optionsOf(t.status)}
          onChange={(chosen) => setSearch({ status: chosen })}
        />
        <Box pb={8}>
          <TailSwitch
            isOn={tail !== 'off'}
            onChange={(isOn) => setSearch({ tail: isOn ? undefined : 'off' })}
          />
        </Box>
      </FilterBar>
      <div style={{ height: 12 }} />
      <DeliveryList
        filter={{ webhookId, ...(status === undefined ? {} : { status }) }}
        isTail={tail !== 'off'}
        hasWebhook={false}
        empty={<EmptyState title={t.deliveries.empty} help={t.deliveries.emptyHelp} />}
      />
    </>
  )
}

function Figures({ stats, webhook }: { stats: Schemas['Stats']; webhook: Schemas['Webhook'] }) {
  const t = useText()
  const format = useFormat()
  const own = stats.webhooks.find(({ webhookId }) => webhookId === webhook.id)
  const series = own?.series ?? stats.buckets.map(() => ({ succeeded: 0, failed: 0 }))
  const total = (own?.succeeded ?? 0) + (own?.failed ?? 0)
  const peak = Math.max(0, ...series.map(({ succeeded, failed }) => succeeded + failed))
  return (
    <Bars
      title={`${t.webhooks.attemptsPlot} (${t.ranges['24h']})`}
      summary={t.overview.plotSummary(t.webhooks.attemptsPlot, format.number(total), format.number(peak))}
      times={stats.buckets.map(({ at }) => at)}
      bucketSeconds={stats.bucketSeconds}
      show={format.number}
      series={[
        { name: t.webhooks.succeeded, values: series.map((one) => one.succeeded), fill: 'var(--ok-bar)' },
        {
          name: t.webhooks.failed,
          values: series.map((one) => one.failed),
          fill: 'var(--bad-bar)',
          pattern: 'stripes',
        },
      ]}
    />
  )
}

import { Button, SegmentedControl, SimpleGrid, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { getStats, listWebhooks, type Range } from '../lib/queries.ts'
import { sinceMs } from '../lib/spans.ts'
import { useSetSearch } from '../lib/use-filters.ts'
import { Bars } from '../parts/bars.tsx'
import { Lines } from '../parts/lines.tsx'
import { Page } from '../parts/page.tsx'
import { EmptyState, ErrorState, firstEventCommand, ListSkeleton } from '../parts/states.tsx'
import { summarise, type Stats } from './figures.ts'
import { Tiles } from './tiles.tsx'
import { troublesOf } from './trouble.ts'

const route = getRouteApi('/shell/')

/** How things go: figures, plots, and what needs someone. */
export function Overview() {
  const t = useText()
  const asked = route.useSearch().range
  const range = (asked !== undefined && asked in sinceMs ? asked : '24h') as Range
  const setSearch = useSetSearch()
  const stats = useQuery(getStats(range))
  const webhooks = useQuery(listWebhooks)
  return (
    <Page
      title={t.overview.title}
      actions={
        <SegmentedControl
          aria-label={t.overview.range}
          data={optionsOf(t.ranges)}
          value={range}
          size="sm"
          onChange={(value) => setSearch({ range: value === '24h' ? undefined : value })}
        />
      }
    >
      {stats.isError && <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />}
      {stats.isPending && <ListSkeleton rows={12} />}
      {webhooks.data?.length === 0 && stats.data !== undefined && summarise(stats.data).events === 0 && (
        <FirstSteps />
      )}
      {stats.data !== undefined && (
        <>
          <Tiles stats={stats.data} />
          {webhooks.isError && <ErrorState error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
          <Trouble stats={stats.data} webhooks={webhooks.data ?? []} />
          <Plots stats={stats.data} />
        </>
      )}
    </Page>
  )
}

function FirstSteps() {
  const t = useText()
  return (
    <div className="card">
      <EmptyState title={t.overview.emptyTitle} help={t.overview.emptyHelp} command={firstEventCommand()}>
        <Button renderRoot={(props) => <Link to="/webhooks" {...props} />}>{t.overview.createWebhook}</Button>
      </EmptyState>
    </div>
  )
}

function Plots({ stats }: { stats: Stats }) {
  const t = useText()
  const format = useFormat()
  const { buckets, bucketSeconds } = stats
  const times = buckets.map(({ at }) => at)
  const of = (name: 'events' | 'delivered' | 'failed' | 'expired') => buckets.map((bucket) => bucket[name])
  const latency = (name: 'p50Ms' | 'p95Ms') => buckets.map((bucket) => bucket[name] ?? Number.NaN)
  const sum = (values: readonly number[]) => format.number(values.reduce((all, one) => all + one, 0))
  const peak = (values: readonly number[]) => Math.max(0, ...values.filter(Number.isFinite))
  const ended = buckets.map(({ delivered, failed, expired }) => delivered + failed + expired)
  const shared = { times, bucketSeconds }
  return (
    <SimpleGrid cols={{ base: 1, lg: 2, xxl: 3 }} className="plots">
      <Bars
        {...shared}
        title={t.overview.eventsPlot}
        summary={t.overview.plotSummary(
          t.overview.events,
          sum(of('events')),
          format.number(peak(of('events'))),
        )}
        show={format.number}
        series={[{ name: t.overview.events, values: of('events'), fill: 'var(--ok-bar)' }]}
      />
      <Bars
        {...shared}
        title={t.overview.deliveriesPlot}
        summary={t.overview.plotSummary(t.nav.deliveries, sum(ended), format.number(peak(ended)))}
        show={format.number}
        series={[
          { name: t.status.delivered, values: of('delivered'), fill: 'var(--ok-bar)' },
          { name: t.status.failed, values: of('failed'), fill: 'var(--bad-bar)', pattern: 'stripes' },
          { name: t.status.expired, values: of('expired'), fill: 'var(--wait-bar)', pattern: 'dots' },
        ]}
      />
      <Lines
        {...shared}
        title={t.overview.latencyPlot}
        summary={t.overview.latencySummary(
          format.duration(peak(latency('p50Ms'))),
          format.duration(peak(latency('p95Ms'))),
        )}
        show={format.duration}
        series={[
          { name: t.overview.p50, values: latency('p50Ms'), fill: 'var(--ok-bar)' },
          { name: t.overview.p95, values: latency('p95Ms'), fill: 'var(--bad-bar)', pattern: 'stripes' },
        ]}
      />
    </SimpleGrid>
  )
}

function Trouble({ stats, webhooks }: { stats: Stats; webhooks: readonly Schemas['Webhook'][] }) {
  const t = useText()
  const format = useFormat()
  const troubles = troublesOf(stats, webhooks)
  if (webhooks.length === 0) return null
  return (
    <section className="card">
      <Title order={2} mb="xs">
        {t.overview.trouble}
      </Title>
      {troubles.length === 0 && <Text className="muted">{t.overview.noTrouble}</Text>}
      <ul style={{ margin: 0, paddingLeft: '1.2rem' }}>
        {troubles.map(({ webhook, reason, failingShare, retrying }) => (
          <li key={webhook.id}>
            <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }}>
              {webhook.name}
            </Link>{' '}
            {reason === 'disabledGone' && t.overview.disabledGone}
            {reason === 'disabledByUser' && t.overview.disabledByUser}
            {reason === 'disabledFailing' && t.overview.disabledFailing}
            {reason === 'failing' && t.overview.failing(format.percent(failingShare))}{' '}
            {reason === 'receiverFails' &&
              t.overview.receiverFails(format.shortTime(webhook.failing?.since ?? webhook.updatedAt))}{' '}
            {retrying > 0 && t.overview.retrying(retrying)}
          </li>
        ))}
      </ul>
    </section>
  )
}

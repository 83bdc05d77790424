import { Text } from '@mantine/core'
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import {
  isPending,
  listDeliveries,
  manyEveryMs,
  whileAny,
  type DeliveryFilter,
  type Page,
} from '../lib/queries.ts'
import { isPast } from '../lib/time-zone.ts'
import { useWebhookName } from '../lib/webhooks.ts'
import { BulkBar, type BulkAction } from '../parts/bulk.tsx'
import type { Column } from '../parts/columns.tsx'
import { LiveList } from '../parts/live-list.tsx'
import { DeliveryStatusBadge } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'

type Delivery = Schemas['Delivery']

/** Deliveries with what can be done to many at once. */
export function DeliveryList(props: {
  filter: DeliveryFilter
  isTail: boolean
  hasWebhook: boolean
  empty: ReactNode
}) {
  const t = useText()
  const columns = useColumns(props.hasWebhook)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const chosenOf = (rows: readonly Delivery[]) => rows.filter(({ id }) => selected.has(id))
  const follows = (rows: readonly Delivery[]) => props.isTail && chosenOf(rows).length === 0
  const query = useInfiniteQuery({
    ...listDeliveries(props.filter),
    refetchInterval: ({ state }) => {
      const rows = rowsOf(state.data)
      // All pages would be read each time.
      const isShort = (state.data?.pages.length ?? 0) < 2
      return isShort && follows(rows) && whileAny(manyEveryMs, rows, isPending)
    },
  })
  const shown = rowsOf(query.data)
  return (
    <>
      <BulkBar
        ids={chosenOf(shown).map(({ id }) => id)}
        actions={useActions()}
        onDone={() => setSelected(new Set())}
      />
      <LiveList
        label={t.deliveries.title}
        kind="deliveries"
        isTail={follows(shown)}
        query={query}
        columns={columns}
        rowKey={(delivery) => delivery.id}
        selection={{ selected, onChange: setSelected }}
        empty={props.empty}
      />
    </>
  )
}

function rowsOf(list: InfiniteData<Page<Delivery>> | undefined): Delivery[] {
  return list?.pages.flatMap(({ data }) => data) ?? []
}

function useActions(): BulkAction[] {
  const t = useText()
  return [
    {
      label: t.deliveries.retry,
      run: (id) => ask(api.POST('/v1/deliveries/{id}/retry', { params: { path: { id } } })),
    },
    {
      label: t.deliveries.cancelMany,
      run: (id) => ask(api.POST('/v1/deliveries/{id}/cancel', { params: { path: { id } } })),
      confirm: { title: t.deliveries.confirmCancel, help: t.deliveries.confirmCancelHelp },
    },
  ]
}

function useColumns(hasWebhook: boolean): Column<Delivery>[] {
  const t = useText()
  const nameOf = useWebhookName()
  const webhook: Column<Delivery> = {
    header: t.events.webhook,
    cell: ({ webhookId }) => <span className="break">{nameOf(webhookId)}</span>,
    from: 'sm',
  }
  return [
    {
      header: t.events.type,
      cell: ({ id, eventType, webhookId }) => (
        <>
          <Link
            to="/deliveries/$deliveryId"
            params={{ deliveryId: id }}
            search={(all) => (hasWebhook ? all : { ...all, webhookId })}
          >
            {t.eventTypes[eventType]}
          </Link>
          {hasWebhook && (
            <Text size="xs" className="muted break" hiddenFrom="sm">
              {nameOf(webhookId)}
            </Text>
          )}
        </>
      ),
    },
    { header: t.deliveries.status, cell: ({ status }) => <DeliveryStatusBadge status={status} /> },
    ...(hasWebhook ? [webhook] : []),
    {
      header: t.deliveries.attempts,
      cell: ({ attempts }) => <span className="numeric">{attempts}</span>,
      from: 'sm',
    },
    {
      header: t.deliveries.nextAttempt,
      cell: ({ nextAttemptAt }) => {
        if (nextAttemptAt === null) return '–'
        return isPast(nextAttemptAt) ? t.deliveries.due : <Time at={nextAttemptAt} isRelative />
      },
      from: 'md',
    },
    { header: t.deliveries.queued, cell: ({ queuedAt }) => <Time at={queuedAt} />, from: 'xs' },
    {
      header: t.deliveries.finished,
      cell: ({ finishedAt }) => (finishedAt === null ? '–' : <Time at={finishedAt} />),
      from: 'lg',
    },
    {
      header: t.events.call,
      cell: ({ callId }) => <span className="mono">{callId ?? '–'}</span>,
      from: 'lg',
    },
  ]
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { listEvents } from '../lib/queries.ts'
import { cleared, isNarrowed, useSetSearch } from '../lib/use-filters.ts'
import { useSearch } from '../lib/use-search.ts'
import type { Column } from '../parts/columns.tsx'
import { FilterBar, FilterSelect, FilterText, FilterTime, FilterWebhook } from '../parts/filters.tsx'
import { LiveList, TailSwitch } from '../parts/live-list.tsx'
import { Page } from '../parts/page.tsx'
import { EmptyState, firstEventCommand } from '../parts/states.tsx'
import { Time } from '../parts/time.tsx'
import { ReplayBar } from './replay-bar.tsx'

const route = getRouteApi('/shell/events')

/** Everything that happened, newest first. */
export function Events() {
  const t = useText()
  const { tail, ...filter } = route.useSearch()
  const setSearch = useSetSearch()
  const query = useInfiniteQuery(listEvents(filter))
  const columns = useColumns()
  const search = useSearch(query, filter)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const shown = query.data?.pages.flatMap(({ data }) => data) ?? []
  const chosen = shown.filter(({ id }) => selected.has(id))
  const isFiltered = isNarrowed(filter)
  return (
    <Page
      title={t.events.title}
      actions={
        <TailSwitch
          isOn={tail !== 'off'}
          onChange={(isOn) => setSearch({ tail: isOn ? undefined : 'off' })}
        />
      }
    >
      <FilterBar isFiltered={isFiltered} onClear={() => setSearch(cleared(filter))}>
        <FilterText
          label={t.events.text}
          placeholder={t.events.textHelp}
          value={filter.text}
          onChange={(text) => setSearch({ text })}
        />
        <FilterSelect
          label={t.events.type}
          value={filter.type}
          options={optionsOf(t.eventTypes)}
          onChange={(type) => setSearch({ type })}
        />
        <FilterWebhook value={filter.webhookId} onChange={(webhookId) => setSearch({ webhookId })} />
        <FilterText label={t.calls.id} value={filter.callId} onChange={(callId) => setSearch({ callId })} />
        <FilterText
          label={t.events.campaign}
          value={filter.campaignId}
          onChange={(campaignId) => setSearch({ campaignId })}
        />
        <FilterTime value={filter} onChange={setSearch} />
      </FilterBar>
      <ReplayBar events={chosen} filter={filter} onClear={() => setSelected(new Set())} />
      <LiveList
        label={t.events.title}
        kind="events"
        isTail={tail !== 'off' && chosen.length === 0 && !search.isShort && !search.isLong}
        query={query}
        search={search}
        selection={{ selected, onChange: setSelected }}
        columns={columns}
        rowKey={(event) => event.id}
        empty={
          isFiltered ? (
            <EmptyState title={t.common.noMatch} help={t.common.noMatchHelp} />
          ) : (
            <EmptyState title={t.events.empty} help={t.events.emptyHelp} command={firstEventCommand()} />
          )
        }
      />
      <Outlet />
    </Page>
  )
}

function useColumns(): Column<Schemas['Event']>[] {
  const t = useText()
  return [
    {
      header: t.events.type,
      cell: (event) => (
        <>
          <Link to="/events/$eventId" params={{ eventId: event.id }} search={(all) => all}>
            {t.eventTypes[event.type]}
          </Link>
          {event.isTest && <span className="muted"> · {t.common.test}</span>}
        </>
      ),
    },
    { header: t.events.occurred, cell: (event) => <Time at={event.occurredAt} /> },
    {
      header: t.calls.from,
      cell: ({ call }) => <span className="numeric">{call?.from ?? '–'}</span>,
      from: 'sm',
    },
    {
      header: t.calls.to,
      cell: ({ call }) => <span className="numeric">{call?.to ?? '–'}</span>,
      from: 'sm',
    },
    {
      header: t.events.call,
      cell: ({ call }) =>
        call === null ? (
          '–'
        ) : (
          <Link to="/calls/$callId" params={{ callId: call.id }} className="mono">
            {call.id}
          </Link>
        ),
      from: 'md',
    },
    {
      header: t.events.campaign,
      cell: ({ campaignId }) => <span className="mono">{campaignId ?? '–'}</span>,
      from: 'xl',
    },
  ]
}

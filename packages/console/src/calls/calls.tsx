import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { listAgents, listChannels } from '../lib/owners.ts'
import { listCalls } from '../lib/queries.ts'
import { cleared, isNarrowed, useSetSearch } from '../lib/use-filters.ts'
import type { Column } from '../parts/columns.tsx'
import { FilterBar, FilterSelect, FilterText, FilterTime } from '../parts/filters.tsx'
import { FilterOwner } from '../owners/filter-owner.tsx'
import { LiveList, TailSwitch } from '../parts/live-list.tsx'
import { Page } from '../parts/page.tsx'
import { EmptyState, firstEventCommand } from '../parts/states.tsx'
import { CallStateBadge } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'
import { lengthOf } from './lengths.ts'

const route = getRouteApi('/shell/calls')

/** The call log, newest first. */
export function Calls() {
  const t = useText()
  const { tail, ...filter } = route.useSearch()
  const setSearch = useSetSearch()
  const query = useInfiniteQuery(listCalls(filter))
  const columns = useColumns()
  const isFiltered = isNarrowed(filter)
  return (
    <Page
      title={t.calls.title}
      actions={
        <TailSwitch
          isOn={tail !== 'off'}
          onChange={(isOn) => setSearch({ tail: isOn ? undefined : 'off' })}
        />
      }
    >
      <FilterBar isFiltered={isFiltered} onClear={() => setSearch(cleared(filter))}>
        <FilterText
          label={t.calls.search}
          placeholder={t.calls.searchHelp}
          value={filter.text}
          onChange={(text) => setSearch({ text })}
        />
        <FilterSelect
          label={t.calls.state}
          value={filter.state}
          options={optionsOf(t.callState)}
          onChange={(state) => setSearch({ state })}
        />
        <FilterOwner
          label={t.calls.agent}
          list={listAgents(false)}
          value={filter.agentId}
          onChange={(agentId) => setSearch({ agentId })}
        />
        <FilterOwner
          label={t.calls.channel}
          list={listChannels(false)}
          value={filter.channelId}
          onChange={(channelId) => setSearch({ channelId })}
        />
        <FilterTime value={filter} onChange={setSearch} />
      </FilterBar>
      <LiveList
        label={t.calls.title}
        kind="calls"
        isTail={tail !== 'off'}
        query={query}
        columns={columns}
        rowKey={(call) => call.id}
        empty={
          isFiltered ? (
            <EmptyState title={t.common.noMatch} help={t.common.noMatchHelp} />
          ) : (
            <EmptyState title={t.calls.empty} help={t.calls.emptyHelp} command={firstEventCommand()} />
          )
        }
      />
    </Page>
  )
}

function useColumns(): Column<Schemas['Call']>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      header: t.calls.number,
      cell: (call) => (
        <Link to="/calls/$callId" params={{ callId: call.id }} className="numeric">
          {String(call.number)}
        </Link>
      ),
    },
    { header: t.calls.state, cell: (call) => <CallStateBadge state={call.state} /> },
    {
      header: t.calls.from,
      cell: (call) => <span className="numeric">{call.from ?? t.common.unknown}</span>,
    },
    {
      header: t.calls.to,
      cell: (call) => <span className="numeric">{call.to ?? t.common.unknown}</span>,
      from: 'xs',
    },
    { header: t.calls.started, cell: (call) => <Time at={call.firstEventAt} />, from: 'sm' },
    {
      header: t.calls.duration,
      cell: (call) => {
        const ms = lengthOf(call.answeredAt, call.endedAt)
        return <span className="numeric">{ms === null ? '–' : format.duration(ms)}</span>
      },
      from: 'md',
    },
    {
      header: t.calls.result,
      cell: (call) => (call.result === null ? '–' : (t.callResult[call.result] ?? call.result)),
      from: 'md',
    },
    {
      header: t.calls.direction,
      cell: (call) => (call.direction === null ? '–' : (t.direction[call.direction] ?? call.direction)),
      from: 'lg',
    },
    { header: t.calls.source, cell: (call) => call.source ?? '–', from: 'xl' },
    { header: t.calls.id, cell: (call) => <span className="mono">{call.id}</span>, from: 'xl' },
  ]
}

import { Button } from '@mantine/core'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { cleared, isNarrowed, useSetSearch } from '../lib/use-filters.ts'
import { FilterBar, FilterSelect, FilterText, FilterTime, FilterWebhook } from '../parts/filters.tsx'
import { TailSwitch } from '../parts/live-list.tsx'
import { Page } from '../parts/page.tsx'
import { EmptyState } from '../parts/states.tsx'
import { DeliveryList } from './delivery-list.tsx'

const route = getRouteApi('/shell/deliveries')

/** The work list: every event for every webhook. */
export function Deliveries() {
  const t = useText()
  const { tail, ...filter } = route.useSearch()
  const setSearch = useSetSearch()
  const isFiltered = isNarrowed(filter)
  return (
    <Page
      title={t.deliveries.title}
      actions={
        <TailSwitch
          isOn={tail !== 'off'}
          onChange={(isOn) => setSearch({ tail: isOn ? undefined : 'off' })}
        />
      }
    >
      <FilterBar isFiltered={isFiltered} onClear={() => setSearch(cleared(filter))}>
        <FilterSelect
          label={t.deliveries.status}
          value={filter.status}
          options={optionsOf(t.status)}
          onChange={(status) => setSearch({ status })}
        />
        <FilterSelect
          label={t.events.type}
          value={filter.eventType}
          options={optionsOf(t.eventTypes)}
          onChange={(eventType) => setSearch({ eventType })}
        />
        <FilterWebhook value={filter.webhookId} onChange={(webhookId) => setSearch({ webhookId })} />
        <FilterText label={t.calls.id} value={filter.callId} onChange={(callId) => setSearch({ callId })} />
        <FilterTime value={filter} onChange={setSearch} />
      </FilterBar>
      <DeliveryList
        filter={filter}
        isTail={tail !== 'off'}
        hasWebhook
        empty={
          isFiltered ? (
            <EmptyState title={t.common.noMatch} help={t.common.noMatchHelp} />
          ) : (
            <EmptyState title={t.deliveries.empty} help={t.deliveries.emptyHelp}>
              <Button renderRoot={(props) => <Link to="/webhooks" {...props} />}>
                {t.overview.createWebhook}
              </Button>
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  )
}

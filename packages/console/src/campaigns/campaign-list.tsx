import { Box, Stack, Switch } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useFormat, useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { cleared, useSetSearch } from '../lib/use-filters.ts'
import type { Column } from '../parts/columns.tsx'
import { FilterBar, FilterSelect, FilterText } from '../parts/filters.tsx'
import { LiveList } from '../parts/live-list.tsx'
import { EmptyState } from '../parts/states.tsx'
import { CampaignStatusBadge } from './badges.tsx'
import { CampaignMenu } from './campaign-actions.tsx'
import type { Making } from './campaigns.tsx'
import { FirstSteps } from './first-steps.tsx'
import { ProgressCell } from './progress.tsx'
import { listCampaigns, type Campaign } from './queries.ts'

const route = getRouteApi('/shell/campaigns')

// Each reading counts the numbers of all that are shown.
const countEveryMs = 10_000

/** The campaigns of the account, newest first, with how far they are. */
export function CampaignList({ onMake }: { onMake: (what: Making) => void }) {
  const t = useText()
  const { view: _, ...filter } = route.useSearch()
  const setSearch = useSetSearch()
  const query = useInfiniteQuery(listCampaigns(filter))
  const columns = useColumns()
  const { status, text, archived } = filter
  const isFiltered = status !== undefined || text !== undefined
  const isArchive = archived === 'true'
  return (
    <Stack gap="sm">
      <FilterBar isFiltered={isFiltered} onClear={() => setSearch(cleared({ status, text }))}>
        <FilterText label={t.campaigns.name} value={text} onChange={(part) => setSearch({ text: part })} />
        <FilterSelect
          label={t.campaigns.status}
          value={status}
          options={optionsOf(t.campaigns.statuses)}
          onChange={(chosen) => setSearch({ status: chosen })}
        />
        <Switch
          label={t.campaigns.showArchived}
          checked={isArchive}
          onChange={(event) => setSearch({ archived: event.currentTarget.checked ? 'true' : undefined })}
          pb={8}
        />
      </FilterBar>
      <LiveList
        label={t.campaigns.title}
        kind="events"
        isTail
        everyMs={countEveryMs}
        query={query}
        columns={columns}
        rowKey={(campaign) => campaign.id}
        empty={empty(isFiltered, isArchive, t, onMake)}
      />
    </Stack>
  )
}

function empty(
  isFiltered: boolean,
  isArchive: boolean,
  t: ReturnType<typeof useText>,
  onMake: (what: Making) => void,
) {
  if (isFiltered) return <EmptyState title={t.common.noMatch} help={t.common.noMatchHelp} />
  if (isArchive) return <EmptyState title={t.campaigns.noneArchived} help={t.campaigns.noneArchivedHelp} />
  return <FirstSteps onMake={onMake} />
}

function useColumns(): Column<Campaign>[] {
  const t = useText()
  return [
    {
      header: t.campaigns.name,
      cell: (campaign) => (
        <>
          <Link to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} className="break">
            {campaign.name}
          </Link>
          <Box hiddenFrom="sm">
            <CampaignStatusBadge status={campaign.status} />
          </Box>
          <Box hiddenFrom="sm" fz="sm">
            <ProgressCell counts={campaign.numbers} />
          </Box>
          <Box hiddenFrom="md" fz="sm">
            <Dates campaign={campaign} />
          </Box>
        </>
      ),
    },
    {
      header: t.campaigns.status,
      cell: (campaign) => <CampaignStatusBadge status={campaign.status} />,
      from: 'sm',
    },
    { header: t.campaigns.type, cell: (campaign) => t.campaigns.types[campaign.type], from: 'lg' },
    { header: t.campaigns.dates, cell: (campaign) => <Dates campaign={campaign} />, from: 'md' },
    {
      header: t.campaigns.progress,
      cell: (campaign) => <ProgressCell counts={campaign.numbers} />,
      from: 'sm',
    },
    {
      header: t.campaigns.phoneSystem,
      cell: ({ phoneSystem }) => `${phoneSystem.name} · ${phoneSystem.extension.name}`,
      from: 'xl',
    },
    { header: t.common.actions, cell: (campaign) => <CampaignMenu campaign={campaign} /> },
  ]
}

/** The first and last day with the zone they are meant in. */
export function Dates({ campaign }: { campaign: Pick<Campaign, 'startDate' | 'endDate' | 'timeZoneId'> }) {
  const t = useText()
  const format = useFormat()
  return (
    <span className="numeric">
      {t.campaigns.span(format.day(campaign.startDate), format.day(campaign.endDate))}{' '}
      <span className="muted">{campaign.timeZoneId.replaceAll('_', ' ')}</span>
    </span>
  )
}

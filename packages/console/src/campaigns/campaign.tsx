import { Anchor, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useText } from '../lib/language.tsx'
import { useFollow } from '../lib/live.tsx'
import { useSetSearch } from '../lib/use-filters.ts'
import { Page } from '../parts/page.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { CampaignStatusBadge } from './badges.tsx'
import { Behavior } from './behavior.tsx'
import { CampaignMenu, MainAction } from './campaign-actions.tsx'
import { General } from './general.tsx'
import { isBlocked } from './lifecycle.ts'
import { Numbers } from './numbers.tsx'
import { getCampaign } from './queries.ts'

const route = getRouteApi('/shell/campaigns/$campaignId')

// Each reading counts the numbers, of which there may be millions.
const countEveryMs = 3_000

/** One campaign: what it is and how far, its numbers, and who is told of it. */
export function CampaignPage() {
  const t = useText()
  const { campaignId } = route.useParams()
  const { tab = 'general' } = route.useSearch()
  const setSearch = useSetSearch()
  const query = useQuery(getCampaign(campaignId))
  useFollow(['events', 'calls'], getCampaign(campaignId).queryKey, countEveryMs)
  const campaign = query.data
  const back = (
    <Anchor renderRoot={(props) => <Link to="/campaigns" {...props} />} size="sm">
      ← {t.campaigns.backToList}
    </Anchor>
  )
  return (
    <Page
      title={campaign?.name ?? t.campaigns.title}
      before={back}
      actions={
        campaign !== undefined && (
          <>
            <span role="status" style={{ display: 'inline-flex' }}>
              <CampaignStatusBadge status={campaign.status} />
            </span>
            <MainAction campaign={campaign} />
            <CampaignMenu campaign={campaign} />
          </>
        )
      }
    >
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {campaign?.archivedAt != null && <Text className="muted">{t.campaigns.archivedHint}</Text>}
      {campaign !== undefined && isBlocked(campaign, 'activate') && campaign.endedAt === null && (
        <Text className="muted">{t.campaigns.isOver}</Text>
      )}
      {campaign !== undefined && (
        <Tabs
          value={tab}
          onChange={(value) => setSearch({ tab: value ?? undefined, state: undefined, text: undefined })}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            {Object.entries(t.campaigns.tabs).map(([value, label]) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="general">
            <General campaign={campaign} />
          </Tabs.Panel>
          <Tabs.Panel value="numbers">
            <Numbers campaign={campaign} />
          </Tabs.Panel>
          <Tabs.Panel value="behavior">
            <Behavior campaign={campaign} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  )
}

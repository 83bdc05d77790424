import { Alert, Anchor, Button, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useText } from '../lib/language.tsx'
import { getAgent } from '../lib/owners.ts'
import { useSetSearch } from '../lib/use-filters.ts'
import { Copyable } from '../parts/copy.tsx'
import { Page } from '../parts/page.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { AgentMenu } from './agent-menu.tsx'
import { AgentSettings } from './agent-settings.tsx'
import { AgentWebhooks } from './agent-webhooks.tsx'
import { Playbooks } from './playbooks.tsx'

const route = getRouteApi('/shell/agents/$agentId')

/** One agent: whom it tells, what it asks, and what goes into its call logs. */
export function AgentPage() {
  const t = useText()
  const { agentId } = route.useParams()
  const { tab = 'webhooks' } = route.useSearch()
  const setSearch = useSetSearch()
  const query = useQuery(getAgent(agentId))
  const agent = query.data
  const back = (
    <Anchor renderRoot={(props) => <Link to="/agents" {...props} />} size="sm">
      ← {t.agents.backToList}
    </Anchor>
  )
  return (
    <Page
      title={agent?.name ?? t.agents.title}
      before={back}
      actions={
        agent !== undefined && (
          <>
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/calls" search={{ agentId }} {...props} />}
            >
              {t.agents.calls}
            </Button>
            <AgentMenu agent={agent} />
          </>
        )
      }
    >
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {agent !== undefined && (
        <>
          <div>
            <Copyable value={agent.id} thing={t.agents.id} />
          </div>
          {agent.archivedAt !== null && (
            <Alert color="yellow" variant="outline" title={t.agents.isArchived}>
              {t.agents.archivedNote}
            </Alert>
          )}
          <Tabs value={tab} onChange={(value) => setSearch({ tab: value ?? undefined })} keepMounted={false}>
            <Tabs.List mb="md">
              {Object.entries(t.agents.tabs).map(([value, label]) => (
                <Tabs.Tab key={value} value={value}>
                  {label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="webhooks">
              <AgentWebhooks key={agent.id} agent={agent} />
            </Tabs.Panel>
            <Tabs.Panel value="playbooks">
              <Playbooks agent={agent} />
            </Tabs.Panel>
            <Tabs.Panel value="settings">
              <AgentSettings key={agent.id} agent={agent} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </Page>
  )
}

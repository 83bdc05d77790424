import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { getAgent, type Agent } from '../lib/owners.ts'
import { useSetSearch } from '../lib/use-filters.ts'
import { OwnerPage } from '../owners/owner-page.tsx'
import { OwnerSettings } from '../owners/owner-settings.tsx'
import { AgentFields, settingsOf, type AgentDraft } from './agent-fields.tsx'
import { AgentMenu } from './agent-menu.tsx'
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
  return (
    <OwnerPage kind="agent" query={query} menu={(agent) => <AgentMenu agent={agent} />}>
      {(agent) => (
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
            <Settings key={agent.id} agent={agent} />
          </Tabs.Panel>
        </Tabs>
      )}
    </OwnerPage>
  )
}

/** What goes into the call logs of an agent, and when. */
function Settings({ agent }: { agent: Agent }) {
  const { id, name, hasSummary, storesTranscripts, logDelaySeconds } = agent
  const saved: AgentDraft = { name, hasSummary, storesTranscripts, logDelaySeconds }
  return (
    <OwnerSettings
      kind="agent"
      owner={agent}
      saved={saved}
      fields={(props) => <AgentFields {...props} />}
      bodyOf={settingsOf}
      save={(body) => ask(api.PATCH('/v1/agents/{id}', { params: { path: { id } }, body }))}
    />
  )
}

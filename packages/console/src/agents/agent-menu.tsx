import { Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { useBoundWebhooks, type Agent } from '../lib/owners.ts'
import { OwnerMenu } from '../parts/owner-menu.tsx'

/** What can be done with an agent, in the list and on its page. */
export function AgentMenu({ agent }: { agent: Agent }) {
  const t = useText()
  const navigate = useNavigate()
  const webhooksOf = useBoundWebhooks('agent')
  const { id } = agent
  return (
    <OwnerMenu
      words={t.agents}
      list="/agents"
      name={agent.name}
      isArchived={agent.archivedAt !== null}
      webhooks={webhooksOf(id)}
      details={
        agent.playbooks.length > 0 && (
          <Text size="sm">{t.agents.archivePlaybooks(agent.playbooks.length)}</Text>
        )
      }
      onEdit={() =>
        void navigate({ to: '/agents/$agentId', params: { agentId: id }, search: { tab: 'settings' } })
      }
      onCalls={() => void navigate({ to: '/calls', search: { agentId: id } })}
      archive={() => ask(api.DELETE('/v1/agents/{id}', { params: { path: { id } } }))}
    />
  )
}

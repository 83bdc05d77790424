import { Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import type { Agent } from '../lib/owners.ts'
import { OwnerMenu } from '../owners/owner-menu.tsx'

/** What can be done with an agent, in the list and on its page. */
export function AgentMenu({ agent }: { agent: Agent }) {
  const t = useText()
  const navigate = useNavigate()
  const { id } = agent
  return (
    <OwnerMenu
      kind="agent"
      owner={agent}
      details={
        agent.playbooks.length > 0 && (
          <Text size="sm">{t.agents.archivePlaybooks(agent.playbooks.length)}</Text>
        )
      }
      onEdit={() =>
        void navigate({ to: '/agents/$agentId', params: { agentId: id }, search: { tab: 'settings' } })
      }
      archive={() => ask(api.DELETE('/v1/agents/{id}', { params: { path: { id } } }))}
    />
  )
}

import { useNavigate } from '@tanstack/react-router'
import { api, ask } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { listAgents, useBoundWebhooks, type Agent } from '../lib/owners.ts'
import { OwnerDialog } from '../owners/owner-dialog.tsx'
import { OwnerList } from '../owners/owner-list.tsx'
import { Status } from '../parts/status.tsx'
import { AgentFields, settingsOf, type AgentDraft } from './agent-fields.tsx'
import { AgentMenu } from './agent-menu.tsx'

/** All AI agents of the account, with what their webhooks get. */
export function Agents() {
  const t = useText()
  const { number } = useFormat()
  const webhooksOf = useBoundWebhooks('agent')
  const parts = (agent: Agent) => <CallLogParts agent={agent} />
  return (
    <OwnerList
      kind="agent"
      list={listAgents}
      brief={parts}
      columns={[
        { header: t.agents.webhooks, cell: ({ id }) => number(webhooksOf(id).length), from: 'sm' },
        { header: t.agents.playbooks, cell: ({ playbooks }) => number(playbooks.length), from: 'sm' },
        { header: t.agents.callLog, cell: parts, from: 'xs' },
        { header: t.agents.delay, cell: ({ logDelaySeconds }) => number(logDelaySeconds), from: 'lg' },
      ]}
      menu={(agent) => <AgentMenu agent={agent} />}
      dialog={(close) => <AgentDialog onClose={close} />}
    />
  )
}

const newAgent: AgentDraft = {
  ...{ name: '', hasSummary: true, storesTranscripts: true, logDelaySeconds: 10 },
}

/** Webhooks and playbooks are added on its page. */
function AgentDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  return (
    <OwnerDialog
      kind="agent"
      start={newAgent}
      fields={(props) => <AgentFields {...props} />}
      create={(draft, id) => ask(api.POST('/v1/agents', { body: { ...settingsOf(draft), ...id } }))}
      onCreated={(agentId) => navigate({ to: '/agents/$agentId', params: { agentId } })}
      onClose={onClose}
    />
  )
}

/** Whether summary and transcript go out with the call log. */
function CallLogParts({ agent }: { agent: Agent }) {
  const t = useText()
  const parts: [string, boolean][] = [
    [t.agents.summary, agent.hasSummary],
    [t.agents.transcript, agent.storesTranscripts],
  ]
  return parts.map(([label, isIn]) => (
    <span key={label} style={{ display: 'inline-block', marginRight: 14 }}>
      <Status
        tone={isIn ? 'ok' : 'idle'}
        icon={isIn ? 'check' : 'stop'}
        label={isIn ? label : t.agents.without(label)}
      />
    </span>
  ))
}

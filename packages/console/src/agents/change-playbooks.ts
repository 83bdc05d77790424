import { api, ask } from '../lib/api.ts'
import type { Agent } from '../lib/owners.ts'

export type Playbook = Agent['playbooks'][number]

/** Changes an agent's playbooks as they are by now: the list is saved as a whole, and others may have changed it. */
export async function changePlaybooks(
  agentId: string,
  change: (playbooks: Playbook[]) => Playbook[],
): Promise<Agent> {
  const params = { path: { id: agentId } }
  const { playbooks } = await ask(api.GET('/v1/agents/{id}', { params }))
  return ask(api.PATCH('/v1/agents/{id}', { params, body: { playbooks: change(playbooks) } }))
}

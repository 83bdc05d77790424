import type { Kysely } from 'kysely'
import type { Tables } from '../lib/tables.ts'

/** What sipgate's configuration says of one webhook of an agent beyond the webhook itself. */
export type AgentWebhook = { webhookId: string; position: number; hasTimeout: boolean }

export async function listAgentWebhooks(
  tx: Kysely<Tables>,
  accountId: string,
  agentId: string,
): Promise<AgentWebhook[]> {
  return tx
    .selectFrom('agentWebhooks')
    .select(['webhookId', 'position', 'hasTimeout'])
    .where('accountId', '=', accountId)
    .where('agentId', '=', agentId)
    .orderBy('position')
    .execute()
}

export async function replaceAgentWebhooks(
  tx: Kysely<Tables>,
  accountId: string,
  agentId: string,
  entries: readonly AgentWebhook[],
): Promise<void> {
  await tx
    .deleteFrom('agentWebhooks')
    .where('accountId', '=', accountId)
    .where('agentId', '=', agentId)
    .execute()
  if (entries.length === 0) return
  await tx
    .insertInto('agentWebhooks')
    .values(entries.map((entry) => ({ ...entry, accountId, agentId })))
    .execute()
}

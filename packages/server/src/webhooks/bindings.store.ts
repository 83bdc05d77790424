import type { Kysely } from 'kysely'
import type { Tables } from '../lib/tables.ts'
import type { Binding } from './webhook.ts'
import type { WebhookRow } from './webhooks.store.ts'

/** Something a webhook can hang on, as far as binding is concerned. */
export type Bindable = { id: string; name: string; isArchived: boolean; isOver: boolean }

const tables = { agent: 'agents', channel: 'channels', campaign: 'campaigns' } as const

/** Those of the ids that the account has. */
export async function loadBindables(
  tx: Kysely<Tables>,
  accountId: string,
  { kind, ids }: Binding,
): Promise<Bindable[]> {
  if (kind === 'account' || ids.length === 0) return []
  if (kind === 'campaign') {
    const rows = await tx
      .selectFrom('campaigns')
      .select(['id', 'name', 'archivedAt', 'status'])
      .where('accountId', '=', accountId)
      .where('id', 'in', ids)
      .orderBy('id')
      .execute()
    return rows.map(({ id, name, archivedAt, status }) => ({
      ...{ id, name, isArchived: archivedAt !== null },
      isOver: status === 'canceled' || status === 'finished',
    }))
  }
  const rows = await tx
    .selectFrom(tables[kind])
    .select(['id', 'name', 'archivedAt'])
    .where('accountId', '=', accountId)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, archivedAt }) => ({
    id,
    name,
    isArchived: archivedAt !== null,
    isOver: false,
  }))
}

/** What still uses a webhook with this binding: not archived, and in the case of campaigns not over. */
export async function listUsers(
  tx: Kysely<Tables>,
  accountId: string,
  binding: Binding,
): Promise<{ kind: Binding['kind']; name: string }[]> {
  const bindables = await loadBindables(tx, accountId, binding)
  return bindables
    .filter(({ isArchived, isOver }) => !isArchived && !isOver)
    .map(({ name }) => ({ kind: binding.kind, name }))
}

/** The webhooks that hang on one agent, channel or campaign, in the order in which they were made. */
export async function listBoundWebhooks(
  tx: Kysely<Tables>,
  accountId: string,
  kind: Binding['kind'],
  id: string,
): Promise<WebhookRow[]> {
  return tx
    .selectFrom('webhooks')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('bindingKind', '=', kind)
    .where((eb) => eb(eb.val(id), '=', eb.fn.any('bindingIds')))
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .execute()
}

import { sql, type InsertObject, type Kysely, type Selectable, type UpdateObject } from 'kysely'
import { audit } from '../accounts/audit.store.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import type { PageRequest } from '../lib/page.ts'
import type { Tables, WebhooksTable } from '../lib/tables.ts'
import type { DialectId, DisabledReason, Subscriber, Webhook } from './webhook.ts'

/** The channel on which changes are told to workers; the payload is the webhook's id. */
export const webhooksChannel = 'offhook_webhooks'

export type WebhookRow = Selectable<WebhooksTable>

/** A row as people may see it. */
export function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    dialect: row.dialect as DialectId,
    eventTypes: row.eventTypes,
    binding: { kind: row.bindingKind as Webhook['binding']['kind'], ids: row.bindingIds },
    headerNames: row.headerNames,
    timeoutMs: row.timeoutMs,
    maxRetries: row.maxRetries,
    eventMaxAgeSeconds: row.eventMaxAgeSeconds,
    maxConnections: row.maxConnections,
    rateLimitPerSecond: row.rateLimitPerSecond,
    ordering: row.ordering as Webhook['ordering'],
    success: row.success as Webhook['success'],
    chunked: row.chunked,
    enabled: row.enabled,
    disabledReason: row.disabledReason as DisabledReason | null,
    disabledAt: row.disabledAt,
    failing:
      row.failingSince === null
        ? null
        : { since: row.failingSince, reason: row.failureReason ?? '', nextProbeAt: row.nextProbeAt },
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }
}

export async function listWebhookRows(db: Db, accountId: string, page: PageRequest): Promise<WebhookRow[]> {
  let query = db.kysely
    .selectFrom('webhooks')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('deletedAt', 'is', null)
  if (page.cursor !== undefined) query = query.where('id', '>', page.cursor)
  return query
    .orderBy('id')
    .limit(page.limit + 1)
    .execute()
}

export async function getWebhookRow(db: Kysely<Tables>, accountId: string, id: string): Promise<WebhookRow> {
  const row = await findWebhookRow(db, accountId, id)
  if (row === undefined) throw noSuchWebhook(id)
  return row
}

export async function findWebhookRow(
  db: Kysely<Tables>,
  accountId: string,
  id: string,
): Promise<WebhookRow | undefined> {
  return db
    .selectFrom('webhooks')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** The webhook of a settings panel, if the account has saved it. */
export async function findPanelRow(
  db: Kysely<Tables>,
  accountId: string,
  panel: string,
): Promise<WebhookRow | undefined> {
  return db
    .selectFrom('webhooks')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('panel', '=', panel)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** Lets others who save a panel of this account wait until the transaction ends. */
export async function lockPanel(tx: Kysely<Tables>, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('offhook panel ' || ${accountId}))`.execute(tx)
}

/** The time of the transaction, by the database's clock. */
export const databaseTime = sql<Date>`now()`

export type NewWebhookRow = Omit<InsertObject<Tables, 'webhooks'>, 'accountId' | 'id'> & { id: string }

export async function insertWebhook(
  tx: Kysely<Tables>,
  actor: Actor,
  row: NewWebhookRow,
): Promise<WebhookRow> {
  const inserted = await tx
    .insertInto('webhooks')
    .values({ ...row, accountId: actor.accountId })
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteChange(tx, actor, 'webhook.created', row.id)
  return inserted
}

export type WebhookChange = Omit<UpdateObject<Tables, 'webhooks'>, 'id' | 'accountId' | 'createdAt'>

/**
 * Changes one webhook, notes who did it, and tells ingest and workers that their copies are old. A change that depends
 * on what is there is given as a function; the row is locked meanwhile, so that two changes at a time both count.
 */
export async function updateWebhookRow(
  db: Db,
  actor: Actor,
  id: string,
  action: string,
  change: WebhookChange | ((row: WebhookRow) => WebhookChange),
): Promise<WebhookRow> {
  return db.kysely.transaction().execute((tx) => updateWebhookRowIn(tx, actor, id, action, change))
}

/**
 * The same as part of a transaction that is open already; the change may ask the database before it is decided, and be
 * null when there is nothing to change.
 */
export async function updateWebhookRowIn(
  tx: Kysely<Tables>,
  actor: Actor,
  id: string,
  action: string,
  change: WebhookChange | ((row: WebhookRow) => WebhookChange | Promise<WebhookChange | null>),
): Promise<WebhookRow> {
  const current = await tx
    .selectFrom('webhooks')
    .selectAll()
    .where('accountId', '=', actor.accountId)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (current === undefined) throw noSuchWebhook(id)
  const columns = typeof change === 'function' ? await change(current) : change
  if (columns === null) return current
  const row = await tx
    .updateTable('webhooks')
    .set({ ...columns, updatedAt: databaseTime })
    .where('accountId', '=', actor.accountId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteChange(tx, actor, action, id)
  return row
}

/** The webhooks with these ids, whatever their account: for workers, which hold deliveries of many accounts. */
export async function loadWebhookRows(db: Db, ids: readonly string[]): Promise<WebhookRow[]> {
  return db.kysely.selectFrom('webhooks').selectAll().where('id', 'in', ids).execute()
}

/** Everyone in these accounts who may get events, also while disabled: their events queue. */
export async function loadSubscribers(db: Db, accountIds: readonly string[]): Promise<Subscriber[]> {
  const rows = await db.kysely
    .selectFrom('webhooks')
    .select(['id', 'accountId', 'dialect', 'eventTypes', 'bindingKind', 'bindingIds', 'ordering'])
    .where('accountId', 'in', accountIds)
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ ordering, ...row }) => ({
    ...row,
    dialect: row.dialect as DialectId,
    bindingKind: row.bindingKind as Subscriber['bindingKind'],
    isOrdered: ordering === 'per-call',
  }))
}

async function noteChange(
  tx: Kysely<Tables>,
  actor: Actor,
  action: string,
  webhookId: string,
): Promise<void> {
  await tx
    .updateTable('accounts')
    .set((eb) => ({ webhooksVersion: eb('webhooksVersion', '+', 1) }))
    .where('id', '=', actor.accountId)
    .execute()
  await audit(tx, actor, action, webhookId)
  await notifyWorkers(tx, webhookId)
}

/** Once the transaction is committed, workers let go of what they hold for the webhook and read it anew. */
export async function notifyWorkers(tx: Kysely<Tables>, webhookId: string): Promise<void> {
  await sql`select pg_notify(${webhooksChannel}, ${webhookId})`.execute(tx)
}

function noSuchWebhook(id: string): AppError {
  return new AppError('not_found', `There is no webhook with the id ${id}.`)
}

import { sql, type Kysely } from 'kysely'
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import type { PageRequest } from '../lib/page.ts'
import type { Tables } from '../lib/tables.ts'
import type { DeliveryStatus } from './delivery.ts'

/** One event for one webhook, whether it still waits or is finished. */
export type Delivery = {
  id: string
  webhookId: string
  eventId: string
  eventType: string
  callId: string | null
  status: DeliveryStatus
  attempts: number
  occurredAt: Date
  queuedAt: Date
  /** When it is tried next; null when finished. */
  nextAttemptAt: Date | null
  finishedAt: Date | null
  isTest: boolean
}

export type DeliveryFilter = {
  webhookId?: string | undefined
  eventIds?: readonly string[] | undefined
  status?: DeliveryStatus | undefined
  eventType?: string | undefined
  callId?: string | undefined
  /** Of the time it was queued, from inclusive, to exclusive. */
  from?: Date | undefined
  to?: Date | undefined
}

/** Pending and finished deliveries as one list. */
function deliveries(db: Kysely<Tables>) {
  return db.selectFrom(
    db
      .selectFrom('pendingDeliveries')
      .select([
        'id',
        'accountId',
        'webhookId',
        'eventId',
        'eventType',
        'payloadId',
        'callId',
        'occurredAt',
        'queuedAt',
      ])
      .select(['attempts', 'isTest', 'dueAt as nextAttemptAt'])
      .select([
        sql<DeliveryStatus>`'pending'`.as('status'),
        sql<Date | null>`null::timestamptz`.as('finishedAt'),
      ])
      .unionAll(
        db
          .selectFrom('finishedDeliveries')
          .select([
            'id',
            'accountId',
            'webhookId',
            'eventId',
            'eventType',
            'payloadId',
            'callId',
            'occurredAt',
            'queuedAt',
          ])
          .select(['attempts', 'isTest', sql<Date>`null::timestamptz`.as('nextAttemptAt')])
          .select([sql<DeliveryStatus>`status`.as('status'), 'finishedAt']),
      )
      .as('d'),
  )
}

const shown = [
  ...(['id', 'webhookId', 'eventId', 'eventType', 'callId', 'status', 'attempts'] as const),
  ...(['occurredAt', 'queuedAt', 'nextAttemptAt', 'finishedAt', 'isTest'] as const),
] as const

/** Newest first, one row more than asked for. */
export async function listDeliveries(
  db: Db,
  accountId: string,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Delivery[]> {
  let query = deliveries(db.kysely).select(shown).where('accountId', '=', accountId)
  if (page.cursor !== undefined) query = query.where('id', '<', page.cursor)
  if (filter.webhookId !== undefined) query = query.where('webhookId', '=', filter.webhookId)
  if (filter.eventIds !== undefined) query = query.where('eventId', 'in', filter.eventIds)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (filter.eventType !== undefined) query = query.where('eventType', '=', filter.eventType)
  if (filter.callId !== undefined) query = query.where('callId', '=', filter.callId)
  if (filter.from !== undefined) query = query.where('queuedAt', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('queuedAt', '<', filter.to)
  return query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
}

export async function findDelivery(db: Db, accountId: string, id: string): Promise<Delivery | undefined> {
  return deliveries(db.kysely)
    .select(shown)
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The exact body of a delivery, as it was or will be sent. */
export async function getDeliveryBody(db: Db, accountId: string, id: string): Promise<string> {
  const row = await deliveries(db.kysely)
    .innerJoin('payloads', 'payloads.id', 'd.payloadId')
    .select('payloads.body')
    .where('d.accountId', '=', accountId)
    .where('d.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw noSuchDelivery(id)
  return row.body
}

/** Makes a pending delivery due now, or puts a finished one back into the queue with its event max age begun anew. */
export async function retryDelivery(db: Db, actor: Actor, id: string): Promise<{ webhookId: string }> {
  return db.kysely.transaction().execute(async (tx) => {
    const { rows } = await sql<{ webhookId: string }>`
      with due as (
        update pending_deliveries set due_at = case when worker_id is null then now() else due_at end
         where id = ${id} and account_id = ${actor.accountId} returning webhook_id
      ), finished as (
        delete from finished_deliveries where id = ${id} and account_id = ${actor.accountId} returning *
      ), requeued as (
        insert into pending_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, call_id,
                                        occurred_at, attempts, is_ordered)
        select f.id, f.account_id, f.webhook_id, f.event_id, f.event_type, f.payload_id, f.call_id, f.occurred_at,
               f.attempts, w.ordering = 'per-call' and f.call_id is not null
          from finished f join webhooks w on w.id = f.webhook_id
        returning webhook_id
      )
      select webhook_id from due union all select webhook_id from requeued`.execute(tx)
    const [row] = rows
    if (row === undefined) throw noSuchDelivery(id)
    await audit(tx, actor, 'delivery.retried', id)
    return row
  })
}

/** Takes a pending delivery out of the queue. One that is being sent right now cannot be called back. */
export async function cancelDelivery(db: Db, actor: Actor, id: string): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      with canceled as (
        delete from pending_deliveries where id = ${id} and account_id = ${actor.accountId} and worker_id is null
        returning *
      )
      insert into finished_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, call_id,
                                       occurred_at, queued_at, status, attempts, is_test)
      select id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at, queued_at, 'canceled',
             attempts, is_test
        from canceled returning id`.execute(tx)
    if (rows.length > 0) return audit(tx, actor, 'delivery.canceled', id)
    const known = await deliveries(tx)
      .select('status')
      .where('accountId', '=', actor.accountId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (known === undefined) throw noSuchDelivery(id)
    const detail =
      known.status === 'pending'
        ? 'The delivery is being sent right now. Try again in a moment.'
        : `The delivery is ${known.status} already.`
    throw new AppError('conflict', detail)
  })
}

export function noSuchDelivery(id: string): AppError {
  return new AppError('not_found', `There is no delivery with the id ${id}.`)
}

import { sql, type Kysely } from 'kysely'
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import type { PageRequest } from '../lib/page.ts'
import type { Tables } from '../lib/tables.ts'
import { notifyWorkers } from '../webhooks/webhooks.store.ts'
import type { DeliveryStatus } from './delivery.ts'
import { intoFinished, intoPending, nextOfCallDue } from './move.store.ts'
import { lockStats, outOfStats } from './stats.store.ts'

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

type Requeued = { webhookId: string; isTest: boolean }

/**
 * Makes a pending delivery due now, or puts a finished one back into the queue with its event max age begun anew.
 * Refused with `conflict` when its webhook is deleted: it could only be canceled again.
 */
export async function retryDelivery(db: Db, actor: Actor, id: string): Promise<Requeued> {
  return db.kysely.transaction().execute(async (tx) => {
    await lockStats(tx)
    const row = await requeue(tx, actor.accountId, id)
    if (row === undefined) {
      await findStatus(tx, actor.accountId, id)
      throw new AppError('conflict', 'The webhook of this delivery is deleted.')
    }
    await audit(tx, actor, 'delivery.retried', id)
    return row
  })
}

// A delivery that moves between the two tables just now is in neither of them for this statement, so it looks twice.
const looks = 2

async function requeue(tx: Kysely<Tables>, accountId: string, id: string): Promise<Requeued | undefined> {
  for (let look = 1; look <= looks; look += 1) {
    const { rows } = await sql<Requeued>`
      with due as (
        update pending_deliveries d set due_at = now()
          from webhooks w
         where d.id = ${id} and d.account_id = ${accountId} and w.id = d.webhook_id and w.deleted_at is null
        returning d.webhook_id, d.is_test
      ), finished as (
        delete from finished_deliveries f using webhooks w
         where f.id = ${id} and f.account_id = ${accountId} and w.id = f.webhook_id and w.deleted_at is null
        returning f.*
      ), requeued as (
        ${sql.raw(intoPending('finished'))}
        returning webhook_id, is_test
      ), uncounted as (
        ${sql.raw(outOfStats('finished'))}
      )
      select webhook_id, is_test from due union all select webhook_id, is_test from requeued`.execute(tx)
    if (rows[0] !== undefined) return rows[0]
  }
  return undefined
}

/** The status as it is by now, whatever another transaction just did; throws `not_found`. */
async function findStatus(tx: Kysely<Tables>, accountId: string, id: string): Promise<DeliveryStatus> {
  const row = await deliveries(tx)
    .select('status')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw noSuchDelivery(id)
  return row.status
}

/**
 * Takes a pending delivery out of the queue, and has its worker let go of it. A request that is under way cannot be called
 * back: it gets into the log, and the delivery stays canceled.
 */
export async function cancelDelivery(db: Db, actor: Actor, id: string): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    const { rows } = await sql<{ webhookId: string }>`
      with canceled as (
        delete from pending_deliveries where id = ${id} and account_id = ${actor.accountId} returning *
      ), next_of_call as (${sql.raw(nextOfCallDue('canceled'))})
      ${sql.raw(intoFinished('canceled', 'canceled'))} returning webhook_id`.execute(tx)
    const [canceled] = rows
    if (canceled === undefined) {
      const status = await findStatus(tx, actor.accountId, id)
      throw new AppError('conflict', `The delivery is ${status} already.`)
    }
    await notifyWorkers(tx, canceled.webhookId)
    await audit(tx, actor, 'delivery.canceled', id)
  })
}

export function noSuchDelivery(id: string): AppError {
  return new AppError('not_found', `There is no delivery with the id ${id}.`)
}

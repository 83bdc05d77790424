import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Event, EventContent } from '../events/event.ts'
import type { EventType } from '../events/catalogue.ts'
import type { Tables } from '../lib/tables.ts'
import type { ReplayFilter } from './job.ts'
import { intoPending } from './move.store.ts'
import { lockStats, outOfStats } from './stats.store.ts'

type Ended = { webhookId: string; since: Date; before: Date }

const endedBadly = ({ webhookId, since, before }: Ended) => sql`
  webhook_id = ${webhookId} and status in ('failed', 'expired') and finished_at >= ${since} and finished_at < ${before}
  and not is_test`

/** Before every id. */
export const firstOfAll = '00000000-0000-0000-0000-000000000000'

/** How many there are behind `after`. */
export async function countEndedBadly(
  tx: Kysely<Tables>,
  ended: Ended,
  after: string | null,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from finished_deliveries
     where ${endedBadly(ended)} and id > ${after ?? firstOfAll}`.execute(tx)
  return rows[0]?.n ?? 0
}

/**
 * How far a step may look, which bounds how long it takes: where few of a long history are wanted, it could otherwise read
 * all of it, be given up, and begin again for ever.
 */
export const lookAhead = 20_000
const lastOfAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What a step found, in the order of the ids, and where the next one goes on; null when there is nothing behind. */
export type Found<T> = { found: T[]; next: string | null }

function foundUpTo<T>(found: T[], limit: number, id: (each: T) => string, end: string): Found<T> {
  const last = found.at(-1)
  if (last !== undefined && found.length === limit) return { found, next: id(last) }
  return { found, next: end === lastOfAll ? null : end }
}

/** The last id that a step looks at, of the rows that `from` names with a condition. */
async function endOfStep(
  tx: Kysely<Tables>,
  from: RawBuilder<unknown>,
  after: string | null,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from ${from} and id > ${after ?? firstOfAll} order by id offset ${lookAhead - 1} limit 1`.execute(
    tx,
  )
  return rows[0]?.id ?? lastOfAll
}

/** Moves the next ones behind `after`, at most `limit`, back into the queue, oldest first. Answers with their ids. */
export async function requeueEndedBadly(
  tx: Kysely<Tables>,
  ended: Ended,
  after: string | null,
  limit: number,
): Promise<Found<string>> {
  const end = await endOfStep(tx, sql`finished_deliveries where webhook_id = ${ended.webhookId}`, after)
  await lockStats(tx)
  const { rows } = await sql<{ id: string }>`
    with chosen as (
      select id from finished_deliveries
       where ${endedBadly(ended)} and id > ${after ?? firstOfAll} and id <= ${end} order by id limit ${limit}
    ), finished as (
      delete from finished_deliveries
       where webhook_id = ${ended.webhookId} and id = any(array(select id from chosen)) returning *
    ), requeued as (
      ${sql.raw(intoPending('finished'))}
    ), uncounted as (
      ${sql.raw(outOfStats('finished'))}
    )
    select id from chosen order by id`.execute(tx)
  const ids = rows.map((row) => row.id)
  return foundUpTo(ids, limit, (id) => id, end)
}

function matching(tx: Kysely<Tables>, accountId: string, filter: ReplayFilter, after: string | null) {
  let query = tx
    .selectFrom('events')
    .where('accountId', '=', accountId)
    .where('isTest', '=', false)
    .where('type', 'in', filter.eventTypes)
  if (after !== null) query = query.where('id', '>', after)
  if (filter.eventIds !== undefined) query = query.where('id', 'in', filter.eventIds)
  if (filter.from !== null) query = query.where('occurredAt', '>=', new Date(filter.from))
  if (filter.to !== null) query = query.where('occurredAt', '<', new Date(filter.to))
  if (filter.callId !== null) query = query.where('callId', '=', filter.callId)
  if (filter.campaignId !== null) query = query.where('campaignId', '=', filter.campaignId)
  return query
}

/** How many there are behind `after`. */
export async function countEvents(
  tx: Kysely<Tables>,
  accountId: string,
  filter: ReplayFilter,
  after: string | null,
): Promise<number> {
  const { n } = await matching(tx, accountId, filter, after)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

/** The next events behind `after`, at most `limit`, in the order of their ids. */
export async function nextEvents(
  tx: Kysely<Tables>,
  accountId: string,
  filter: ReplayFilter,
  after: string | null,
  limit: number,
): Promise<Found<Event>> {
  const end = isSelective(filter)
    ? lastOfAll
    : await endOfStep(tx, sql`events where account_id = ${accountId}`, after)
  const rows = await matching(tx, accountId, filter, after)
    .where('id', '<=', end)
    .select(['id', 'type', 'occurredAt', 'campaignId', 'content'])
    .orderBy('id')
    .limit(limit)
    .execute()
  const events = rows.map(({ content, type, ...row }) => ({
    ...row,
    type: type as EventType,
    ...(JSON.parse(content) as EventContent),
  }))
  return foundUpTo(events, limit, (event) => event.id, end)
}

/** Whether an index finds these events at once, wherever in the history they are. */
function isSelective({ eventIds, callId }: ReplayFilter): boolean {
  return eventIds !== undefined || callId !== null
}

/** The body that was first sent to a webhook for each of these events, where one was. */
export async function firstPayloads(
  tx: Kysely<Tables>,
  webhookId: string,
  eventIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ eventId: string; payloadId: string }>`
    select distinct on (event_id) event_id, payload_id
      from (select event_id, payload_id, id from finished_deliveries
             where webhook_id = ${webhookId} and event_id = any(${eventIds}) and not is_test
            union all
            select event_id, payload_id, id from pending_deliveries
             where webhook_id = ${webhookId} and event_id = any(${eventIds}) and not is_test) d
     order by event_id, id`.execute(tx)
  return new Map(rows.map((row) => [row.eventId, row.payloadId]))
}

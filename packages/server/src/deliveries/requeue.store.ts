import { sql, type Kysely } from 'kysely'
import type { CallFacts, Event } from '../events/event.ts'
import type { EventType } from '../events/catalogue.ts'
import type { Tables } from '../lib/tables.ts'
import type { ReplayFilter } from './job.ts'
import { intoPending } from './move.store.ts'

type Ended = { webhookId: string; since: Date; before: Date }

const endedBadly = ({ webhookId, since, before }: Ended) => sql`
  webhook_id = ${webhookId} and status in ('failed', 'expired') and finished_at >= ${since} and finished_at < ${before}
  and not is_test`

const firstOfAll = '00000000-0000-0000-0000-000000000000'

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

/** Moves the next ones behind `after` back into the queue, oldest first. Returns their ids. */
export async function requeueEndedBadly(
  tx: Kysely<Tables>,
  ended: Ended,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with chosen as (
      select id from finished_deliveries
       where ${endedBadly(ended)} and id > ${after ?? firstOfAll} order by id limit ${limit}
    ), finished as (
      delete from finished_deliveries
       where webhook_id = ${ended.webhookId} and id = any(array(select id from chosen)) returning *
    ), requeued as (
      ${sql.raw(intoPending('finished'))}
    )
    select id from chosen order by id`.execute(tx)
  return rows.map((row) => row.id)
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

/** The next events behind `after`, in the order of their ids. */
export async function nextEvents(
  tx: Kysely<Tables>,
  accountId: string,
  filter: ReplayFilter,
  after: string | null,
  limit: number,
): Promise<Event[]> {
  const rows = await matching(tx, accountId, filter, after)
    .select(['id', 'type', 'occurredAt', 'campaignId', 'content'])
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ content, type, ...row }) => {
    const { call, data } = JSON.parse(content) as { call: CallFacts | null; data: Record<string, unknown> }
    return { ...row, type: type as EventType, call, data }
  })
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

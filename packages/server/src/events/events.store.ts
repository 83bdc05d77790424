import { sql } from 'kysely'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { containing } from '../lib/like.ts'
import type { PageRequest } from '../lib/page.ts'
import type { EventType } from './catalogue.ts'
import type { Event, EventContent } from './event.ts'

/** An event as it is kept, with what only the house knows of it. */
export type StoredEvent = Event & { receivedAt: Date; isTest: boolean }

export type EventFilter = {
  type?: string | undefined
  callId?: string | undefined
  campaignId?: string | undefined
  webhookId?: string | undefined
  /** Of the time the event occurred, from inclusive, to exclusive. */
  from?: Date | undefined
  to?: Date | undefined
  /** Found anywhere in the call or the data, upper and lower case alike. */
  text?: string | undefined
  /** The last id to look at. */
  untilId?: string | undefined
}

type Row = {
  id: string
  type: string
  occurredAt: Date
  receivedAt: Date
  campaignId: string | null
  isTest: boolean
  content: string
}

const columns = ['id', 'type', 'occurredAt', 'receivedAt', 'campaignId', 'isTest', 'content'] as const

/** An event may have a megabyte: a page or timeline of many such would be more than an answer can hold. */
export const shownBytes = 16 * 1_048_576

/**
 * Newest id first. Where they take more than `bytes` (at least one; 16 MiB unless given), fewer than asked for: `hasMore`
 * says that there are more behind them.
 */
export async function listEvents(
  db: Db,
  accountId: string,
  filter: EventFilter,
  page: PageRequest & { bytes?: number },
): Promise<{ events: StoredEvent[]; hasMore: boolean; bytes: number }> {
  let query = db.kysely.selectFrom('events').select(columns).where('accountId', '=', accountId)
  if (page.cursor !== undefined) query = query.where('id', '<', page.cursor)
  if (filter.untilId !== undefined) query = query.where('id', '>=', filter.untilId)
  if (filter.type !== undefined) query = query.where('type', '=', filter.type)
  if (filter.callId !== undefined) query = query.where('callId', '=', filter.callId)
  if (filter.campaignId !== undefined) query = query.where('campaignId', '=', filter.campaignId)
  if (filter.from !== undefined) query = query.where('occurredAt', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('occurredAt', '<', filter.to)
  if (filter.text !== undefined) query = query.where('content', 'ilike', containing(asInJson(filter.text)))
  if (filter.webhookId !== undefined) {
    const { webhookId } = filter
    query = query.where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('finishedDeliveries as d')
            .select(sql.lit(1).as('one'))
            .whereRef('d.eventId', '=', 'events.id')
            .whereRef('d.accountId', '=', 'events.accountId')
            .where('d.webhookId', '=', webhookId),
        ),
        eb.exists(
          eb
            .selectFrom('pendingDeliveries as d')
            .select(sql.lit(1).as('one'))
            .whereRef('d.eventId', '=', 'events.id')
            .whereRef('d.accountId', '=', 'events.accountId')
            .where('d.webhookId', '=', webhookId),
        ),
      ]),
    )
  }
  const found = query.orderBy('id', 'desc').limit(page.limit + 1)
  const sized = db.kysely
    .selectFrom(found.as('found'))
    .select(columns)
    .select([
      sql<number>`octet_length(content)`.as('bytes'),
      sql<number>`sum(octet_length(content)) over (order by id desc) - octet_length(content)`.as(
        'bytesBefore',
      ),
      sql<number>`count(*) over ()`.as('total'),
    ])
  const rows = await db.kysely
    .selectFrom(sized.as('sized'))
    .selectAll()
    .where('bytesBefore', '<', page.bytes ?? shownBytes)
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
  return {
    events: rows.map(toEvent),
    hasMore: (rows[0]?.total ?? 0) > rows.length,
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
  }
}

/** A text as it stands inside the JSON that events are kept as. */
function asInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** The id that lies `count` events behind a cursor, newest first; undefined where there are not as many. */
export async function idBehind(
  db: Db,
  accountId: string,
  cursor: string | undefined,
  count: number,
): Promise<string | undefined> {
  let query = db.kysely.selectFrom('events').select('id').where('accountId', '=', accountId)
  if (cursor !== undefined) query = query.where('id', '<', cursor)
  const row = await query
    .orderBy('id', 'desc')
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** Those of the ids that are no event of the account's, or a test of a webhook. */
export async function unknownEvents(db: Db, accountId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await db.kysely
    .selectFrom('events')
    .select('id')
    .where('accountId', '=', accountId)
    .where('isTest', '=', false)
    .where('id', 'in', ids)
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => !known.has(id))
}

export async function getEvent(db: Db, accountId: string, id: string): Promise<StoredEvent> {
  const row = await db.kysely
    .selectFrom('events')
    .select(columns)
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found', `There is no event with the id ${id}.`)
  return toEvent(row)
}

/**
 * Events of a call in the order in which they occurred. Where they are more than `limit` or too large together, some are
 * left out and `isCut` says so: the pieces of a live transcript first, the end and the log of the call last.
 */
export async function listCallEvents(
  db: Db,
  accountId: string,
  callId: string,
  limit: number,
): Promise<{ events: StoredEvent[]; isCut: boolean }> {
  const { rows } = await db.pool.query<Row & { total: number }>({
    name: 'call-events',
    text: `select id, type, occurred_at as "occurredAt", received_at as "receivedAt", campaign_id as "campaignId",
                  is_test as "isTest", content, total
             from (select *, count(*) over () as total, row_number() over chosen as place,
                          sum(octet_length(content)) over chosen - octet_length(content) as bytes_before
                     from events where account_id = $1 and call_id = $2 and not is_test
                   window chosen as (order by type in ('call.ended', 'call.logged') desc, type = 'call.transcript',
                                              occurred_at, id)) e
            where place <= $3 and bytes_before < $4
            order by occurred_at, id`,
    values: [accountId, callId, limit, shownBytes],
  })
  return { events: rows.map(toEvent), isCut: (rows[0]?.total ?? 0) > rows.length }
}

function toEvent({ id, type, occurredAt, receivedAt, campaignId, isTest, content }: Row): StoredEvent {
  const kept = JSON.parse(content) as EventContent
  return { id, type: type as EventType, occurredAt, receivedAt, campaignId, ...kept, isTest }
}

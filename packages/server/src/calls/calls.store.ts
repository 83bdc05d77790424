import type { Selectable } from 'kysely'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { containing } from '../lib/like.ts'
import type { CallsTable } from '../lib/tables.ts'

/** One entry of the list of calls. Times are null for what has not happened or was not told. */
export type Call = {
  id: string
  number: number
  state: 'initiated' | 'ringing' | 'answered' | 'ended'
  from: string | null
  to: string | null
  direction: string | null
  source: string | null
  agentId: string | null
  channelId: string | null
  campaignId: string | null
  result: string | null
  initiatedAt: Date | null
  ringingAt: Date | null
  answeredAt: Date | null
  endedAt: Date | null
  errorAt: Date | null
  firstEventAt: Date
  lastEventAt: Date
}

export type CallFilter = {
  state?: string | undefined
  agentId?: string | undefined
  channelId?: string | undefined
  campaignId?: string | undefined
  /** Of the time of the call's first event, from inclusive, to exclusive. */
  from?: Date | undefined
  to?: Date | undefined
  /** Part of the id, or of the caller's or callee's number. */
  text?: string | undefined
}

/** Newest first by first event, one row more than asked for. `before` is the last row of the page before. */
export async function listCalls(
  db: Db,
  accountId: string,
  filter: CallFilter,
  page: { before?: { firstEventAt: Date; number: number } | undefined; limit: number },
): Promise<Call[]> {
  let query = db.kysely.selectFrom('calls').selectAll().where('accountId', '=', accountId)
  const { before } = page
  if (before !== undefined) {
    query = query.where((eb) =>
      eb(eb.refTuple('firstEventAt', 'number'), '<', eb.tuple(before.firstEventAt, before.number)),
    )
  }
  for (const column of ['state', 'agentId', 'channelId', 'campaignId'] as const) {
    const value = filter[column]
    if (value !== undefined) query = query.where(column, '=', value)
  }
  if (filter.from !== undefined) query = query.where('firstEventAt', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('firstEventAt', '<', filter.to)
  if (filter.text !== undefined) {
    const pattern = containing(filter.text)
    query = query.where((eb) =>
      eb.or([
        eb('id', 'ilike', pattern),
        eb('fromNumber', 'ilike', pattern),
        eb('toNumber', 'ilike', pattern),
      ]),
    )
  }
  const rows = await query
    .orderBy('firstEventAt', 'desc')
    .orderBy('number', 'desc')
    .limit(page.limit + 1)
    .execute()
  return rows.map(toCall)
}

export async function getCall(db: Db, accountId: string, id: string): Promise<Call> {
  const row = await db.kysely
    .selectFrom('calls')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found', `There is no call with the id ${id}.`)
  return toCall(row)
}

function toCall(whole: Selectable<CallsTable>): Call {
  const {
    fromNumber,
    toNumber,
    factKeys: _,
    accountId: __,
    endedReceivedAt: ___,
    unsettledSince: ____,
    ...row
  } = whole
  return { ...row, from: fromNumber, to: toNumber, state: row.state as Call['state'] }
}

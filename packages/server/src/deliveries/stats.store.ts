import { sql, type Kysely } from 'kysely'
import type { Db } from '../lib/db.ts'
import type { Tables } from '../lib/tables.ts'
import type { BinCount } from './latency-bins.ts'
import {
  attemptsFigure,
  countText,
  deliveriesFigure,
  eventsFigure,
  keysOf,
  latenciesFigure,
  sumsOf,
  type Figure,
} from './stats-figures.store.ts'
import { halfHour, minute, type Counted, type Parts, type Span } from './stats-parts.ts'

export type EventCount = { at: Date; events: number }
export type FinishedCount = { at: Date; status: string; deliveries: number }
export type WebhookAttempts = { webhookId: string; at: Date; succeeded: number; failed: number }
export type Latencies = BinCount & { at: Date }
export type WaitingFigures = { webhookId: string; pending: number; retrying: number; oldestQueuedAt: Date }

/** What upkeep has counted so far, by the length of the buckets. */
export async function readCounted(db: Db): Promise<Map<number, Counted>> {
  const { rows } = await db.pool.query<Counted & { bucketSeconds: number }>(
    'select bucket_seconds as "bucketSeconds", since, until from stats_spans',
  )
  return new Map(rows.map(({ bucketSeconds, ...counted }) => [bucketSeconds, counted]))
}

/** A span of an account's time, and where its figures come from. */
export type Asked = { accountId: string; span: Span; parts: Parts }

export const readEvents = reader<EventCount>(eventsFigure)
export const readFinished = reader<FinishedCount>(deliveriesFigure)
export const readAttempts = reader<WebhookAttempts>(attemptsFigure)
export const readLatencies = reader<Latencies>(latenciesFigure)

/** Reads a figure in the buckets of a span: what was counted ahead, and of the rest the log. */
function reader<Row>(figure: Figure): (db: Db, asked: Asked) => Promise<Row[]> {
  const names = [...keysOf(figure), ...sumsOf(figure)]
  const counted = (bucketSeconds: number, from: string, until: string) => `
    select at, ${names.join(', ')} from ${figure.table}
     where bucket_seconds = ${bucketSeconds} and at >= ${from} and at < ${until} and account_id = $1`
  const fresh = countText(figure, { account: '$1', seconds: '$2::int', from: '$5', until: '$6' })
  const keys = keysOf(figure).map((name) => `${name} as "${camelCase(name)}"`)
  const sums = sumsOf(figure).map((name) => `sum(${name})::bigint as ${name}`)
  const text = `
    select date_bin($2::int * interval '1 second', at, 'epoch') as at, ${[...keys, ...sums].join(', ')}
      from (${counted(halfHour, '$3', '$4')}
            union all ${counted(minute, '$4', '$5')}
            union all select at, ${names.join(', ')} from (${fresh}) fresh) parts
     group by ${['1', ...keysOf(figure)].join(', ')}`
  return async (db, { accountId, span: { bucketSeconds, from, to }, parts }) => {
    const { halfHoursUntil, minutesUntil } = parts
    const values = [accountId, bucketSeconds, from, halfHoursUntil, minutesUntil, to]
    const { rows } = await db.pool.query<Row & object>(text, values)
    return rows
  }
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** What waits for each webhook right now. */
export async function measureWaiting(db: Db, accountId: string): Promise<WaitingFigures[]> {
  const { rows } = await db.pool.query<WaitingFigures>(
    `select webhook_id as "webhookId", count(*) as pending, count(*) filter (where attempts > 0) as retrying,
            min(queued_at) as "oldestQueuedAt"
       from pending_deliveries where account_id = $1 and not is_test group by 1`,
    [accountId],
  )
  return rows
}

/**
 * Comes first in a transaction that puts finished deliveries back into the queue, in a statement of its own: nothing is
 * counted meanwhile, or it would stay in the figures for ever, and no two of them wait for each other's counts in a circle.
 */
export async function lockStats(tx: Kysely<Tables>): Promise<void> {
  await sql`select from stats_spans order by bucket_seconds for update`.execute(tx)
}

/**
 * SQL that takes the rows of `from`, taken out of finished_deliveries, out of the figures of the overview again, where they
 * are counted already: they have not ended after all.
 */
export function outOfStats(from: string): string {
  return `
    update stats_deliveries s set deliveries = s.deliveries - gone.deliveries
      from (select b.seconds, date_bin(b.seconds * interval '1 second', f.finished_at, 'epoch') as at, f.account_id,
                   f.status, count(*) as deliveries
              from ${from} f cross join (values (${minute}), (${halfHour})) b (seconds)
             where not f.is_test group by 1, 2, 3, 4) gone
     where s.bucket_seconds = gone.seconds and s.at = gone.at and s.account_id = gone.account_id and s.status = gone.status`
}

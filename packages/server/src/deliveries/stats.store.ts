import type { Db } from '../lib/db.ts'
import { firstIdAt } from '../lib/ids.ts'

/** A span of time cut into equal buckets; `from` lies on the border of one. */
export type Span = { from: Date; to: Date; bucketSeconds: number }

export type EventCount = { at: Date; events: number }
export type FinishedCount = { at: Date; status: string; deliveries: number }
export type AttemptFigures = {
  at: Date
  succeeded: number
  failed: number
  p50Ms: number | null
  p95Ms: number | null
}
export type WebhookAttempts = { webhookId: string; at: Date; succeeded: number; failed: number }
export type WaitingFigures = { webhookId: string; pending: number; retrying: number; oldestQueuedAt: Date }

// Rows are found by the time in their ids. What is still tried after two days is left out of the figures for the sake
// of not reading the whole log.
const lookBackMs = 2 * 86_400_000
const clockSkewMs = 300_000

/** Events by the time they were received. */
export async function countEvents(db: Db, accountId: string, span: Span): Promise<EventCount[]> {
  const { rows } = await db.pool.query<EventCount>(
    `select date_bin($4 * interval '1 second', received_at, 'epoch') as at, count(*) as events
       from events
      where account_id = $1 and id >= $2 and received_at >= $3 and received_at < $5 and not is_test
      group by 1`,
    [accountId, firstIdAt(span.from.getTime() - clockSkewMs), span.from, span.bucketSeconds, span.to],
  )
  return rows
}

/** Deliveries by the time and manner in which they ended. */
export async function countFinished(db: Db, accountId: string, span: Span): Promise<FinishedCount[]> {
  const { rows } = await db.pool.query<FinishedCount>(
    `select date_bin($4 * interval '1 second', finished_at, 'epoch') as at, status, count(*) as deliveries
       from finished_deliveries
      where account_id = $1 and id >= $2 and finished_at >= $3 and finished_at < $5 and not is_test
      group by 1, 2`,
    [accountId, firstIdAt(span.from.getTime() - lookBackMs), span.from, span.bucketSeconds, span.to],
  )
  return rows
}

// What we cut off ourselves says nothing about the receiver.
const failed = `count(*) filter (where not is_success and reason is distinct from 'canceled') as failed`

/** Attempts by the time they started; latency of those that were answered. */
export async function measureAttempts(db: Db, accountId: string, span: Span): Promise<AttemptFigures[]> {
  const { rows } = await db.pool.query<AttemptFigures>(
    `select date_bin($4 * interval '1 second', started_at, 'epoch') as at,
            count(*) filter (where is_success) as succeeded,
            ${failed},
            percentile_cont(0.5) within group (order by total_ms) filter (where outcome = 'responded') as "p50Ms",
            percentile_cont(0.95) within group (order by total_ms) filter (where outcome = 'responded') as "p95Ms"
       from attempts
      where account_id = $1 and delivery_id >= $2 and started_at >= $3 and started_at < $5
      group by 1`,
    [accountId, firstIdAt(span.from.getTime() - lookBackMs), span.from, span.bucketSeconds, span.to],
  )
  return rows
}

/** The same by webhook, for their sparklines. */
export async function countByWebhook(db: Db, accountId: string, span: Span): Promise<WebhookAttempts[]> {
  const { rows } = await db.pool.query<WebhookAttempts>(
    `select webhook_id as "webhookId", date_bin($4 * interval '1 second', started_at, 'epoch') as at,
            count(*) filter (where is_success) as succeeded, ${failed}
       from attempts
      where account_id = $1 and delivery_id >= $2 and started_at >= $3 and started_at < $5
      group by 1, 2`,
    [accountId, firstIdAt(span.from.getTime() - lookBackMs), span.from, span.bucketSeconds, span.to],
  )
  return rows
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

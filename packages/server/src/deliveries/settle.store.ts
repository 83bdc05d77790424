import type { NewAttempt } from '../attempts/attempt.ts'
import { storableBody } from '../attempts/response-body.ts'
import type { Db } from '../lib/db.ts'
import type { FinishedStatus } from './delivery.ts'

/** The end of a claim: what the delivery is now, and the attempt that led there (none when it was not sent). */
export type Settlement = {
  deliveryId: string
  attempt: NewAttempt | null
  next: { status: FinishedStatus } | { delayMs: number }
}

/**
 * Settles claims in one statement: attempts are logged, finished deliveries leave the queue, the others get their next
 * time. Rows that this worker no longer holds are left alone, their attempts too. Returns the ids that were settled.
 */
export async function settleDeliveries(
  db: Db,
  workerId: string,
  settlements: readonly Settlement[],
): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ id: string }>({
    name: 'settle',
    text: settleText,
    values: [workerId, ...columnsOf(settlements)],
  })
  return new Set(rows.map((row) => row.id))
}

const settleText = `
  with given as (
    select * from unnest($2::uuid[], $3::text[], $4::float8[], $5::int[], $6::text[], $7::text[], $8::boolean[],
      $9::int[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::boolean[], $16::text[],
      $17::real[], $18::real[], $19::real[], $20::real[], $21::real[], $22::float8[])
      g(id, status, delay_ms, number, url, request_headers, is_success, response_status, reason, detail,
        response_headers, response_body, response_body_encoding, is_response_truncated, remote_address,
        dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms, started_ago_ms)
  ), finished as (
    delete from pending_deliveries d using given g
     where d.id = g.id and d.worker_id = $1 and g.status is not null
    returning d.*, g.status, g.number
  ), rescheduled as (
    update pending_deliveries d
       set worker_id = null, attempts = coalesce(g.number, d.attempts), due_at = now() + g.delay_ms * interval '1 ms'
      from given g
     where d.id = g.id and d.worker_id = $1 and g.status is null
    returning d.id, d.account_id, d.webhook_id, d.due_at
  ), history as (
    insert into finished_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at,
                                     queued_at, status, attempts, is_test)
    select id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at, queued_at, status,
           coalesce(number, attempts), is_test
      from finished
  ), settled as (
    select id, account_id, webhook_id, null::timestamptz as due_at from finished
    union all select id, account_id, webhook_id, due_at from rescheduled
  ), log as (
    insert into attempts (delivery_id, number, account_id, webhook_id, started_at, url, request_headers, outcome,
                          is_success, status, reason, detail, response_headers, response_body, response_body_encoding,
                          is_response_truncated, remote_address, dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms,
                          next_attempt_at)
    select g.id, g.number, s.account_id, s.webhook_id, now() - g.started_ago_ms * interval '1 ms', g.url,
           g.request_headers, case when g.reason is null then 'responded' else 'failed' end, g.is_success,
           g.response_status, g.reason, g.detail, g.response_headers, g.response_body, g.response_body_encoding,
           g.is_response_truncated, g.remote_address, g.dns_ms, g.connect_ms, g.tls_ms, g.first_byte_ms, g.total_ms,
           s.due_at
      from given g join settled s on s.id = g.id
     where g.number is not null
  )
  select id from settled`

function columnsOf(settlements: readonly Settlement[]): unknown[][] {
  const rows = settlements.map(toRow)
  const width = rows[0]?.length ?? 0
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]))
}

function toRow({ deliveryId, attempt, next }: Settlement): unknown[] {
  const status = 'status' in next ? next.status : null
  const delayMs = 'delayMs' in next ? next.delayMs : null
  return [deliveryId, status, delayMs, ...(attempt === null ? noAttempt : attemptRow(attempt))]
}

const noAttempt: unknown[] = Array.from({ length: 18 }, () => null)

function attemptRow(attempt: NewAttempt): unknown[] {
  const { outcome } = attempt
  const hasResponse = outcome.kind === 'responded'
  const body = hasResponse ? storableBody(outcome.body) : null
  const { dnsMs, connectMs, tlsMs, firstByteMs, totalMs } = outcome.timing
  return [
    attempt.number,
    attempt.url,
    JSON.stringify(attempt.requestHeaders),
    attempt.isSuccess,
    hasResponse ? outcome.status : null,
    hasResponse ? null : outcome.reason,
    hasResponse ? null : outcome.detail,
    hasResponse ? JSON.stringify(outcome.headers) : null,
    body?.text ?? null,
    body?.encoding ?? null,
    hasResponse && outcome.bodyTruncated,
    outcome.remoteAddress,
    ...[dnsMs, connectMs, tlsMs, firstByteMs, totalMs],
    attempt.startedAgoMs,
  ]
}

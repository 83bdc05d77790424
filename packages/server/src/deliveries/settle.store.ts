import type { NewAttempt } from '../attempts/attempt.ts'
import { storableBody } from '../attempts/response-body.ts'
import type { Db } from '../lib/db.ts'
import type { ClaimedDelivery, FinishedStatus } from './delivery.ts'
import { nextOfCallDue } from './move.store.ts'

/** The end of a claim: what the delivery is now, and the attempt that led there (none when it was not sent). */
export type Settlement = {
  deliveryId: string
  attempt: NewAttempt | null
  next: { status: FinishedStatus } | { delayMs: number }
}

/**
 * Settles claims in one statement: attempts are logged, finished deliveries leave the queue, the others get their next
 * time. It is void for a worker that is not on the list any more, and for deliveries that left the queue meanwhile, their
 * attempts too. `nowMs` is the monotonic clock's time. Returns the ids that were settled.
 */
export async function settleDeliveries(
  db: Db,
  workerId: string,
  settlements: readonly Settlement[],
  nowMs: number,
): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ id: string }>({
    name: 'settle',
    text: settleText,
    values: [workerId, ...columnsOf(settlements, nowMs)],
  })
  return new Set(rows.map((row) => row.id))
}

/**
 * Logs the attempt of a delivery that was canceled while its request was under way. Does nothing for any other.
 */
export async function logCanceled(
  db: Db,
  workerId: string,
  { id, accountId }: Pick<ClaimedDelivery, 'id' | 'accountId'>,
  attempt: NewAttempt,
  nowMs: number,
): Promise<void> {
  const settlement: Settlement = { deliveryId: id, attempt, next: { status: 'canceled' } }
  const values = [workerId, ...columnsOf([settlement], nowMs), accountId]
  await db.pool.query({ name: 'log-canceled', text: logCanceledText, values })
}

/** The columns of a settlement in the order of `toRow`, and how each is written. */
const columns = [
  ['id', 'uuid'],
  ['status', 'text'],
  ['delay_ms', 'float8'],
  ['number', 'int'],
  ['url', 'text'],
  ['request_headers', 'text'],
  ['is_success', 'boolean'],
  ['response_status', 'int'],
  ['reason', 'text'],
  ['detail', 'text'],
  ['response_headers', 'text'],
  ['response_body', 'text'],
  ['response_body_encoding', 'text'],
  ['is_response_truncated', 'boolean'],
  ['remote_address', 'text'],
  ['dns_ms', 'real'],
  ['connect_ms', 'real'],
  ['tls_ms', 'real'],
  ['first_byte_ms', 'real'],
  ['total_ms', 'real'],
  ['started_ago_ms', 'float8'],
] as const satisfies readonly (readonly [string, 'uuid' | 'text' | 'float8' | 'real' | 'int' | 'boolean'])[]

const given = `unnest(${columns.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')})
        g(${columns.map(([name]) => name).join(', ')})`

// Reaping a worker waits for this lock, renewing its lease does not.
const isOnTheList = 'lease as materialized (select id from workers where id = $1 for key share)'

/** SQL that logs the attempts of `from`, which has the columns above with the delivery's account and webhook. */
function logAttempts(from: string): string {
  return `
    insert into attempts (delivery_id, number, account_id, webhook_id, started_at, url, request_headers, outcome,
                          is_success, status, reason, detail, response_headers, response_body, response_body_encoding,
                          is_response_truncated, remote_address, dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms,
                          next_attempt_at)
    select id, number, account_id, webhook_id, now() - started_ago_ms * interval '1 ms', url, request_headers,
           case when reason is null then 'responded' else 'failed' end, is_success, response_status, reason, detail,
           response_headers, response_body, response_body_encoding, is_response_truncated, remote_address, dns_ms,
           connect_ms, tls_ms, first_byte_ms, total_ms,
           case when status is null then now() + delay_ms * interval '1 ms' end
      from ${from} where number is not null`
}

// The rows are found one by one by their id and locked; the offset leaves the planner no other way. Where it may choose,
// it reads the whole queue once it takes it for small.
const settleText = `
  with ${isOnTheList}, held as materialized (
    select g.*, d.ctid as place, d.account_id, d.webhook_id, d.event_id, d.event_type, d.payload_id, d.call_id,
           d.occurred_at, d.queued_at, d.attempts, d.is_test, d.is_ordered
      from ${given}
     cross join lateral (select p.*, p.ctid from pending_deliveries p where p.id = g.id offset 0 for update) d
     where exists (select from lease)
  ), finished as (
    delete from pending_deliveries where ctid = any(array(select place from held where status is not null))
  ), rescheduled as (
    update pending_deliveries d
       set attempts = coalesce(h.number, d.attempts), due_at = now() + h.delay_ms * interval '1 ms'
      from held h
     where d.ctid = h.place and h.status is null
  ), ended as (
    select webhook_id, call_id, occurred_at, event_id, is_ordered from held where status is not null and is_ordered
  ), next_of_call as (${nextOfCallDue('ended')}
  ), history as (
    insert into finished_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at,
                                     queued_at, status, attempts, is_test)
    select id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at, queued_at, status,
           coalesce(number, attempts), is_test
      from held where status is not null
  ), log as (${logAttempts('held')}
  )
  select id from held`

const logCanceledText = `
  with ${isOnTheList}, canceled as (
    update finished_deliveries f set attempts = greatest(f.attempts, g.number)
      from ${given}
     where f.account_id = $${columns.length + 2} and f.id = g.id and f.status = 'canceled' and exists (select from lease)
    returning g.*, f.account_id, f.webhook_id)
  ${logAttempts('canceled')}
  on conflict do nothing`

/** One Postgres array for each column. A column without any value is an empty array, which unnest fills with nulls. */
function columnsOf(settlements: readonly Settlement[], nowMs: number): string[] {
  const rows = settlements.map((settlement) => toRow(settlement, nowMs))
  return columns.map(([, type], column) => {
    if (rows.every((row) => row[column] === null)) return '{}'
    const write = type === 'text' ? quoted : plain
    return `{${rows.map((row) => write(row[column] ?? null)).join(',')}}`
  })
}

type Value = string | number | boolean | null

/** An element that needs no quotes: ids, numbers and booleans. */
function plain(value: Value): string {
  return value === null ? 'NULL' : String(value)
}

/** A text within an array, by https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function quoted(value: Value): string {
  return value === null ? 'NULL' : `"${String(value).replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

function toRow({ deliveryId, attempt, next }: Settlement, nowMs: number): Value[] {
  const status = 'status' in next ? next.status : null
  const delayMs = 'delayMs' in next ? next.delayMs : null
  return [deliveryId, status, delayMs, ...(attempt === null ? noAttempt : attemptRow(attempt, nowMs))]
}

const noAttempt: null[] = columns.slice(3).map(() => null)

function attemptRow(attempt: NewAttempt, nowMs: number): Value[] {
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
    // As an age, so that the database can tell by its own clock when that was, however late it hears of it.
    nowMs - attempt.startedMs,
  ]
}

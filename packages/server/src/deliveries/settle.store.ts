import type { NewAttempt } from '../attempts/attempt.ts'
import type { Failed, Responded, Timing } from '../attempts/outcome.ts'
import { toHeaderLines } from '../attempts/header-lines.ts'
import { storableEncoding, storableText } from '../attempts/response-body.ts'
import { givenRows, valuesOf, type Column, type ColumnType, type ColumnValue } from '../lib/columns.ts'
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
    values: [workerId, ...valuesOf(columnsAt(nowMs), settlements)],
  })
  return new Set(rows.map((row) => row.id))
}

/**
 * Logs the attempt of a delivery that was canceled while its request was under way. Does nothing for any other, nor for one
 * that was put back into the queue since: its next attempt has the number then.
 */
export async function logCanceled(
  db: Db,
  workerId: string,
  { id, accountId }: Pick<ClaimedDelivery, 'id' | 'accountId'>,
  attempt: NewAttempt,
  nowMs: number,
): Promise<void> {
  const settlement: Settlement = { deliveryId: id, attempt, next: { status: 'canceled' } }
  const values = [workerId, ...valuesOf(columnsAt(nowMs), [settlement]), accountId]
  await db.pool.query({ name: 'log-canceled', text: logCanceledText, values })
}

/** What is written of a settlement without an attempt: nothing but how the delivery goes on. */
const ofAttempt = <T extends ColumnType>(
  name: string,
  type: T,
  read: (attempt: NewAttempt) => ColumnValue<T>,
) => ({
  name,
  type,
  read: ({ attempt }: Settlement) => (attempt === null ? null : read(attempt)),
})
const ofResponse = <T extends ColumnType>(
  name: string,
  type: T,
  read: (response: Responded) => ColumnValue<T>,
) => ofAttempt(name, type, ({ outcome }) => (outcome.kind === 'responded' ? read(outcome) : null))
const ofFailure = (name: string, read: (failure: Failed) => string) =>
  ofAttempt(name, 'text', ({ outcome }) => (outcome.kind === 'failed' ? read(outcome) : null))
const ofTiming = (name: string, step: keyof Timing) =>
  ofAttempt(name, 'float4', ({ outcome }) => outcome.timing[step])

/** `nowMs` is the monotonic clock's time. */
const columnsAt = (nowMs: number): Column<Settlement>[] => [
  { name: 'id', type: 'uuid', read: ({ deliveryId }) => deliveryId },
  { name: 'status', type: 'text', read: ({ next }) => ('status' in next ? next.status : null) },
  { name: 'delay_ms', type: 'float8', read: ({ next }) => ('delayMs' in next ? next.delayMs : null) },
  ofAttempt('number', 'int4', ({ number }) => number),
  ofAttempt('url', 'text', ({ url }) => url),
  ofAttempt('request_headers', 'text', ({ requestHeaders }) => toHeaderLines(requestHeaders)),
  ofAttempt('is_success', 'bool', ({ isSuccess }) => isSuccess),
  ofResponse('response_status', 'int4', ({ status }) => status),
  ofFailure('reason', ({ reason }) => reason),
  ofFailure('detail', ({ detail }) => detail),
  ofResponse('response_headers', 'text', ({ headers }) => toHeaderLines(headers)),
  ofResponse('response_body', 'text', ({ body, bodyTruncated }) => storableText(body, bodyTruncated)),
  ofResponse('response_body_encoding', 'text', ({ body, bodyTruncated }) =>
    storableEncoding(body, bodyTruncated),
  ),
  ofAttempt(
    'is_response_truncated',
    'bool',
    ({ outcome }) => outcome.kind === 'responded' && outcome.bodyTruncated,
  ),
  ofAttempt('remote_address', 'text', ({ outcome }) => outcome.remoteAddress),
  ofTiming('dns_ms', 'dnsMs'),
  ofTiming('connect_ms', 'connectMs'),
  ofTiming('tls_ms', 'tlsMs'),
  ofTiming('first_byte_ms', 'firstByteMs'),
  ofTiming('total_ms', 'totalMs'),
  // As an age, so that the database can tell by its own clock when that was, however late it hears of it.
  ofAttempt('started_ago_ms', 'float8', ({ startedMs }) => nowMs - startedMs),
]

const columns = columnsAt(0)
const given = givenRows(columns, 2)

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

// The rows are found one by one by their id and locked; the offset leaves the planner no other way. The number of the attempt
// is the fence: a settle that is repeated, because nobody heard of its commit, finds none. Found again by id and not by
// ctid: a row that someone changed while we waited for its lock has another one by now.
const settleText = `
  with ${isOnTheList}, held as materialized (
    select g.*, d.account_id, d.webhook_id, d.event_id, d.event_type, d.payload_id, d.call_id, d.occurred_at,
           d.queued_at, d.attempts, d.is_test, d.is_ordered
      from ${given}
     cross join lateral (
       select * from pending_deliveries p
        where p.id = g.id and (g.number is null or p.attempts = g.number - 1) offset 0 for update) d
     where exists (select from lease)
  ), finished as (
    delete from pending_deliveries where id = any(array(select id from held where status is not null))
  ), rescheduled as (
    update pending_deliveries d
       set attempts = coalesce(h.number, d.attempts), due_at = now() + h.delay_ms * interval '1 ms',
           attempts_before = d.attempts_before + (h.reason is not distinct from 'canceled')::int
      from held h
     where d.id = h.id and h.status is null
  ), ended as (
    select webhook_id, call_id, occurred_at, event_id, is_ordered from held where status is not null
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

/**
 * The queue's hot statements. Claiming a delivery writes the worker's id into its row; the claim lasts until the row is
 * settled, or until the worker's lease lapses and others free its rows. A settle only touches rows the worker still
 * holds, so a worker that was away too long cannot overwrite what another one did.
 */
import type { Db } from '../lib/db.ts'
import type { ClaimedDelivery } from './delivery.ts'

/** How many deliveries to claim for one webhook. */
export type Budget = { webhookId: string; count: number }

// Larger bodies are read one by one when they are sent, so that a claim of hundreds cannot fill the memory.
const heldBodyBytes = 16_384

const claimedColumns = `
  select c.id, c.account_id as "accountId", c.webhook_id as "webhookId", c.event_id as "eventId",
         c.event_type as "eventType", c.occurred_at as "occurredAt", c.payload_id as "payloadId", p.dialect, p.id is null as "isBodyGone",
         case when octet_length(p.body) <= ${heldBodyBytes} then p.body end as body, c.attempts,
         c.attempts_before as "attemptsBefore",
         extract(epoch from now() - c.queued_at)::float8 * 1000 as "ageMs", c.is_test as "isTest",
         (select w.updated_at from webhooks w where w.id = c.webhook_id) as "settingsAt"
    from claimed c left join payloads p on p.id = c.payload_id
   order by c.due_at, c.id`

// any(array(…)) and not in (…): the latter gets a worse plan as the limit grows (measured 132k/s against 44k/s).
// A webhook has its own budget, so that a backlog nobody takes cannot stand in front of the others' work.
const claimText = `
  with lease as (select id from workers where id = $1 and leased_until > now() for share),
  claimed as (
    update pending_deliveries d set worker_id = $1
     where d.id = any(array(
       select x.id from unnest($2::uuid[], $3::int[]) b(webhook_id, n)
         join webhooks w on w.id = b.webhook_id and (w.enabled or w.deleted_at is not null)
        cross join lateral (
          select q.id from pending_deliveries q
           where q.webhook_id = b.webhook_id and q.worker_id is null and q.due_at <= now()
             and (not q.is_ordered or not exists (
               select from pending_deliveries e
                where e.is_ordered and e.webhook_id = q.webhook_id and e.call_id = q.call_id
                  and (e.occurred_at, e.event_id) < (q.occurred_at, q.event_id)))
           order by q.due_at, q.id for update skip locked limit b.n) x
        limit $4)) and exists (select from lease)
    returning d.*)
  ${claimedColumns}`

/** Claims due deliveries of these webhooks, oldest first, at most `limit` in all. */
export async function claimDeliveries(
  db: Db,
  workerId: string,
  budgets: readonly Budget[],
  limit: number,
): Promise<ClaimedDelivery[]> {
  const { rows } = await db.pool.query<ClaimedDelivery>({
    name: 'claim',
    text: claimText,
    values: [
      workerId,
      budgets.map((budget) => budget.webhookId),
      budgets.map((budget) => budget.count),
      limit,
    ],
  })
  return rows
}

const claimTestsText = `
  with lease as (select id from workers where id = $1 and leased_until > now() for share),
  claimed as (
    update pending_deliveries d set worker_id = $1
     where d.id = any(array(
       select q.id from pending_deliveries q
        where q.is_test and q.worker_id is null and q.webhook_id = any($2::uuid[]) and q.due_at <= now()
        for update skip locked limit 100)) and exists (select from lease)
    returning d.*)
  ${claimedColumns}`

/** Claims test deliveries of these webhooks, also while they are disabled. */
export async function claimTests(
  db: Db,
  workerId: string,
  webhookIds: readonly string[],
): Promise<ClaimedDelivery[]> {
  const { rows } = await db.pool.query<ClaimedDelivery>({
    name: 'claim-tests',
    text: claimTestsText,
    values: [workerId, webhookIds],
  })
  return rows
}

/** Gives back what was claimed but not started. */
export async function returnDeliveries(db: Db, workerId: string, ids: readonly string[]): Promise<void> {
  await db.pool.query({
    name: 'return',
    text: 'update pending_deliveries set worker_id = null where worker_id = $1 and id = any($2::uuid[])',
    values: [workerId, ids],
  })
}

// A loose index scan: one step for each webhook with work, however long its backlog (5 ms for 1,000 webhooks, measured).
const dueText = `
  with recursive due(webhook_id) as (
    (select webhook_id from pending_deliveries where worker_id is null order by webhook_id limit 1)
    union all
    select (select p.webhook_id from pending_deliveries p
             where p.worker_id is null and p.webhook_id > due.webhook_id order by p.webhook_id limit 1)
      from due where due.webhook_id is not null)
  select d.webhook_id as id from due d
   where exists (select from pending_deliveries p
                  where p.webhook_id = d.webhook_id and p.worker_id is null and p.due_at <= now())`

/** Every webhook that has something due. */
export async function findDueWebhooks(db: Db): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>({ name: 'due-webhooks', text: dueText })
  return rows.map((row) => row.id)
}

const postponeText = `
  with followers as (
    select q.id, head.due_at
      from pending_deliveries q
     cross join lateral (
       select e.id, e.due_at from pending_deliveries e
        where e.is_ordered and e.webhook_id = q.webhook_id and e.call_id = q.call_id
        order by e.occurred_at, e.event_id limit 1) head
     where q.webhook_id = any($1::uuid[]) and q.is_ordered and q.worker_id is null and q.due_at <= now()
       and head.due_at > now() and head.id <> q.id
     limit 2000)
  update pending_deliveries d set due_at = f.due_at from followers f where d.id = f.id and d.worker_id is null`

/**
 * Deliveries that wait for an earlier one of their call become due with it. They could not be claimed before anyway, and
 * every claim would step over all of them (100,000 behind 1,000 retries made a claim take 2 s, measured).
 */
export async function postponeFollowers(db: Db, webhookIds: readonly string[]): Promise<void> {
  if (webhookIds.length === 0) return
  await db.pool.query({ name: 'postpone', text: postponeText, values: [webhookIds] })
}

/** A body that was too large to come with its claim. */
export async function readBody(db: Db, payloadId: string): Promise<string> {
  const { rows } = await db.pool.query<{ body: string }>({
    name: 'read-body',
    text: 'select body from payloads where id = $1',
    values: [payloadId],
  })
  const [row] = rows
  if (row === undefined) throw new Error(`The body ${payloadId} of a pending delivery is gone`)
  return row.body
}

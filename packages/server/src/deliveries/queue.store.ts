/**
 * The queue's hot statements. Claiming is reading: a delivery belongs to the worker that owns its webhook's shard, and that
 * worker remembers what it holds. A claim needs a living lease, and a settle the worker's place on the list (see
 * settle.store.ts), so a worker that was away too long can neither take nor overwrite anything.
 */
import { arrayOf, givenRows, valuesOf, type Column } from '../lib/columns.ts'
import type { Db } from '../lib/db.ts'
import type { ClaimedDelivery } from './delivery.ts'

/** How many deliveries to claim for one webhook. */
export type Budget = { webhookId: string; count: number }

const budgetColumns: Column<Budget>[] = [
  { name: 'webhook_id', type: 'uuid', read: ({ webhookId }) => webhookId },
  { name: 'count', type: 'int4', read: ({ count }) => count },
]

// Larger bodies are read one by one when they are sent, so that a claim of hundreds cannot fill the memory.
const heldBodyBytes = 16_384

// `offset 0` keeps the planner to one look-up for each row: it does not know how few rows a claim has.
const claimedColumns = `
  select c.id, c.account_id as "accountId", c.webhook_id as "webhookId", c.event_id as "eventId",
         c.event_type as "eventType", c.occurred_at as "occurredAt", c.payload_id as "payloadId", p.dialect, octet_length(p.body) as "bodyBytes",
         case when octet_length(p.body) <= ${heldBodyBytes} then p.body end as body, c.attempts,
         c.attempts_before as "attemptsBefore", date_part('epoch', now() - c.queued_at) * 1000 as "ageMs",
         c.is_test as "isTest", case when c.is_ordered then c.call_id end as "orderedCallId", c.settings_at as "settingsAt"
    from claimed c
    left join lateral (select id, dialect, body from payloads where id = c.payload_id offset 0) p on true
   order by c.due_at, c.id`

/** How many deliveries that wait for an earlier one of their call a claim passes over for each webhook. */
const passedOver = 1_000

const isLeased = 'exists (select from workers where id = $1 and leased_until > now())'

// `not in (select …)` is a hash table, `<> all(…)` in a plan made once a walk along the array for each row.
// A webhook has its own budget, so that a backlog nobody takes cannot stand in front of the others' work.
// Rows that wait for an earlier one of their call cost a look-up each, so only some are passed over (see findHeads).
const claimText = `
  with claimed as materialized (
    select q.*, w.updated_at as settings_at
      from ${givenRows(budgetColumns, 3)}
      join webhooks w on w.id = g.webhook_id and (w.enabled or w.deleted_at is not null)
     cross join lateral (
       select * from (
         select * from pending_deliveries p
          where p.webhook_id = g.webhook_id and p.due_at <= now() and p.id not in (select unnest($2::uuid[]))
          order by p.due_at, p.id limit g.count + ${passedOver}) q
        where not q.is_ordered or not exists (
          select from pending_deliveries e
           where e.is_ordered and e.webhook_id = q.webhook_id and e.call_id = q.call_id
             and (e.occurred_at, e.event_id) < (q.occurred_at, q.event_id))
        limit g.count) q
     where ${isLeased}
     limit $5)
  ${claimedColumns}`

/**
 * Due deliveries of these webhooks, oldest first, at most `limit` in all, without those that the worker holds already.
 * The webhooks must be of its own shards.
 */
export async function claimDeliveries(
  db: Db,
  workerId: string,
  heldIds: readonly string[],
  budgets: readonly Budget[],
  limit: number,
): Promise<ClaimedDelivery[]> {
  const { rows } = await db.pool.query<ClaimedDelivery>({
    name: 'claim',
    text: claimText,
    values: [workerId, arrayOf('uuid', heldIds), ...valuesOf(budgetColumns, budgets), limit],
  })
  return rows
}

/** Where a look at the calls of a webhook begins ('' at the first), how many due ones are wanted, and how many to look at. */
export type Look = { webhookId: string; afterCall: string; wanted: number; most: number }

/** The earliest delivery of a call that is to stay in order, or one without a call, which waits for none. */
export type Head = { webhookId: string; id: string; callId: string | null; isDue: boolean }

const lookColumns: Column<Look>[] = [
  { name: 'webhook_id', type: 'uuid', read: ({ webhookId }) => webhookId },
  { name: 'after_call', type: 'text', read: ({ afterCall }) => afterCall },
  { name: 'wanted', type: 'int4', read: ({ wanted }) => wanted },
  { name: 'most', type: 'int4', read: ({ most }) => most },
]

// A loose index scan: one step for each call, however many of its deliveries wait.
const headsText = `
  select g.webhook_id as "webhookId", h.id, h.call_id as "callId", h.due_at <= now() as "isDue"
    from ${givenRows(lookColumns)}
   cross join lateral (
     with recursive head as (
       (select p.id, p.call_id, p.due_at, (p.due_at <= now())::int as found from pending_deliveries p
         where p.is_ordered and p.webhook_id = g.webhook_id and p.call_id > g.after_call
         order by p.call_id, p.occurred_at, p.event_id limit 1)
       union all
       select n.*, head.found + (n.due_at <= now())::int from head cross join lateral (
         select p.id, p.call_id, p.due_at from pending_deliveries p
          where p.is_ordered and p.webhook_id = g.webhook_id and p.call_id > head.call_id
          order by p.call_id, p.occurred_at, p.event_id limit 1) n
        where head.found < g.wanted)
     (select id, call_id, due_at from head limit g.most)
     union all
     (select p.id, p.call_id, p.due_at from pending_deliveries p
       where p.is_ordered and p.webhook_id = g.webhook_id and p.call_id is null and p.due_at <= now()
       order by p.call_id, p.occurred_at, p.event_id limit g.wanted + 1)) h`

/**
 * The earliest delivery of each call, by call id, and those without a call: what a claim finds only behind more than it may pass over when few calls
 * have long queues (with 100 calls of 1,000 lines, walking along the queue delivered 300/s, measured).
 */
export async function findHeads(db: Db, looks: readonly Look[]): Promise<Head[]> {
  const values = valuesOf(lookColumns, looks)
  const { rows } = await db.pool.query<Head>({ name: 'heads', text: headsText, values })
  return rows
}

const claimHeadsText = `
  with claimed as materialized (
    select q.*, w.updated_at as settings_at
      from pending_deliveries q join webhooks w on w.id = q.webhook_id and (w.enabled or w.deleted_at is not null)
     where q.id = any($2::uuid[]) and q.due_at <= now() and ${isLeased})
  ${claimedColumns}`

/** What findHeads found due of the worker's own webhooks, as far as it still is. */
export async function claimHeads(
  db: Db,
  workerId: string,
  ids: readonly string[],
): Promise<ClaimedDelivery[]> {
  if (ids.length === 0) return []
  const { rows } = await db.pool.query<ClaimedDelivery>({
    name: 'claim-heads',
    text: claimHeadsText,
    values: [workerId, arrayOf('uuid', ids)],
  })
  return rows
}

const claimTestsText = `
  with claimed as materialized (
    select q.*, w.updated_at as settings_at
      from pending_deliveries q join webhooks w on w.id = q.webhook_id
     where q.is_test and q.webhook_id = any($3::uuid[]) and q.due_at <= now()
       and q.id not in (select unnest($2::uuid[])) and ${isLeased}
     limit 100)
  ${claimedColumns}`

/** Test deliveries of these webhooks that the worker does not hold yet, also while they are disabled. */
export async function claimTests(
  db: Db,
  workerId: string,
  heldIds: readonly string[],
  webhookIds: readonly string[],
): Promise<ClaimedDelivery[]> {
  const { rows } = await db.pool.query<ClaimedDelivery>({
    name: 'claim-tests',
    text: claimTestsText,
    values: [workerId, arrayOf('uuid', heldIds), arrayOf('uuid', webhookIds)],
  })
  return rows
}

// A loose index scan: one step for each webhook with work, however long its backlog (5 ms for 1,000 webhooks, measured).
const dueText = `
  with recursive due(webhook_id) as (
    (select webhook_id from pending_deliveries order by webhook_id limit 1)
    union all
    select (select p.webhook_id from pending_deliveries p
             where p.webhook_id > due.webhook_id order by p.webhook_id limit 1)
      from due where due.webhook_id is not null)
  select d.webhook_id as id from due d
   where exists (select from pending_deliveries p
                  where p.webhook_id = d.webhook_id and p.due_at <= now())`

/** Every webhook that has something due, held by a worker or not. */
export async function findDueWebhooks(db: Db): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>({ name: 'due-webhooks', text: dueText })
  return rows.map((row) => row.id)
}

const orderedText = `
  select w.id, exists (
           select from pending_deliveries p where p.webhook_id = w.id and p.due_at <= now() offset ${passedOver} limit 1
         ) as "isLong"
    from unnest($1::uuid[]) w(id)
   where exists (select from pending_deliveries p where p.is_ordered and p.webhook_id = w.id)`

/** Which of these webhooks have calls that stay in order, and whether more is due than a claim passes over. */
export async function findOrdered(
  db: Db,
  webhookIds: readonly string[],
): Promise<{ id: string; isLong: boolean }[]> {
  const { rows } = await db.pool.query<{ id: string; isLong: boolean }>({
    name: 'ordered',
    text: orderedText,
    values: [arrayOf('uuid', webhookIds)],
  })
  return rows
}

// What was tried itself keeps its own time (see nextOfCallDue). From the retries that wait to those behind them: the other way round, an undisturbed backlog of 100,000 cost 0.4 s (measured).
const postponeText = `
  with followers as (
    select q.id, max(head.due_at) as due_at
      from unnest($1::uuid[]) w(id)
      join pending_deliveries head on head.webhook_id = w.id
     cross join lateral (
       select p.id from pending_deliveries p
        where p.is_ordered and p.webhook_id = head.webhook_id and p.call_id = head.call_id
          and (p.occurred_at, p.event_id) > (head.occurred_at, head.event_id) and p.due_at <= now()
          and p.attempts = p.attempts_before offset 0) q
     where head.is_ordered and head.attempts > 0 and head.due_at > now()
       and exists (select from pending_deliveries p where p.webhook_id = w.id and p.due_at <= now())
     group by q.id
     limit 5000)
  update pending_deliveries d set due_at = f.due_at from followers f where d.id = f.id`

/**
 * Deliveries that wait for the retry of an earlier one of their call become due with it. They could not be claimed before
 * anyway, and every claim would step over all of them (100,000 behind 1,000 retries made a claim take 2 s, measured).
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

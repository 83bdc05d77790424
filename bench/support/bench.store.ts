import { toHeaderLines } from '../../packages/server/src/attempts/header-lines.ts'
import { insertWorker, removeWorker } from '../../packages/server/src/workers/lease.store.ts'
import { ensurePartitions } from '../../packages/server/src/upkeep/partitions.store.ts'
import { claimDeliveries, findDueWebhooks } from '../../packages/server/src/deliveries/queue.store.ts'
import type { Db } from '../../packages/server/src/lib/db.ts'
import { newId } from '../../packages/server/src/lib/ids.ts'
import { benchBody } from './backlog.ts'
import { percentile } from './stats.ts'

/** Brings a filled database to rest, as autovacuum would have after a while. */
export async function settleDown(db: Db): Promise<void> {
  await db.pool.query('vacuum analyze')
}

export async function isQueueEmpty(db: Db): Promise<boolean> {
  const { rowCount } = await db.pool.query('select from pending_deliveries limit 1')
  return rowCount === 0
}

export async function countDelivered(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>('select count(*) from attempts where is_success')
  return rows[0]?.count ?? 0
}

/** Bytes: of events with their bodies, of the log of deliveries and attempts, and of all WAL written so far. */
export type DiskUse = { events: number; log: number; wal: number }

/** Indexes and what is stored out of line are counted in. */
export async function readDiskUse(db: Db): Promise<DiskUse> {
  const sizeOf = (tables: string) => `
    (select coalesce(sum(pg_total_relation_size(inhrelid)), 0)::int8
       from pg_inherits where inhparent::regclass::text = any('{${tables}}'))`
  const { rows } = await db.pool.query<DiskUse>(
    `select ${sizeOf('events,payloads')} as events, ${sizeOf('attempts,finished_deliveries')} as log,
            pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::int8 as wal`,
  )
  const [use] = rows
  if (use === undefined) throw new Error('The database does not tell its size')
  return use
}

export async function countPending(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>('select count(*) from pending_deliveries')
  return rows[0]?.count ?? 0
}

export async function emptyQueue(db: Db): Promise<void> {
  await db.pool.query('truncate events, payloads, pending_deliveries')
}

const fillText = `
  with fresh as materialized (
    select uuidv7() as event_id, uuidv7() as payload_id, i from generate_series(1, $2::int) i
  ), new_events as (
    insert into events (id, account_id, type, occurred_at, campaign_id, content)
    select event_id, $1, 'campaign.paused', now(), 'group-' || i % $4, $5 from fresh
  ), new_payloads as (
    insert into payloads (id, account_id, event_id, dialect, body)
    select payload_id, $1, event_id, 'offhook', $5 from fresh
  )
  insert into pending_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, occurred_at)
  select uuidv7(), $1, w.id, f.event_id, 'campaign.paused', f.payload_id, now()
    from fresh f join unnest($3::uuid[]) with ordinality w(id, n) on (w.n - 1) % $4 = f.i % $4`

const chunk = 10_000

/** Queues events of 1.5 KB, each for ten of the webhooks, as ingest would have: `count` deliveries in all. */
export async function fillQueue(
  db: Db,
  accountId: string,
  webhookIds: readonly string[],
  count: number,
): Promise<void> {
  const groups = webhookIds.length / 10
  const body = benchBody(0, 'group-0')
  for (let left = count / 10; left > 0; left -= chunk) {
    await db.pool.query(fillText, [accountId, Math.min(chunk, left), webhookIds, groups, body])
  }
}

const historyText = `
  with past as materialized (
    select uuidv7(age) as id, now() + age as at, w.id as webhook_id
      from generate_series($2::int, $3::int) i
     cross join make_interval(secs => -604800 * (1 - i::float8 / $4)) age
      join unnest($5::uuid[]) with ordinality w(id, n) on w.n = i % cardinality($5::uuid[]) + 1
     order by i
  ), finished as (
    insert into finished_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, occurred_at,
                                     queued_at, finished_at, status, attempts, is_test)
    select id, $1, webhook_id, id, 'campaign.paused', id, at, at, at, 'delivered', 1, false from past
  )
  insert into attempts (delivery_id, number, account_id, webhook_id, started_at, url, request_headers, outcome,
                        is_success, status, response_headers, response_body, response_body_encoding, remote_address,
                        first_byte_ms, total_ms)
  select id, 1, $1, webhook_id, at, 'http://127.0.0.1:9/hook', $6, 'responded', true, 200,
         e'content-type: text/plain\ncontent-length: 2\n', 'ok', 'utf8', '127.0.0.1', 1, 1 + random() * 100
    from past`

const requestHeaders = toHeaderLines({
  'Content-Type': 'application/json',
  'User-Agent': 'Offhook/0.1.0',
  'webhook-id': '01a0c000-0000-7000-8000-000000000000',
  'webhook-timestamp': '1760000000',
  'webhook-signature': `v1,${'A'.repeat(43)}=`,
})

/** Fills the log with deliveries of the last seven days, one attempt each, oldest first, for an account that is as old. */
export async function fillHistory(
  db: Db,
  accountId: string,
  webhookIds: readonly string[],
  count: number,
): Promise<void> {
  await ensurePartitions(db, { warn: () => undefined }, 7)
  await db.pool.query(`update accounts set created_at = now() - interval '7 days' where id = $1`, [accountId])
  const step = 500_000
  for (let done = 0; done < count; done += step) {
    const last = Math.min(count, done + step)
    await db.pool.query(historyText, [accountId, done + 1, last, count, webhookIds, requestHeaders])
  }
}

/** Times the worker's two hot questions, in milliseconds: which webhooks have work, and a claim over all of them. */
export async function timeClaims(
  db: Db,
  webhookIds: readonly string[],
): Promise<{ claimMs: number; claimP99Ms: number; findDueMs: number }> {
  const workerId = newId()
  const budgets = webhookIds.map((webhookId) => ({ webhookId, count: 10 }))
  await insertWorker(db, workerId, 'bench')
  const claimMs: number[] = []
  const findMs: number[] = []
  for (let turn = 0; turn < 200; turn += 1) {
    const startedMs = performance.now()
    await findDueWebhooks(db)
    const foundMs = performance.now()
    await claimDeliveries(db, workerId, [], rotate(budgets, turn * 23), 500)
    claimMs.push(performance.now() - foundMs)
    findMs.push(foundMs - startedMs)
  }
  await removeWorker(db, workerId)
  return {
    claimMs: percentile(claimMs, 0.5),
    claimP99Ms: percentile(claimMs, 0.99),
    findDueMs: percentile(findMs, 0.5),
  }
}

function rotate<Item>(items: readonly Item[], by: number): Item[] {
  const turn = by % items.length
  return [...items.slice(turn), ...items.slice(0, turn)]
}

/** As if upkeep had never counted figures ahead. */
export async function forgetCounted(db: Db): Promise<void> {
  await db.pool.query('truncate stats_spans, stats_events, stats_deliveries, stats_attempts, stats_latencies')
}

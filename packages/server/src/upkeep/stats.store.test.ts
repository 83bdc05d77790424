import { describe, expect, it, onTestFinished } from 'vitest'
import { systemActor } from '../accounts/actor.ts'
import { insertAccount } from '../../testing/accounts.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { addWebhook } from '../../testing/ingest.ts'
import { partsOf, type Span } from '../deliveries/stats-parts.ts'
import {
  lockStats,
  readAttempts,
  readCounted,
  readEvents,
  readFinished,
  readLatencies,
} from '../deliveries/stats.store.ts'
import { percentileOf } from '../deliveries/latency-bins.ts'
import { retryDelivery } from '../deliveries/deliveries.store.ts'
import { createIdSource } from '../lib/ids.ts'
import { deleteOldRows } from './retention.store.ts'
import { countNext } from './stats.store.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * A log of the last five hours for two webhooks, as delivering leaves it. Every seventh delivery failed twice; every fifth is
 * of an event that its source had kept for days, and was tried for as long.
 */
async function fillLog(database: TestDatabase, accountId = database.accountId): Promise<void> {
  const { db } = database
  const webhooks = [await addWebhook(database, {}, accountId), await addWebhook(database, {}, accountId)]
  const ages = Array.from({ length: 900 }, (_, index) => (index + 1) * 20_000)
  const ids = ages.map((ageMs, index) =>
    createIdSource(() => Date.now() - ageMs - (index % 5 === 0 ? 3 * dayMs : 0))(),
  )
  await db.pool.query(`update accounts set created_at = now() - interval '6 hours'`)
  await db.pool.query(
    `with past as materialized (
       select id, i, now() - age * interval '1 ms' as at, ($3::uuid[])[i % 2 + 1] as webhook_id, i % 7 = 0 as is_bad,
              i % 11 = 0 as is_test
         from unnest($2::uuid[], $4::float8[]) with ordinality t(id, age, i)
     ), e as (
       insert into events (id, account_id, type, occurred_at, received_at, is_test, content)
       select id, $1, 'call.ringing', at, at, is_test, '{}' from past
     ), f as (
       insert into finished_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, occurred_at, queued_at,
                                        finished_at, status, attempts, is_test)
       select id, $1, webhook_id, id, 'call.ringing', id, at, at, at + interval '1 s',
              case when is_bad then 'failed' else 'delivered' end, 1, is_test from past
     )
     insert into attempts (delivery_id, number, account_id, webhook_id, started_at, url, request_headers, outcome,
                           is_success, reason, total_ms)
     select id, number, $1, webhook_id, at + number * interval '7 s', 'http://127.0.0.1:9/', '',
            case when is_bad then 'failed' else 'responded' end, not is_bad,
            case when is_bad then case number when 1 then 'timeout' else 'canceled' end end, 1 + i % 300
       from past cross join generate_series(1, 2) number where is_bad or number = 1`,
    [accountId, ids, webhooks.map(({ id }) => id), ages],
  )
}

async function countAll(database: TestDatabase): Promise<number> {
  let steps = 0
  await countNext(database.db)
  while (await countNext(database.db)) steps += 1
  return steps
}

const spans = { halfHours: { bucketMs: 30 * minuteMs, hours: 24 }, minutes: { bucketMs: minuteMs, hours: 1 } }

function spanOf({ bucketMs, hours }: (typeof spans)['minutes'], nowMs: number): Span {
  const toMs = (Math.floor(nowMs / bucketMs) + 1) * bucketMs
  return { from: new Date(toMs - hours * hourMs), to: new Date(toMs), bucketSeconds: bucketMs / 1_000 }
}

/** All that the overview shows of a span, in one order. */
async function read({ db, accountId }: Pick<TestDatabase, 'db' | 'accountId'>, span: Span) {
  const asked = { accountId, span, parts: partsOf(span, await readCounted(db)) }
  const inOrder = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted()
  return {
    events: inOrder(await readEvents(db, asked)),
    finished: inOrder((await readFinished(db, asked)).filter(({ deliveries }) => deliveries !== 0)),
    attempts: inOrder(await readAttempts(db, asked)),
    latencies: inOrder(await readLatencies(db, asked)),
  }
}

async function emptyLog({ db }: TestDatabase): Promise<void> {
  await db.pool.query('delete from events; delete from finished_deliveries; delete from attempts')
}

describe('figures that are counted ahead', () => {
  it.each(['halfHours', 'minutes'] as const)('are those of the log, in %s', async (name) => {
    const database = await createTestDatabase(onTestFinished)
    await fillLog(database)
    const span = spanOf(spans[name], Date.now())
    const fromLog = await read(database, span)
    expect(fromLog.attempts.length).toBeGreaterThan(8)
    expect(await countAll(database)).toBeGreaterThan(8)
    expect(await read(database, span)).toEqual(fromLog)
    // They are not read from the log any more, but for what came in the last minutes.
    await emptyLog(database)
    const left = await read(database, span)
    expect(left.events.length).toBeGreaterThanOrEqual(fromLog.events.length - 4)
  })

  it('are counted once, however many processes do it', async () => {
    const database = await createTestDatabase(onTestFinished)
    await fillLog(database)
    const span = spanOf(spans.halfHours, Date.now())
    const fromLog = await read(database, span)
    await Promise.all(Array.from({ length: 4 }, () => countAll(database)))
    expect(await read(database, span)).toEqual(fromLog)
  })

  it('keep minutes for two hours, and after a long stop go on from there', async () => {
    const database = await createTestDatabase(onTestFinished)
    const { db } = database
    await fillLog(database)
    await countAll(database)
    await db.pool.query(
      `update stats_spans set since = since - interval '1 day', until = until - interval '1 day' where bucket_seconds = 60`,
    )
    await db.pool.query('delete from stats_events where bucket_seconds = 60')
    await db.pool.query('delete from stats_deliveries where bucket_seconds = 60')
    await db.pool.query('delete from stats_attempts where bucket_seconds = 60')
    await db.pool.query('delete from stats_latencies where bucket_seconds = 60')
    const steps = await countAll(database)
    expect(steps).toBeGreaterThan(110)
    expect(steps).toBeLessThanOrEqual(120)
    const { rows } = await db.pool.query<{ hours: number }>(
      `select extract(epoch from now() - min(at))::float8 / 3600 as hours from stats_events where bucket_seconds = 60`,
    )
    expect(rows[0]?.hours).toBeLessThan(2.1)
    const counted = (await readCounted(db)).get(60)
    expect((Date.now() - (counted?.since.getTime() ?? 0)) / hourMs).toBeLessThan(2.1)
  })

  it('lose a delivery that is tried again, as the log does', async () => {
    const database = await createTestDatabase(onTestFinished)
    const { db, accountId } = database
    await fillLog(database)
    await countAll(database)
    // Every third of all: some are in half hours only, some in minutes too, some not counted yet.
    const { rows } = await db.pool.query<{ id: string }>(
      `select id from (select id, row_number() over (order by finished_at) as n from finished_deliveries
                        where status = 'failed' and not is_test) f where n % 3 = 0`,
    )
    for (const { id } of rows) await retryDelivery(db, systemActor(accountId), id)
    const nowMs = Date.now()
    const inSpans = () => Promise.all(Object.values(spans).map((span) => read(database, spanOf(span, nowMs))))
    const counted = await inSpans()
    await db.pool.query('delete from stats_spans')
    expect(counted.map(({ finished }) => finished)).toEqual((await inSpans()).map(({ finished }) => finished))
  })

  it('are not counted while a delivery is put back into the queue, and go on after it', async () => {
    const database = await createTestDatabase(onTestFinished)
    await fillLog(database)
    await countNext(database.db)
    await database.db.kysely.transaction().execute(async (tx) => {
      await lockStats(tx)
      expect(await countNext(database.db)).toBe(false)
    })
    expect(await countNext(database.db)).toBe(true)
  })

  it('are of one account each', async () => {
    const database = await createTestDatabase(onTestFinished)
    const { db } = database
    const other = { db, accountId: (await insertAccount(db, 'Another account')).id }
    await fillLog(database)
    await fillLog(database, other.accountId)
    const span = spanOf(spans.halfHours, Date.now())
    const fromLog = [await read(database, span), await read(other, span)]
    await countAll(database)
    expect([await read(database, span), await read(other, span)]).toEqual(fromLog)
  })

  it('are counted anew when the clock of the database was ahead', async () => {
    const database = await createTestDatabase(onTestFinished)
    const { db } = database
    await fillLog(database)
    const span = spanOf(spans.halfHours, Date.now())
    const fromLog = await read(database, span)
    await countAll(database)
    await db.pool.query(`update stats_spans set until = until + interval '1 year'`)
    await countAll(database)
    expect(await read(database, span)).toEqual(fromLog)
  })

  it('tell percentiles of latency within 5 %', async () => {
    const database = await createTestDatabase(onTestFinished)
    const { db, accountId } = database
    await fillLog(database)
    const span = spanOf(spans.halfHours, Date.now())
    const asked = { accountId, span, parts: partsOf(span, await readCounted(db)) }
    const bins = await readLatencies(db, asked)
    const { rows } = await db.pool.query<{ ms: number[] }>(
      `select percentile_cont(array[0.5, 0.95]) within group (order by total_ms) as ms
         from attempts where outcome = 'responded'`,
    )
    const [p50 = 0, p95 = 0] = rows[0]?.ms ?? []
    expect(Math.abs((percentileOf(bins, 0.5) ?? 0) / p50 - 1)).toBeLessThan(0.05)
    expect(Math.abs((percentileOf(bins, 0.95) ?? 0) / p95 - 1)).toBeLessThan(0.05)
  })

  it('go with the log they are of', async () => {
    const database = await createTestDatabase(onTestFinished)
    const { db, accountId } = database
    await fillLog(database)
    await countAll(database)
    const before = new Date(Math.floor((Date.now() - 2 * hourMs) / (30 * minuteMs)) * 30 * minuteMs)
    while ((await deleteOldRows(db, accountId, before, 1_000)) >= 1_000);
    const span = spanOf(spans.halfHours, Date.now())
    const counted = await read(database, span)
    await db.pool.query('delete from stats_spans')
    expect(counted).toEqual(await read(database, span))
  })
})

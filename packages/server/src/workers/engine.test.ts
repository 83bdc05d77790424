import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest, readTarget } from '../../testing/ingest.ts'
import { addWorker } from '../../testing/queue.ts'
import { startDatabaseProxy } from '../../testing/proxy.ts'
import { until } from '../../testing/receiver.ts'
import type { NewWebhook } from '../webhooks/settings.ts'
import { systemClock } from '../lib/clock.ts'
import { openDb } from '../lib/db.ts'
import { createLog } from '../lib/log.ts'
import { createEngine } from './engine.ts'
import { createLanes } from './lanes.ts'
import { createPace } from './pace.ts'
import { createSettles } from './settles.ts'
import { shardCount } from './shares.ts'

/** An engine that owns every shard of a database of its own, reached through a proxy; `sent` is what it sent. */
async function startEngine(settings: Partial<NewWebhook> = {}) {
  const database = await createTestDatabase()
  const proxy = await startDatabaseProxy(database.url)
  const db = openDb({ url: proxy.url, maxConnections: 4, applicationName: 'engine' }, () => undefined)
  const workerId = await addWorker(database)
  await database.db.pool.query(`update workers set leased_until = now() + interval '1 h'`)
  const webhook = await addWebhook(database, { maxConnections: 5, ...settings })
  const target = await readTarget(database, webhook.id)
  const [clock, log] = [systemClock, createLog('silent')]
  const lease = { isOver: false }
  const sent: string[] = []
  const sentCalls: (string | null)[] = []
  const stop = new AbortController()
  const lanes = createLanes({ db, workerId, clock, loadTargets: async () => [target] })
  lanes.setShards(new Set(Array.from({ length: shardCount }, (_, shard) => shard)))
  const limits = { youngLimit: 10, totalLimit: 10, youngMs: 100 }
  const engine = createEngine({
    ...{ lanes, log, monotonicMs: clock.monotonicMs, isLeaseOver: () => lease.isOver },
    pace: createPace({ ...limits, monotonicMs: clock.monotonicMs }),
    settles: createSettles({ db, workerId, clock, log, giveUp: stop.signal }),
    send: async ({ delivery }) => {
      sent.push(delivery.id)
      sentCalls.push(delivery.orderedCallId)
      return { deliveryId: delivery.id, attempt: null, next: { status: 'delivered' } }
    },
    onLeftQueue: async () => undefined,
    onHealth: () => undefined,
  })
  const running = engine.run(stop.signal)
  running.catch(() => undefined)
  onTestFinished(async () => {
    stop.abort()
    await running.catch(() => undefined)
    await db.close()
  })
  const ingest = createTestIngest(database)
  let calls = 0
  const accept = async (callId = `call ${(calls += 1)}`, seconds = 1) => {
    const events = Array.from({ length: seconds }, (_, second) =>
      callEvent('call.ringing', callId, { second }),
    )
    await ingest.accept({ accountId: database.accountId, events })
    engine.wake([webhook.id], 'deliveries')
  }
  return { proxy, lease, sent, sentCalls, accept, stop: () => stop.abort(), running }
}

describe('the engine', () => {
  it('goes on by itself when claims fail because the database is away', async () => {
    const { proxy, sent, accept } = await startEngine()
    await accept()
    await until(() => sent.length === 1)
    proxy.cut()
    await accept()
    await sleep(1_500)
    expect(sent).toHaveLength(1)
    proxy.mend()
    await until(() => sent.length === 2)
  })

  it('starts nothing once its lease is over, before anybody stops it', async () => {
    const { lease, sent, accept } = await startEngine()
    lease.isOver = true
    await accept()
    await sleep(1_500)
    expect(sent).toEqual([])
    lease.isOver = false
    await until(() => sent.length === 1)
  })

  it('does not keep a call waiting behind another one with thousands of deliveries', async () => {
    const { sentCalls, accept } = await startEngine({ ordering: 'per-call' })
    await accept('long', 3_000)
    await accept('other', 3)
    await until(() => sentCalls.filter((callId) => callId === 'other').length === 3)
    expect(sentCalls.filter((callId) => callId === 'long').length).toBeLessThan(1_500)
  })

  it('ends when it is told to, also while a claim gets no answer', async () => {
    const { proxy, sent, accept, stop, running } = await startEngine()
    await accept()
    await until(() => sent.length === 1)
    await sleep(1_100)
    proxy.swallow()
    await accept()
    await sleep(100)
    stop()
    await running
  })
})

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest, readTarget } from '../../testing/ingest.ts'
import { addWorker, attemptOf, responded, timedOut } from '../../testing/queue.ts'
import { startDatabaseProxy } from '../../testing/proxy.ts'
import { until } from '../../testing/receiver.ts'
import type { Outcome } from '../attempts/outcome.ts'
import type { PostedEvent } from '../events/posted-event.ts'
import type { NewWebhook } from '../webhooks/settings.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import { systemClock } from '../lib/clock.ts'
import { openDb } from '../lib/db.ts'
import { createLog } from '../lib/log.ts'
import { createEngine } from './engine.ts'
import type { HealthNote } from './health-notes.ts'
import { createLanes } from './lanes.ts'
import { createPace } from './pace.ts'
import { createSettles } from './settles.ts'
import { shardCount } from './shares.ts'

/**
 * An engine that owns every shard of a database of its own, reached through a proxy; `sent` is what it sent. Everything is
 * delivered, unless another outcome is given.
 */
async function startEngine(
  settings: Partial<NewWebhook> = {},
  found: Partial<WebhookTarget> = {},
  outcome?: Outcome | (() => Promise<Outcome>),
) {
  const database = await createTestDatabase()
  const proxy = await startDatabaseProxy(database.url)
  const db = openDb({ url: proxy.url, maxConnections: 4, applicationName: 'engine' }, () => undefined)
  const workerId = await addWorker(database)
  await database.db.pool.query(`update workers set leased_until = now() + interval '1 h'`)
  const webhook = await addWebhook(database, { maxConnections: 5, ...settings })
  const readings = { count: 0, fails: false }
  const readTargets = async () => {
    readings.count += 1
    if (readings.fails) throw new Error('This webhook cannot be read')
    return [{ ...(await readTarget(database, webhook.id)), ...found }]
  }
  const [clock, log] = [systemClock, createLog('silent')]
  const lease = { isOver: false }
  const sent: string[] = []
  const sentCalls: (string | null)[] = []
  const health: HealthNote['kind'][] = []
  const stop = new AbortController()
  const limits = { youngLimit: 10, totalLimit: 10, youngMs: 100 }
  const pace = createPace({ ...limits, monotonicMs: clock.monotonicMs })
  const lanes = createLanes({ db, workerId, clock, pace, loadTargets: readTargets })
  lanes.setShards(new Set(Array.from({ length: shardCount }, (_, shard) => shard)))
  const engine = createEngine({
    ...{ lanes, pace, log, clock, isLeaseOver: () => lease.isOver },
    settles: createSettles({ db, workerId, clock, log, giveUp: stop.signal }),
    send: async ({ delivery }) => {
      sent.push(delivery.id)
      sentCalls.push(delivery.orderedCallId)
      const number = delivery.attempts + 1
      if (outcome !== undefined) {
        const attempt = attemptOf(number, typeof outcome === 'function' ? await outcome() : outcome)
        return { deliveryId: delivery.id, attempt, next: { delayMs: 3_600_000 } }
      }
      // Of a failing receiver all have expired.
      if (found.failing != null)
        return { deliveryId: delivery.id, attempt: null, next: { status: 'expired' } }
      const attempt = attemptOf(number, responded(200))
      return { deliveryId: delivery.id, attempt, next: { status: 'delivered' } }
    },
    onLeftQueue: async () => undefined,
    onHealth: (_, note) => void health.push(note.kind),
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
  const acceptEvents = async (events: PostedEvent[]) => {
    await ingest.accept({ accountId: database.accountId, events })
    engine.wake([webhook.id], 'deliveries')
  }
  const accept = (callId = `call ${(calls += 1)}`, seconds = 1) =>
    acceptEvents(
      Array.from({ length: seconds }, (_, second) => callEvent('call.ringing', callId, { second })),
    )
  /** Changes the webhook's row, as another process does, and tells the engine. */
  const change = async (set: string) => {
    await database.db.pool.query(`update webhooks set ${set}, updated_at = now()`)
    engine.wake([webhook.id], 'settings')
  }
  const end = { stop: () => stop.abort(), running }
  return { proxy, lease, readings, sent, sentCalls, health, accept, acceptEvents, change, ...end }
}

const busy = responded(429, { headers: { 'retry-after': '3600' } })

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

  it('does not keep an event without a call waiting behind thousands of a call either', async () => {
    const { sentCalls, accept, acceptEvents } = await startEngine({ ordering: 'per-call' })
    await accept('long', 3_000)
    const event = { type: 'campaign.activated', occurredAt: new Date(), campaign: { id: 'c' }, data: {} }
    await acceptEvents([event as PostedEvent])
    await until(() => sentCalls.includes(null))
    expect(sentCalls.length).toBeLessThan(1_500)
  })

  it('goes fast through what has expired in front of the probe of a failing receiver', async () => {
    const failing = { since: new Date(Date.now() - 3_600_000), reason: 'answered 503', nextProbeAt: null }
    const { sent, accept } = await startEngine({}, { failing })
    for (let call = 0; call < 10; call += 1) await accept(`call ${call}`, 100)
    await until(() => sent.length === 1_000)
  })

  it.each([
    ['a failed probe makes', timedOut, ['failing']],
    ['one that we cut off makes no', { ...timedOut, kind: 'failed', reason: 'canceled', detail: '' }, []],
  ] as const)('%s note of the receiver', async (_, outcome, notes) => {
    const failing = { since: new Date(Date.now() - 3_600_000), reason: 'answered 503', nextProbeAt: null }
    const { sent, health, accept } = await startEngine({}, { failing }, outcome)
    await accept()
    await until(() => sent.length === 1)
    await sleep(200)
    expect(health).toEqual(notes)
  })

  it('leaves a receiver alone that asks for a pause, until its settings change', async () => {
    const { sent, acceptEvents, change } = await startEngine({}, {}, busy)
    await acceptEvents(Array.from({ length: 20 }, (_, n) => callEvent('call.ringing', `call ${n}`)))
    await until(() => sent.length >= 5)
    await sleep(1_500)
    // What was under way when it first asked.
    expect(sent).toHaveLength(5)
    await change(`name = 'mended'`)
    await until(() => sent.length === 10)
  })

  it('hears no pause from an address that was changed meanwhile', async () => {
    const late = Promise.withResolvers<Outcome>()
    const answers = [late.promise]
    const { sent, accept, change, readings } = await startEngine(
      {},
      {},
      async () => answers.pop() ?? responded(200),
    )
    await accept()
    await until(() => sent.length === 1)
    const before = readings.count
    await change(`url = 'https://new.example'`)
    await until(() => readings.count > before)
    await accept()
    await until(() => sent.length === 2)
    late.resolve(busy)
    await accept()
    await until(() => sent.length === 3)
  })

  it('begins with a rate limit that is set later from there, and not with what went before', async () => {
    const { sent, accept, change } = await startEngine()
    await accept('before', 300)
    await until(() => sent.length === 300)
    await change('rate_limit_per_second = 10')
    await accept('after', 5)
    await until(() => sent.length === 305)
  })

  it('goes on when something else than the database fails in a claim', async () => {
    const { readings, sent, accept, change } = await startEngine()
    readings.fails = true
    await accept()
    await until(() => readings.count > 1)
    expect(sent).toEqual([])
    readings.fails = false
    await change('name = name')
    await until(() => sent.length === 1)
  })

  it('ends when claims fail again and again, so that others can take its share', async () => {
    const { readings, accept, running } = await startEngine()
    readings.fails = true
    await accept()
    await expect(running).rejects.toThrow('This webhook cannot be read')
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

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../packages/server/testing/receiver.ts'

type Shown = { failing: { reason: string; since: string; nextProbeAt: string } | null }

const line = (index: number) => ({
  type: 'call.transcript',
  occurredAt: new Date(Date.UTC(2026, 3, 8, 9, 0, 0, index)).toISOString(),
  call: { id: 'failing' },
  data: { speaker: 'ai', text: `line ${index}` },
})

/** A webhook with so many events for it. Returns how to read it. */
async function sendTo(offhook: Offhook, url: string, count: number): Promise<() => Promise<Shown>> {
  const settings = { url, maxConnections: 2, eventTypes: ['call.transcript'] }
  const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', settings)
  const events = Array.from({ length: count }, (_, index) => line(index))
  await offhook.call('POST', '/v1/events', { events })
  return async () => (await offhook.call<Shown>('GET', `/v1/webhooks/${webhook.id}`)).body
}

describe('a receiver that keeps failing', () => {
  it('is probed now and then, shows why in the API, and gets everything once it answers', async () => {
    const database = await createTestDatabase(onTestFinished)
    let aheadMs = 0
    const clock = { now: () => new Date(), monotonicMs: () => performance.now() + aheadMs }
    const offhook = await startOffhook(database, {}, { clock })
    const receiver = await startReceiver()
    let isBroken = true
    receiver.answer((_, response) => {
      response.statusCode = isBroken ? 500 : 200
      response.end()
    })
    const show = await sendTo(offhook, receiver.url, 40)
    await receiver.waitFor(40)
    expect((await show()).failing).toBeNull()

    // A minute of failing, in steps that the worker's lease outlives.
    await until(async () => {
      aheadMs += 3_000
      await sleep(1_100)
      return (await show()).failing !== null
    })
    expect((await show()).failing).toMatchObject({ reason: 'answered 500' })
    const attemptsWhenOpened = receiver.received.length
    // Two rounds of retries were due by then; of the third, only what was in flight went out.
    expect(attemptsWhenOpened).toBeLessThan(130)

    isBroken = false
    const mendedAt = receiver.received.length
    const taken = () => new Set(receiver.received.slice(mendedAt).map(({ headers }) => headers['webhook-id']))
    await until(
      async () => {
        // What waits for a retry is due now: how often each was tried depends on how busy the machine was.
        await database.db.pool.query('update pending_deliveries set due_at = queued_at where due_at > now()')
        return taken().size === 40
      },
      60_000,
      () => `${taken().size} were delivered`,
    )
    await until(async () => (await show()).failing === null)
  })

  it('that is only restarted is soon probed alone, and gets everything as soon as it is back', async () => {
    const database = await createTestDatabase(onTestFinished)
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const answer = (status: number) =>
      receiver.answer((_, response) => {
        response.statusCode = status
        // As a gateway takes to find out: a quarter of a second of it counts, which is few requests then.
        setTimeout(() => response.end(), 20)
      })
    answer(502)
    const show = await sendTo(offhook, receiver.url, 300)
    await until(async () => (await show()).failing !== null)
    expect((await show()).failing).toMatchObject({ reason: 'answered 502' })
    await receiver.waitFor(14)
    answer(200)
    const triedInVain = receiver.received.length
    expect(triedInVain).toBeLessThan(60)
    const taken = () =>
      new Set(receiver.received.slice(triedInVain).map(({ headers }) => headers['webhook-id']))
    // The few that were tried wait for their retry.
    await until(() => taken().size >= 300 - triedInVain)
    await until(async () => (await show()).failing === null)
  })
})

import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { startOffhook, type Answer, type Offhook } from '../../testing/offhook.ts'
import { startReceiver, until, type Receiver } from '../../testing/receiver.ts'
import { testsMs } from './routes/test-webhook.ts'

const database = await createTestDatabase()
const panelPath = '/v1/integrations/custom-webhook'

type Page = { data: unknown[] }
type Results = { results: { event: string }[]; unanswered: string[] }

/** An API whose patience is up when the test says so, with a worker beside it unless that is not wanted. */
async function start(env: { hasWorker: boolean }) {
  let aheadMs = 0
  const clock = { now: () => new Date(), monotonicMs: () => performance.now() + aheadMs }
  const offhook = await startOffhook(database, { OFFHOOK_ROLE: 'api' }, { clock })
  if (env.hasWorker) await startOffhook(database, { OFFHOOK_ROLE: 'worker' })
  const pass = (ms: number) => void (aheadMs += ms)
  return { offhook, pass, passUntilAnswered: (answer: Promise<Answer>) => passUntil(pass, answer) }
}

async function passUntil(pass: (ms: number) => void, answer: Promise<Answer>): Promise<Answer> {
  let isAnswered = false
  void answer.finally(() => (isAnswered = true))
  await until(() => {
    if (!isAnswered) pass(60_000)
    return isAnswered
  })
  return answer
}

/** A receiver that answers so many requests and holds all others. */
async function startHolding(answered: number): Promise<{ receiver: Receiver; held: ServerResponse[] }> {
  const receiver = await startReceiver()
  const held: ServerResponse[] = []
  receiver.answer((_, response) => {
    if (receiver.received.length > answered) held.push(response)
    else response.end()
  })
  return { receiver, held }
}

/** A webhook whose only connection is in use. */
async function createBusy({ call }: Offhook): Promise<{ id: string; held: ServerResponse[] }> {
  const { receiver, held } = await startHolding(0)
  const settings = { url: receiver.url, maxConnections: 1, timeoutMs: 60_000, eventTypes: ['call.ringing'] }
  const { body } = await call<{ id: string }>('POST', '/v1/webhooks', settings)
  await call('POST', '/v1/events', callEvent('call.ringing', `busy ${body.id}`))
  await until(() => held.length === 1)
  return { id: body.id, held }
}

const countOf = async ({ call }: Offhook, id: string, status: string) =>
  (await call<Page>('GET', `/v1/webhooks/${id}/deliveries?status=${status}`)).body.data.length

describe('a test of a webhook whose connections are all in use', () => {
  it('is answered when one is free, though its own timeout has long passed', async () => {
    const { offhook, pass } = await start({ hasWorker: true })
    const { id, held } = await createBusy(offhook)
    const answer = offhook.call('POST', `/v1/webhooks/${id}/test`)
    await until(async () => (await countOf(offhook, id, 'pending')) === 2)
    pass(75_000)
    await Promise.race([answer, sleep(300)])
    held[0]?.end()
    await until(() => held.length === 2)
    held[1]?.end()
    expect((await answer).status).toBe(200)
  })

  it('says so when none becomes free', async () => {
    const { offhook, passUntilAnswered } = await start({ hasWorker: true })
    const { id } = await createBusy(offhook)
    const { status, body } = await passUntilAnswered(offhook.call('POST', `/v1/webhooks/${id}/test`))
    expect([status, body.detail]).toEqual([503, expect.stringContaining('waits for a free connection')])
  })
})

describe('a test without a worker', () => {
  it('says so', async () => {
    const { offhook, passUntilAnswered } = await start({ hasWorker: false })
    const { body: webhook } = await offhook.call('POST', '/v1/webhooks', { url: 'https://crm.example/' })
    const answer = await passUntilAnswered(offhook.call('POST', `/v1/webhooks/${String(webhook.id)}/test`))
    expect([answer.status, answer.body.detail]).toEqual([503, expect.stringContaining('is one running?')])
  })
})

describe('the tests of the panel', () => {
  it('that were answered are told, and which were not', async () => {
    const { offhook, passUntilAnswered } = await start({ hasWorker: true })
    const { receiver, held } = await startHolding(1)
    const events = ['call_initiated', 'call_ringing', 'call_ended']
    const { body } = await offhook.call('PUT', panelPath, { enabled: true, url: receiver.url, events })
    const id = String(body.webhookId)
    await offhook.call('PATCH', `/v1/webhooks/${id}`, { maxConnections: 1, timeoutMs: 60_000 })
    const answer = offhook.call('POST', `${panelPath}/test`)
    await until(async () => held.length === 1 && (await countOf(offhook, id, 'delivered')) === 1)
    const { status, body: tested } = (await passUntilAnswered(answer)) as unknown as Answer<Results>
    expect([status, tested.results.length, tested.unanswered.length]).toEqual([200, 1, 2])
    const named = [...tested.results.map(({ event }) => event), ...tested.unanswered]
    expect(named.toSorted()).toEqual(events.toSorted())
  })
})

describe('the time that tests may take', () => {
  const webhook = { timeoutMs: 10_000, maxConnections: 10, rateLimitPerSecond: null }

  it.each([
    [1, {}, 20_000],
    [6, {}, 20_000],
    [6, { maxConnections: 1 }, 70_000],
    [6, { maxConnections: 4 }, 30_000],
    [6, { rateLimitPerSecond: 0.2 }, 50_000],
    [6, { rateLimitPerSecond: 0.1 }, 75_000],
  ])('is enough for %i with %j', (count, limits, expectedMs) => {
    expect(testsMs({ ...webhook, ...limits }, count)).toBe(expectedMs)
  })
})

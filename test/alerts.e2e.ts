import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../packages/server/testing/database.ts'
import { startOffhook } from '../packages/server/testing/offhook.ts'
import { startReceiver, until, type Receiver } from '../packages/server/testing/receiver.ts'

const database = await createTestDatabase()

type Alert = { type: string; data: { webhook: unknown } & Record<string, unknown> }
type Shown = {
  enabled: boolean
  disabledReason: string | null
  failing: { reason: string; since: string } | null
}

const alertsOf = (receiver: Receiver) => receiver.received.map(({ body }) => JSON.parse(body) as Alert)

/** An hour becomes a moment: what is known of a webhook began so much earlier. */
async function letPass(id: string): Promise<void> {
  await database.db.pool.query(
    `update webhooks set failing_since = failing_since - interval '1 hour',
                         alerted_since = alerted_since - interval '1 hour',
                         alerted_at = alerted_at - interval '1 hour' where id = $1`,
    [id],
  )
}

describe('a webhook whose receiver keeps failing', () => {
  it('is told of half-way, disabled at the end, and after it is enabled gets all that waited, in order', async () => {
    let aheadMs = 0
    const clock = { now: () => new Date(), monotonicMs: () => performance.now() + aheadMs }
    const offhook = await startOffhook(database, {}, { clock })
    await startOffhook(database, { OFFHOOK_ROLE: 'worker' }, { clock })
    // A minute of failing takes its time, in steps that the workers' leases outlive.
    const turn = async (isDone: () => boolean | Promise<boolean>) =>
      until(async () => {
        aheadMs += 3_000
        await sleep(1_100)
        return isDone()
      })
    const [crm, pager] = [await startReceiver(), await startReceiver()]
    let isBroken = true
    crm.answer((_, response) => {
      response.statusCode = isBroken ? 503 : 200
      response.end()
    })
    await offhook.call('PATCH', '/v1/account', { disableFailingAfterHours: 2 })
    const create = async (input: object) =>
      (await offhook.call<{ id: string }>('POST', '/v1/webhooks', input)).body.id
    // Both are subscribed to everything: the failing one could be told about itself.
    const settings = { name: 'CRM', url: `${crm.url}?token=hidden`, ordering: 'per-call' }
    const id = await create({ ...settings, maxRetries: 50 })
    await create({
      url: pager.url,
      eventTypes: ['webhook.failing', 'webhook.disabled', 'webhook.recovered'],
    })
    const posted = Array.from({ length: 12 }, (_, index) => ({
      type: 'call.error',
      occurredAt: new Date(Date.UTC(2026, 3, 8, 9, 0, index)).toISOString(),
      call: { id: `call-${index}` },
      data: { message: `number ${index}` },
    }))
    await offhook.call('POST', '/v1/events', { events: posted })
    const show = async () => (await offhook.call<Shown>('GET', `/v1/webhooks/${id}`)).body

    await turn(async () => (await show()).failing !== null)
    expect(alertsOf(pager)).toEqual([])

    await letPass(id)
    await turn(() => alertsOf(pager).length > 0)
    const facts = { id, name: 'CRM', host: new URL(crm.url).host }
    expect(alertsOf(pager)).toMatchObject([
      {
        type: 'webhook.failing',
        data: { webhook: facts, failure: 'answered 503', waitingDeliveries: 12, disableAfterHours: 2 },
      },
    ])
    expect((await show()).enabled).toBe(true)

    await letPass(id)
    await turn(() => alertsOf(pager).length > 1)
    expect(alertsOf(pager)).toMatchObject([
      {},
      { type: 'webhook.disabled', data: { webhook: facts, reason: 'failing', waitingDeliveries: 12 } },
    ])
    const disabled = await show()
    expect(disabled).toMatchObject({ enabled: false, disabledReason: 'failing' })
    expect(disabled.failing).toMatchObject({
      ...{ reason: 'answered 503', since: alertsOf(pager)[1]?.data.failingSince },
    })
    expect(pager.received.map(({ body }) => body).join('')).not.toContain('hidden')

    const late = ['one', 'two', 'three'].map((message, index) => ({
      ...{ type: 'call.error', occurredAt: new Date(Date.UTC(2026, 3, 8, 10, 0, index)).toISOString() },
      ...{ call: { id: 'late' }, data: { message } },
    }))
    await offhook.call('POST', '/v1/events', { events: late })
    isBroken = false
    const before = crm.received.length
    const { body: enabled } = await offhook.call('POST', `/v1/webhooks/${id}/enable`)
    expect(enabled).toMatchObject({ enabled: true, disabledReason: null, disabledAt: null, failing: null })
    await crm.waitFor(before + 15)
    const messages = alertsOf(crm)
      .slice(before)
      .map(({ data }) => data.message)
    expect(new Set(messages).size).toBe(15)
    expect(messages.filter((message) => late.some(({ data }) => data.message === message))).toEqual(
      late.map(({ data }) => data.message),
    )
    // Not one of all the requests was about the webhook itself.
    expect(new Set(alertsOf(crm).map(({ type }) => type))).toEqual(new Set(['call.error']))
    expect(alertsOf(pager)).toHaveLength(2)
  }, 400_000)
})

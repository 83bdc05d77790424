import { Webhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../packages/server/testing/receiver.ts'

const database = await createTestDatabase()

type Created = { id: string; signingSecret: string }
type Deliveries = { data: { id: string; status: string; attempts: number; webhookId: string }[] }
type Attempts = {
  data: { number: number; response: { status: number; body: string } | null; timing: { totalMs: number } }[]
}

const call = {
  id: 'pbx-1',
  from: '+493023125042',
  to: '+4969900090017',
  direction: 'inbound',
  source: 'trunk:a',
}
const event = (type: string, data: object = {}, more: object = {}) => ({
  type,
  occurredAt: '2026-04-08T09:24:04.329Z',
  call: { ...call, ...more },
  data,
})

async function createWebhook(offhook: Offhook, url: string, more: object = {}): Promise<Created> {
  const { status, body } = await offhook.call<Created>('POST', '/v1/webhooks', { url, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

describe('from an event to signed webhooks', () => {
  it('delivers one call to four dialects, each signed as its receivers verify it', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const secrets = new Map<string, string>()
    for (const dialect of ['offhook', 'salpre', 'sipgate', 'sip-caller']) {
      const { signingSecret } = await createWebhook(offhook, `${receiver.url}/${dialect}`, { dialect })
      secrets.set(dialect, signingSecret)
    }
    const ended = { transcript: [{ speaker: 'ai', text: 'Good morning 😀' }], result: 'answered' }
    const posted = await offhook.call('POST', '/v1/events', {
      events: [
        event('call.initiated', {}, { id: 'four', campaignId: 'spring' }),
        event('call.ended', ended, { id: 'four', campaignId: 'spring' }),
        event('call.logged', {}, { id: 'four', campaignId: 'spring' }),
      ],
    })
    expect(posted.status).toBe(202)
    // offhook carries all three, salpre two, the others one each.
    const received = await receiver.waitFor(7)
    const stripe = new Stripe('sk_test_unused')
    for (const { path, headers, body } of received) {
      const dialect = path.split('/').at(-1) ?? ''
      const secret = secrets.get(dialect) ?? ''
      expect(headers['webhook-id']).toMatch(/^[0-9a-f-]{36}$/)
      if (dialect === 'sip-caller') {
        const signature = String(headers['sip-caller-signature'])
        const age = Math.ceil(Date.now() / 1000)
        expect(stripe.webhooks.signature?.verifyHeader(body, signature, secret, age)).toBe(true)
      } else {
        expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body))
      }
    }
    expect(received.map(({ path }) => path.split('/').at(-1)).toSorted()).toEqual([
      'offhook',
      'offhook',
      'offhook',
      'salpre',
      'salpre',
      'sip-caller',
      'sipgate',
    ])
  })

  it('retries after an error with every attempt in the log, and delivers the same bytes', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    receiver.answer((request, response) => {
      response.statusCode = request.path.endsWith('retry') && receiver.received.length < 2 ? 503 : 200
      response.end(`answer ${receiver.received.length}`)
    })
    const { id } = await createWebhook(offhook, `${receiver.url}/retry`, { eventTypes: ['call.ringing'] })
    await offhook.call('POST', '/v1/events', event('call.ringing', {}, { id: 'retried' }))
    await receiver.waitFor(1)
    const { body } = await offhook.call<Deliveries>('GET', `/v1/webhooks/${id}/deliveries`)
    const [delivery] = body.data
    await until(async () => {
      const { body: attempts } = await offhook.call<Attempts>(
        'GET',
        `/v1/deliveries/${delivery?.id}/attempts`,
      )
      return attempts.data.length === 1
    })
    await offhook.call('POST', `/v1/deliveries/${delivery?.id}/retry`)
    const received = await receiver.waitFor(2)
    await until(async () => {
      const { body: now } = await offhook.call<{ status: string }>('GET', `/v1/deliveries/${delivery?.id}`)
      return now.status === 'delivered'
    })
    const { body: attempts } = await offhook.call<Attempts>('GET', `/v1/deliveries/${delivery?.id}/attempts`)
    expect(attempts.data.map(({ number, response }) => [number, response?.status, response?.body])).toEqual([
      [1, 503, 'answer 1'],
      [2, 200, 'answer 2'],
    ])
    expect(received[0]?.body).toBe(received[1]?.body)
    const exact = await offhook.call<string>('GET', `/v1/deliveries/${delivery?.id}/body`)
    expect(exact.body).toBe(received[0]?.body)
  })

  it('sends a test in the dialect of the webhook at once, also while it is disabled', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const { id } = await createWebhook(offhook, receiver.url, { dialect: 'salpre', enabled: false })
    const { status, body } = await offhook.call<{
      delivery: { status: string }
      attempt: { response: { status: number } }
    }>('POST', `/v1/webhooks/${id}/test`, { eventType: 'call.ended' })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.delivery.status).toBe('delivered')
    expect(body.attempt.response.status).toBe(200)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      event_type: 'call_ended',
      is_test: true,
    })
    expect(receiver.received[0]?.headers['offhook-test']).toBe('true')
  })

  it('queues while disabled and delivers in order once enabled', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const { id } = await createWebhook(offhook, receiver.url, {
      enabled: false,
      maxConnections: 1,
      eventTypes: ['call.transcript'],
    })
    const ids: string[] = []
    for (const text of ['one', 'two', 'three']) {
      const { body } = await offhook.call<{ id: string }>(
        'POST',
        '/v1/events',
        event('call.transcript', { speaker: 'ai', text }, { id: 'queued' }),
      )
      ids.push(body.id)
    }
    const { body: waiting } = await offhook.call<Deliveries>(
      'GET',
      `/v1/webhooks/${id}/deliveries?status=pending`,
    )
    expect(waiting.data).toHaveLength(3)
    expect(receiver.received).toHaveLength(0)
    await offhook.call('POST', `/v1/webhooks/${id}/enable`)
    const received = await receiver.waitFor(3)
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(ids)
  })

  it('disables the webhook when its receiver answers 410 Gone, and says why', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    receiver.answer((_, response) => {
      response.statusCode = 410
      response.end()
    })
    const { id } = await createWebhook(offhook, receiver.url, { eventTypes: ['call.error'] })
    await offhook.call('POST', '/v1/events', event('call.error', { message: 'no route' }, { id: 'gone' }))
    await receiver.waitFor(1)
    await until(async () => {
      const { body } = await offhook.call<{ enabled: boolean }>('GET', `/v1/webhooks/${id}`)
      return !body.enabled
    })
    const { body } = await offhook.call<{ disabledReason: string }>('GET', `/v1/webhooks/${id}`)
    expect(body.disabledReason).toBe('gone')
  })
})

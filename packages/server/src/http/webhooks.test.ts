import type { ServerResponse } from 'node:http'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { startReceiver, until } from '../../testing/receiver.ts'
import { maskedValue } from '../webhooks/masks.ts'

const database = await createTestDatabase()
const { call, addAccount } = await shareOffhook(database)

type Webhook = {
  id: string
  name: string
  signingSecret: string
  headers: Record<string, string>
  enabled: boolean
}
type Page = { data: { id: string; status: string }[]; nextCursor: string | null }
type Errors = { errors: { path: string }[] }

const url = 'https://crm.example.com/hooks'

async function create(input: object = {}): Promise<Webhook> {
  const { status, body } = await call<Webhook>('POST', '/v1/webhooks', { url, ...input })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

describe('POST /v1/webhooks', () => {
  it('answers 201 with the signing secret and masked headers', async () => {
    const webhook = await create({ headers: { Authorization: 'Bearer hidden' } })
    expect(webhook.signingSecret).toMatch(/^whsec_/)
    expect(webhook.headers).toEqual({ Authorization: maskedValue })
  })

  it.each([
    [{ url: undefined }, 'url'],
    [{ url: 'file:///etc/passwd' }, 'url'],
    [{ timeoutMs: 99 }, 'timeoutMs'],
    [{ timeoutMs: 60_001 }, 'timeoutMs'],
    [{ maxRetries: 51 }, 'maxRetries'],
    [{ maxRetries: 1.5 }, 'maxRetries'],
    [{ eventMaxAgeSeconds: 59 }, 'eventMaxAgeSeconds'],
    [{ eventMaxAgeSeconds: 2_592_001 }, 'eventMaxAgeSeconds'],
    [{ maxConnections: 0 }, 'maxConnections'],
    [{ maxConnections: 1_001 }, 'maxConnections'],
    [{ rateLimitPerSecond: 0 }, 'rateLimitPerSecond'],
    [{ ordering: 'global' }, 'ordering'],
    [{ success: '3xx' }, 'success'],
    [{ dialect: 'xml' }, 'dialect'],
    [{ eventTypes: [] }, 'eventTypes'],
    [{ eventTypes: ['call.never'] }, 'eventTypes[0]'],
    [{ binding: { kind: 'team', ids: ['x'] } }, 'binding.kind'],
    [{ binding: { kind: 'campaign', ids: ['x'.repeat(256)] } }, 'binding.ids[0]'],
    [{ headers: { 'webhook-id': 'x' } }, 'headers.webhook-id'],
    [{ headers: { 'X-A': 5 } }, 'headers["X-A"]'],
    [{ enabled: 'yes' }, 'enabled'],
    [{ name: '   ' }, 'name'],
    [{ secret: 'mine' }, 'secret'],
  ])('answers 400 for %j and names the field', async (input, path) => {
    const { status, body } = await call<Errors>('POST', '/v1/webhooks', { url, ...input })
    expect([status, body.errors.map((error) => error.path)]).toEqual([400, [path]])
  })
})

describe('a binding', () => {
  it.each(['agent', 'channel', 'campaign'])('to %ss takes any id that an event may have', async (kind) => {
    const id = 'x'.repeat(255)
    const { status, body } = await call<Webhook>('POST', '/v1/webhooks', {
      url,
      binding: { kind, ids: [id] },
    })
    expect(status).toBe(201)
    const event = { type: 'call.ringing', occurredAt: new Date(), call: { id: kind, [`${kind}Id`]: id } }
    expect((await call('POST', '/v1/events', event)).status).toBe(202)
    const deliveries = await call<{ data: object[] }>('GET', `/v1/webhooks/${body.id}/deliveries`)
    expect(deliveries.body.data).toHaveLength(1)
  })
})

describe('GET /v1/webhooks', () => {
  it('answers 200 page by page, oldest first, without any secret', async () => {
    const other = await addAccount()
    const made: string[] = []
    for (const name of ['a', 'b', 'c']) {
      const { body } = await other.call<Webhook>('POST', '/v1/webhooks', {
        url,
        name,
        headers: { 'X-Key': 'hidden' },
      })
      made.push(body.id)
    }
    const { body: first } = await other.call<Page>('GET', '/v1/webhooks?limit=2')
    const { body: second } = await other.call<Page>('GET', `/v1/webhooks?limit=2&cursor=${first.nextCursor}`)
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made)
    expect(second.nextCursor).toBeNull()
    expect(JSON.stringify([first, second])).not.toMatch(/whsec_|hidden|signingSecret/)
  })
})

describe('changing a webhook', () => {
  it('PATCH answers 200, keeps what is left out, and takes back masked headers as they are', async () => {
    const webhook = await create({ headers: { 'X-Key': 'one' }, maxRetries: 2 })
    const { status, body } = await call<Webhook>('PATCH', `/v1/webhooks/${webhook.id}`, {
      ...{ name: 'CRM', headers: { ...webhook.headers, 'X-New': 'two' } },
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: 'CRM',
      maxRetries: 2,
      headers: { 'X-Key': maskedValue, 'X-New': maskedValue },
    })
    const { body: secret } = await call('GET', `/v1/webhooks/${webhook.id}/secret`)
    expect(secret).toEqual({
      signingSecret: webhook.signingSecret,
      headers: { 'X-Key': 'one', 'X-New': 'two' },
    })
  })

  it('PUT answers 200 and sets what is left out to its default', async () => {
    const webhook = await create({ name: 'Old', maxRetries: 2, headers: { 'X-Key': 'one' }, enabled: false })
    const { status, body } = await call<Webhook>('PUT', `/v1/webhooks/${webhook.id}`, { url })
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'crm.example.com', maxRetries: 8, headers: {}, enabled: true })
  })

  it('PUT answers 400 without a URL, PATCH with a field that there is not', async () => {
    const { id } = await create()
    expect((await call('PUT', `/v1/webhooks/${id}`, { name: 'x' })).status).toBe(400)
    expect(
      (await call<Errors>('PATCH', `/v1/webhooks/${id}`, { signingSecret: 'x' })).body.errors[0]?.path,
    ).toBe('signingSecret')
  })

  it('answers 200 when it is disabled and enabled, and says since when and why', async () => {
    const { id } = await create()
    const { body: off } = await call('POST', `/v1/webhooks/${id}/disable`)
    expect(off).toMatchObject({
      enabled: false,
      disabledReason: 'byUser',
      disabledAt: expect.any(String) as string,
    })
    const { body: on } = await call('POST', `/v1/webhooks/${id}/enable`)
    expect(on).toMatchObject({ enabled: true, disabledReason: null, disabledAt: null })
  })

  it('of the address mends what waits under it', async () => {
    const receiver = await startReceiver()
    const { id } = await create({ url: 'http://127.0.0.1:9/', enabled: false, eventTypes: ['call.answered'] })
    await call('POST', '/v1/events', callEvent('call.answered', 'mended'))
    await call('PATCH', `/v1/webhooks/${id}`, { url: receiver.url, enabled: true })
    await receiver.waitFor(1)
  })
})

describe('a 410', () => {
  it('of an address that was changed while it was asked disables nothing', async () => {
    const held: ServerResponse[] = []
    const old = await startReceiver()
    old.answer((_, response) => held.push(response))
    const fresh = await startReceiver()
    const { id } = await create({ url: old.url, eventTypes: ['call.initiated'] })
    await call('POST', '/v1/events', callEvent('call.initiated', 'late 410'))
    await until(() => held.length === 1)
    await call('PATCH', `/v1/webhooks/${id}`, { url: fresh.url })
    held[0]?.writeHead(410).end()
    const ended = `/v1/webhooks/${id}/deliveries?status=failed`
    await until(async () => (await call<Page>('GET', ended)).body.data.length === 1)
    expect((await call<Webhook>('GET', `/v1/webhooks/${id}`)).body.enabled).toBe(true)
    await call('POST', '/v1/events', callEvent('call.initiated', 'after it'))
    await fresh.waitFor(1)
  })
})

describe('DELETE /v1/webhooks/{id}', () => {
  it('answers 204, cancels what waits, and keeps the log', async () => {
    const { id } = await create({ enabled: false, eventTypes: ['call.error'] })
    const event = callEvent('call.error', 'canceled', { data: { message: 'x' } })
    await call('POST', '/v1/events', { events: [event, event, event] })
    const { body: waiting } = await call<Page>('GET', `/v1/webhooks/${id}/deliveries`)
    expect(waiting.data.map(({ status }) => status)).toEqual(['pending', 'pending', 'pending'])
    expect((await call('DELETE', `/v1/webhooks/${id}`)).status).toBe(204)
    await until(async () => {
      const { body } = await call<Page>('GET', `/v1/deliveries?webhookId=${id}&status=canceled`)
      return body.data.length === 3
    })
    expect((await call('GET', `/v1/webhooks/${id}`)).status).toBe(404)
    expect((await call('DELETE', `/v1/webhooks/${id}`)).status).toBe(404)
    expect((await call('POST', `/v1/deliveries/${waiting.data[0]?.id}/retry`)).status).toBe(409)
  })
})

describe('POST /v1/webhooks/{id}/regenerate-secret', () => {
  it('answers 200 with a secret in force at once; with an overlap both sign', async () => {
    const receiver = await startReceiver()
    const { id, signingSecret: old } = await create({ url: receiver.url, eventTypes: ['call.ringing'] })
    const { body: next } = await call<Webhook>('POST', `/v1/webhooks/${id}/regenerate-secret`, {
      overlapSeconds: 60,
    })
    await call('POST', '/v1/events', callEvent('call.ringing', 'both'))
    const [both] = await receiver.waitFor(1)
    const verify = (secret: string, received = both) =>
      new StandardWebhook(secret).verify(received?.body ?? '', received?.headers as Record<string, string>)
    expect(verify(next.signingSecret)).toEqual(verify(old))
    const { body: last } = await call<Webhook>('POST', `/v1/webhooks/${id}/regenerate-secret`)
    await until(async () => {
      await call('POST', `/v1/webhooks/${id}/test`)
      const received = receiver.received.at(-1)
      return (
        received?.headers['webhook-signature']?.includes(' ') === false &&
        verify(last.signingSecret, received) !== undefined
      )
    })
    expect(() => verify(old, receiver.received.at(-1))).toThrow('No matching signature')
  })

  it('answers 400 for an overlap beyond a week', async () => {
    const { id } = await create()
    const { status } = await call('POST', `/v1/webhooks/${id}/regenerate-secret`, { overlapSeconds: 604_801 })
    expect(status).toBe(400)
  })
})

describe('POST /v1/webhooks/{id}/test', () => {
  it('answers 200 with the attempt, masked, whatever the receiver said, and tries once', async () => {
    const receiver = await startReceiver()
    receiver.answer((_, response) => {
      response.statusCode = 500
      response.end('broken')
    })
    const { id } = await create({
      url: receiver.url,
      headers: { 'X-Key': 'hidden' },
      binding: { kind: 'agent', ids: ['x'] },
    })
    const { status, body } = await call('POST', `/v1/webhooks/${id}/test`, { eventType: 'call.error' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      delivery: { status: 'failed', attempts: 1, isTest: true, eventType: 'call.error' },
      attempt: {
        isSuccess: false,
        response: { status: 500, body: 'broken' },
        request: { headers: { 'X-Key': maskedValue } },
      },
    })
    expect(receiver.received[0]?.headers['x-key']).toBe('hidden')
    expect((await call('GET', '/v1/calls/pbx-berlin-20931')).status).toBe(404)
  })

  it('answers 400 for an event type that the dialect does not carry', async () => {
    const { id } = await create({ dialect: 'sipgate' })
    const { status, body } = await call<Errors>('POST', `/v1/webhooks/${id}/test`, {
      eventType: 'call.ended',
    })
    expect([status, body.errors[0]?.path]).toEqual([400, 'eventType'])
  })
})

describe('POST /v1/webhooks/test', () => {
  const draft = (settings: object, webhookId?: string) =>
    call<Errors>('POST', '/v1/webhooks/test', { eventType: 'call.error', settings, webhookId })

  it('answers 200 and sends the stored values in place of masks, whatever the case of their names', async () => {
    const receiver = await startReceiver()
    const { id } = await create({ headers: { 'X-Key': 'hidden' } })
    const headers = { 'x-key': maskedValue }
    const { status, body } = await draft({ url: receiver.url, headers }, id)
    expect([status, body]).toMatchObject([200, { isSuccess: true, request: { headers } }])
    expect(receiver.received[0]?.headers['x-key']).toBe('hidden')
  })

  it('answers 400 for a mask without a stored value, and sends nothing', async () => {
    const receiver = await startReceiver()
    const { id } = await create({ headers: { 'X-Key': 'hidden' } })
    const headers = { 'X-Other': maskedValue }
    for (const webhookId of [undefined, id]) {
      const { status, body } = await draft({ url: receiver.url, headers }, webhookId)
      expect([status, body.errors.map(({ path }) => path)]).toEqual([400, ['settings.headers.X-Other']])
    }
    expect(receiver.received).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { startReceiver, until } from '../../testing/receiver.ts'

const database = await createTestDatabase()
const { call, addAccount } = await shareOffhook(database)

type Delivery = { id: string; status: string; eventType: string; callId: string; attempts: number }
type Page = { data: Delivery[]; nextCursor: string | null }

const paused = { url: 'https://crm.example.com/', enabled: false }

describe('GET /v1/deliveries', () => {
  it('answers 200 with what a filter asks for, newest first', async () => {
    const other = await addAccount()
    const { body: one } = await other.call('POST', '/v1/webhooks', paused)
    const { body: two } = await other.call('POST', '/v1/webhooks', { ...paused, eventTypes: ['call.ended'] })
    await other.call('POST', '/v1/events', {
      events: [callEvent('call.ringing', 'a'), callEvent('call.ended', 'b')],
    })
    const { body: all } = await other.call<Page>('GET', '/v1/deliveries')
    await other.call('POST', `/v1/deliveries/${all.data[0]?.id}/cancel`)
    for (const [query, expected] of [
      ['', ['call.ended', 'call.ended', 'call.ringing']],
      [`webhookId=${String(two.id)}`, ['call.ended']],
      [`webhookId=${String(one.id)}`, ['call.ended', 'call.ringing']],
      ['status=canceled', ['call.ended']],
      ['status=delivered', []],
      ['eventType=call.ringing', ['call.ringing']],
      ['callId=b', ['call.ended', 'call.ended']],
      ['from=2026-01-01T00:00:00Z', ['call.ended', 'call.ended', 'call.ringing']],
      ['to=2026-01-01T00:00:00Z', []],
    ] as const) {
      const { body } = await other.call<Page>('GET', `/v1/deliveries?${query}`)
      expect(
        body.data.map(({ eventType }) => eventType),
        query,
      ).toEqual(expected)
    }
  })

  it('pages through waiting and finished ones as one list, each once, while more come in', async () => {
    const other = await addAccount()
    const { body: webhook } = await other.call('POST', '/v1/webhooks', paused)
    const post = async (count: number) =>
      other.call('POST', '/v1/events', {
        events: Array.from({ length: count }, () => callEvent('call.ringing', 'p')),
      })
    await post(23)
    const path = `/v1/webhooks/${String(webhook.id)}/deliveries?limit=10`
    const seen: Delivery[] = []
    let cursor = ''
    for (;;) {
      const { body } = await other.call<Page>('GET', `${path}${cursor}`)
      seen.push(...body.data)
      if (body.nextCursor === null) break
      await other.call('POST', `/v1/deliveries/${body.data[0]?.id}/cancel`)
      await post(2)
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(23)
    expect(seen.map(({ id }) => id)).toEqual(
      seen
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    )
  })
})

describe('one delivery', () => {
  it('answers 200 with every attempt, the bytes of the answer included, and can be tried again', async () => {
    const receiver = await startReceiver()
    const answers = [Buffer.from([0xff, 0x00, 0x80]), Buffer.alloc(20_000, 'x'), Buffer.from('danke')]
    receiver.answer((_, response) => {
      response.statusCode = receiver.received.length < 3 ? 500 : 200
      response.end(answers[receiver.received.length - 1])
    })
    const settings = { url: receiver.url, maxRetries: 0, eventTypes: ['call.answered'] }
    const { body: webhook } = await call('POST', '/v1/webhooks', settings)
    await call('POST', '/v1/events', callEvent('call.answered', 'tried'))
    const { body: page } = await call<Page>('GET', `/v1/webhooks/${String(webhook.id)}/deliveries`)
    const path = `/v1/deliveries/${page.data[0]?.id}`
    const ends = async (status: string, attempts: number) =>
      until(async () => {
        const { body } = await call<Delivery>('GET', path)
        return body.status === status && body.attempts === attempts
      })
    await ends('failed', 1)
    for (const [status, attempts] of [
      ['failed', 2],
      ['delivered', 3],
    ] as const) {
      expect((await call('POST', `${path}/retry`)).status).toBe(200)
      await ends(status, attempts)
    }
    const { body } = await call<{
      data: { response: { body: string; bodyEncoding: BufferEncoding; isBodyTruncated: boolean } }[]
    }>('GET', `${path}/attempts`)
    const bodies = body.data.map(({ response }) => Buffer.from(response.body, response.bodyEncoding))
    expect(bodies).toEqual([answers[0], answers[1]?.subarray(0, 16_384), answers[2]])
    expect(body.data.map(({ response }) => response.isBodyTruncated)).toEqual([false, true, false])
    const sent = new Set(receiver.received.map((received) => received.body))
    expect(sent).toEqual(new Set([(await call<string>('GET', `${path}/body`)).body]))
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('answers 409 when it is to be canceled but is finished already', async () => {
    const { body: webhook } = await call('POST', '/v1/webhooks', { ...paused, eventTypes: ['call.error'] })
    await call('POST', '/v1/events', callEvent('call.error', 'twice', { data: { message: 'x' } }))
    const { body: page } = await call<Page>('GET', `/v1/webhooks/${String(webhook.id)}/deliveries`)
    const path = `/v1/deliveries/${page.data[0]?.id}/cancel`
    expect((await call('POST', path)).body).toMatchObject({ status: 'canceled' })
    expect(await call('POST', path)).toMatchObject({
      status: 409,
      body: { detail: 'The delivery is canceled already.' },
    })
  })
})

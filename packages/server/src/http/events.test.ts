import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { startReceiver } from '../../testing/receiver.ts'
import { catalogue, eventTypes, sourceEventTypes } from '../events/catalogue.ts'
import { isId, newId } from '../lib/ids.ts'

const database = await createTestDatabase()
const { call, addAccount } = await shareOffhook(database)

type Accepted = { id: string; ids: string[] }
type Shown = { id: string; type: string; call: { id: string; number: number }; data: Record<string, unknown> }
type Page = { data: Shown[]; nextCursor: string | null }
type Errors = { code: string; detail: string; errors: { path: string; message: string }[] }

const occurredAt = '2026-04-08T11:24:04.329+02:00'
const event = (callId: string, more: object = {}) => ({
  ...{ type: 'call.ringing', occurredAt, call: { id: callId }, data: {} },
  ...more,
})

describe('POST /v1/events', () => {
  it('answers 202 with the id of the event', async () => {
    const { status, body } = await call<Accepted>('POST', '/v1/events', event('one'))
    expect(status).toBe(202)
    expect(isId(body.id)).toBe(true)
    expect(body.ids).toEqual([body.id])
  })

  it.each(sourceEventTypes)('answers 202 for the example of %s as the catalogue shows it', async (type) => {
    const posted = { id: newId(), type, occurredAt, ...catalogue[type].example }
    expect((await call('POST', '/v1/events', posted)).status).toBe(202)
    const { body } = await call<Shown>('GET', `/v1/events/${posted.id}`)
    expect(body).toMatchObject({ type, occurredAt: '2026-04-08T09:24:04.329Z', data: posted.data })
  })

  it('answers 400 to what only Offhook itself tells', async () => {
    const posted = { type: 'webhook.disabled', occurredAt, ...catalogue['webhook.disabled'].example }
    const { status, body } = await call<{ errors: unknown }>('POST', '/v1/events', posted)
    expect(status).toBe(400)
    const message = expect.stringMatching(/^must be one of call.initiated, .*, campaign.finished$/) as string
    expect(body.errors).toEqual([{ path: 'type', message }])
  })

  it('answers 202 with the ids of a batch in its order', async () => {
    const given = [newId(), newId(), newId()]
    const events = given.map((id) => event('batch', { id }))
    const { status, body } = await call('POST', '/v1/events', { events })
    expect([status, body]).toEqual([202, { ids: given }])
  })

  it('answers 202 for an id in upper case and shows it in lower case', async () => {
    const id = newId()
    const { body } = await call<Accepted>('POST', '/v1/events', event('upper', { id: id.toUpperCase() }))
    expect(body.id).toBe(id)
  })

  it('answers 202 for a thousand events and 400 for one more or none', async () => {
    const events = Array.from({ length: 1_001 }, (_, index) => event(`bulk-${index % 100}`))
    expect((await call('POST', '/v1/events', { events: events.slice(1) })).status).toBe(202)
    for (const wrong of [events, [], {}, 'x', null]) {
      const { status, body } = await call<Errors>('POST', '/v1/events', { events: wrong })
      expect([status, body.errors[0]?.path]).toEqual([400, 'events'])
    }
  })

  it('answers 400 with the index of what is wrong in a batch, and keeps nothing of it', async () => {
    const events = [event('kept'), event('kept', { type: 'call.never' }), event('', { occurredAt: 'now' })]
    const { status, body } = await call<Errors>('POST', '/v1/events', { events })
    expect([status, body.detail]).toEqual([400, 'None of the batch was accepted.'])
    expect(body.errors.map(({ path }) => path)).toEqual([
      'events[1].type',
      'events[2].occurredAt',
      'events[2].call.id',
    ])
    expect((await call<Page>('GET', '/v1/events?callId=kept')).body.data).toEqual([])
    expect((await call('GET', '/v1/calls/kept')).status).toBe(404)
  })

  it('reads on in a batch only as long as an answer names what is wrong', async () => {
    const nonsense = event('x', {
      type: 'call.ended',
      data: { transcript: Array.from({ length: 100 }, () => 0) },
    })
    const large = event('large', { data: { note: 'x'.repeat(1_048_576) } })
    const { status, body } = await call<Errors>('POST', '/v1/events', {
      events: [nonsense, nonsense, nonsense, large],
    })
    expect([status, body.errors.length]).toEqual([400, 50])
    expect((await call('POST', '/v1/events', { events: [nonsense, large] })).status).toBe(413)
  })

  it.each([
    ['an unknown type', { type: 'call.never' }, 'type'],
    ['no type', { type: undefined }, 'type'],
    ['an unknown field', { priority: 1 }, 'priority'],
    ['an unknown field of the call', { call: { id: 'x', colour: 'red' } }, 'call.colour'],
    ['no call', { call: null }, 'call'],
    ['a time without an offset', { occurredAt: '2026-04-08T09:24:04' }, 'occurredAt'],
    ['an id that is no UUIDv7', { id: '5e5a1d5e-0000-4000-8000-000000000000' }, 'id'],
    [
      'a number that cannot be counted on from',
      { call: { id: 'x', number: 9_007_199_254_740_991 } },
      'call.number',
    ],
    ['data of another shape', { type: 'call.ended', data: { result: 'maybe' } }, 'data.result'],
    ['data that is a list', { data: [] }, 'data'],
    ['a batch beside other fields', { events: [] }, 'type'],
  ])('answers 400 for %s and names it', async (_, more, path) => {
    const { status, body } = await call<Errors>('POST', '/v1/events', event('x', more))
    expect(status).toBe(400)
    expect(body.errors.map((error) => error.path)).toContain(path)
  })

  it('answers 400 naming the place of what cannot be kept as it is', async () => {
    const wrap = (data: string) =>
      `{"type":"call.ringing","occurredAt":"${occurredAt}","call":{"id":"x"},"data":${data}}`
    for (const [data, path] of [
      [String.raw`{"a":[1,"\ud83d"]}`, 'data.a[1]'],
      [String.raw`{"a":{"b":"\udc00\ud83d"}}`, 'data.a.b'],
      [String.raw`{"a":"x\u0000"}`, 'data.a'],
      [String.raw`{"\ud800":1}`, String.raw`data["\ud800"]`],
      ['{"a":1e999}', 'data.a'],
      ['{"a":[{"b":12345678901234567890}]}', 'data.a[0].b'],
    ] as const) {
      const { status, body } = await call<Errors>('POST', '/v1/events', wrap(data))
      expect([status, body.errors[0]?.path], data).toEqual([400, path])
      const batch = await call<Errors>('POST', '/v1/events', `{"events":[${wrap('{}')},${wrap(data)}]}`)
      expect(batch.body.errors[0]?.path).toBe(`events[1].${path}`)
    }
    expect((await call('GET', '/v1/calls/x')).status).toBe(404)
  })

  it('answers 409 for a number that belongs to another call', async () => {
    await call('POST', '/v1/events', event('numbered', { call: { id: 'numbered', number: 5_000_000 } }))
    const { status, body } = await call<Errors>(
      'POST',
      '/v1/events',
      event('', { call: { id: 'late', number: 5_000_000 } }),
    )
    expect([status, body.errors[0]?.path]).toEqual([409, 'call.number'])
  })

  it('answers 413 for an event beyond 1 MiB, alone or in a batch, and 202 for one just below', async () => {
    const sized = (bytes: number) => {
      const bare = Buffer.byteLength(JSON.stringify(event('large', { data: { text: '' } })))
      return event('large', { data: { text: 'x'.repeat(bytes - bare) } })
    }
    expect((await call('POST', '/v1/events', sized(1_048_576))).status).toBe(202)
    expect((await call('POST', '/v1/events', sized(1_048_577))).status).toBe(413)
    expect((await call('POST', '/v1/events', { events: [sized(1_048_576), sized(1_048_000)] })).status).toBe(
      202,
    )
    const { status, body } = await call<Errors>('POST', '/v1/events', {
      events: [event('small'), sized(1_048_577)],
    })
    expect([status, body.errors[0]?.path]).toEqual([413, 'events[1]'])
    const deep = JSON.parse('['.repeat(100) + ']'.repeat(100)) as unknown
    const large = event('deep', { data: { deep, text: 'x'.repeat(1_048_576) } })
    expect((await call('POST', '/v1/events', large)).status).toBe(413)
    expect((await call('POST', '/v1/events', { events: [large] })).status).toBe(413)
  })

  it('answers 413 for a body beyond 32 MiB', async () => {
    const answer = await call('POST', '/v1/events', Buffer.alloc(33_554_433, 0x20)).catch(
      (error: unknown) => error,
    )
    // The server may close the connection while the client still writes.
    if (!(answer instanceof Error)) expect(answer).toMatchObject({ status: 413 })
  })

  it('keeps unknown fields and every character inside data, up to the bytes that are delivered', async () => {
    const receiver = await startReceiver()
    const url = `${receiver.url}/exact`
    const { body: webhook } = await call<{ id: string }>('POST', '/v1/webhooks', {
      url,
      eventTypes: ['call.answered'],
    })
    const data = {
      ...{ emoji: '👩‍👩‍👧‍👦 📞 🏴󠁧󠁢󠁳󠁣󠁴󠁿', text: 'Grüße, 電話, مكالمة, \u2028\u2029\ufeff\u0001"\\', n: -1.5e-7 },
      nested: { list: [null, true, [], {}], ['key with spaces 🔑']: '' },
    }
    const raw = JSON.stringify(event('exact', { type: 'call.answered' })).replace(
      '"data":{}',
      `"data":${JSON.stringify(data).replace('{', String.raw`{"escaped":"\ud83d\ude00",`)}`,
    )
    const { body: accepted } = await call<Accepted>('POST', '/v1/events', raw)
    const [received] = await receiver.waitFor(1)
    const bytes = received?.body ?? ''
    expect(bytes).toContain(JSON.stringify(data).slice(1))
    expect(bytes).toContain('"data":{"escaped":"😀",')
    const { body: deliveries } = await call<Page>('GET', `/v1/webhooks/${webhook.id}/deliveries`)
    const path = `/v1/deliveries/${deliveries.data[0]?.id}/body`
    expect((await call<string>('GET', path)).body).toBe(bytes)
    const { body: shown } = await call<Shown>('GET', `/v1/events/${accepted.id}`)
    expect(bytes).toContain(`"data":${JSON.stringify(shown.data)}`)
  })

  it('keeps a field named __proto__ like any other', async () => {
    const receiver = await startReceiver()
    await call('POST', '/v1/webhooks', { url: receiver.url, eventTypes: ['call.initiated'] })
    const raw = JSON.stringify(event('proto', { type: 'call.initiated' }))
    await call('POST', '/v1/events', raw.replace('"data":{}', '"data":{"__proto__":{"a":1},"b":2}'))
    const [received] = await receiver.waitFor(1)
    expect(received?.body).toContain('"data":{"__proto__":{"a":1},"b":2}')
  })
})

describe('GET /v1/events', () => {
  it('answers 200 with what a filter asks for', async () => {
    const other = await addAccount()
    const told = {
      type: 'call.error',
      data: { message: 'Line 100% busy_now' },
      occurredAt: '2026-05-01T00:00:00Z',
    }
    const ids: string[] = []
    for (const posted of [
      event('a'),
      event('b', told),
      event('a', { type: 'call.ended', campaignId: 'spring' }),
    ]) {
      ids.push((await other.call<Accepted>('POST', '/v1/events', posted)).body.id)
    }
    const [first, error, ended] = ids
    for (const [query, expected] of [
      ['', [ended, error, first]],
      ['type=call.error', [error]],
      ['callId=a', [ended, first]],
      ['campaignId=spring', [ended]],
      ['from=2026-05-01T00:00:00Z', [error]],
      ['to=2026-05-01T00:00:00Z', [ended, first]],
      ['from=2026-04-08T09:24:04.329Z&to=2026-04-08T09:24:04.330Z', [ended, first]],
      ['text=100%25%20BUSY_', [error]],
      ['text=100%25BUSY', []],
      ['text=%25&callId=a', []],
      [`webhookId=${newId()}`, []],
    ] as const) {
      const { body } = await other.call<Page>('GET', `/v1/events?${query}`)
      expect(
        body.data.map(({ id }) => id),
        query,
      ).toEqual(expected)
    }
  })

  it('pages through everything once while more comes in', async () => {
    const other = await addAccount()
    const post = async (count: number) =>
      (
        await other.call<Accepted>('POST', '/v1/events', {
          events: Array.from({ length: count }, () => event('p')),
        })
      ).body.ids
    const before = await post(25)
    const seen: string[] = []
    let query = '?limit=10'
    for (;;) {
      const { body } = await other.call<Page>('GET', `/v1/events${query}`)
      seen.push(...body.data.map(({ id }) => id))
      if (body.nextCursor === null) break
      await post(5)
      query = `?limit=10&cursor=${body.nextCursor}`
    }
    expect(seen).toEqual(before.toReversed())
  })

  it('ends with a full page when nothing is left', async () => {
    const other = await addAccount()
    await other.call('POST', '/v1/events', { events: [event('x'), event('x')] })
    expect((await other.call<Page>('GET', '/v1/events?limit=2')).body.nextCursor).toBeNull()
    expect((await other.call<Page>('GET', '/v1/events?limit=1')).body.nextCursor).not.toBeNull()
  })
})

describe('GET /v1/event-types', () => {
  it('answers 200 with an example of each type that can be posted as it is', async () => {
    const { body } = await call<{ data: { type: string; example: object; dialects: object }[] }>(
      'GET',
      '/v1/event-types',
    )
    expect(body.data.map(({ type }) => type)).toEqual(eventTypes)
    for (const { example } of body.data.filter(({ type }) => !type.startsWith('webhook.'))) {
      expect((await call('POST', '/v1/events', { ...example, id: newId() })).status).toBe(202)
    }
    expect(body.data.find(({ type }) => type === 'call.ended')?.dialects).toMatchObject({
      ...{
        offhook: { name: 'call.ended' },
        salpre: { name: 'call_ended' },
        'sip-caller': { name: 'CallEnded' },
      },
    })
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { permutations } from '../../testing/random.ts'
import { newId } from '../lib/ids.ts'

const database = await createTestDatabase()
const { call, addAccount } = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })

type Call = {
  id: string
  number: number
  state: string
  transcript: { text: string }[]
  timeline: { id: string; type: string }[]
}
type Page = { data: Call[]; nextCursor: string | null }

const line = (callId: string, second: number, text: string) =>
  callEvent('call.transcript', callId, { second, id: newId(), data: { speaker: 'ai', text } })

describe('GET /v1/calls/{id}', () => {
  it('answers 200 with the call, its timeline in the order in which it happened, and deliveries', async () => {
    const { body: webhook } = await call('POST', '/v1/webhooks', {
      url: 'https://crm.example.com/',
      eventTypes: ['call.ended'],
    })
    const events = [
      callEvent('call.ended', 'late', { second: 9, data: { result: 'answered' } }),
      callEvent('call.initiated', 'late', {
        second: 0,
        call: { from: '+493023125042', direction: 'inbound' },
      }),
      callEvent('call.answered', 'late', { second: 4, call: { agentId: 'agent-1' } }),
    ]
    await call('POST', '/v1/events', { events })
    const { status, body } = await call('GET', '/v1/calls/late')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{ id: 'late', state: 'ended', result: 'answered', from: '+493023125042', agentId: 'agent-1' },
      ...{ initiatedAt: '2026-04-08T09:24:00.000Z', ringingAt: null, endedAt: '2026-04-08T09:24:09.000Z' },
      timeline: [
        { type: 'call.initiated', deliveries: [] },
        { type: 'call.answered', deliveries: [] },
        { type: 'call.ended', deliveries: [{ webhookId: webhook.id, status: 'pending' }] },
      ],
      isCut: false,
    })
  })

  it('answers the same whatever the order in which the events came, with the whole transcript', async () => {
    const shown: unknown[] = []
    const script = (callId: string) => [
      callEvent('call.initiated', callId, { second: 0 }),
      line(callId, 1, 'one'),
      line(callId, 2, 'two'),
      callEvent('call.ended', callId, { second: 3 }),
    ]
    for (const [index, order] of permutations([0, 1, 2, 3]).entries()) {
      const events = script(`order-${index}`)
      for (const at of order) await call('POST', '/v1/events', events[at])
      const { body } = await call<Call>('GET', `/v1/calls/order-${index}`)
      const { id: _, number: __, timeline, ...rest } = body
      shown.push({ ...rest, timeline: timeline.map(({ type }) => type) })
    }
    expect(new Set(shown.map((entry) => JSON.stringify(entry))).size).toBe(1)
    expect(shown[0]).toMatchObject({ state: 'ended', transcript: [{ text: 'one' }, { text: 'two' }] })
  })

  it.each(['a/b?c#d', '%2F', 'Größe 😀', 'f9c1@192.0.2.1:5060;tag=x', '😀'.repeat(127), '%'])(
    'answers 200 for the id %j that a source may give',
    async (id) => {
      expect((await call('POST', '/v1/events', callEvent('call.initiated', id))).status).toBe(202)
      expect((await call<Call>('GET', `/v1/calls/${encodeURIComponent(id)}`)).body.id).toBe(id)
    },
  )
})

describe('GET /v1/calls', () => {
  it('answers 200 with what a filter asks for, newest first', async () => {
    const other = await addAccount()
    await other.call('POST', '/v1/events', {
      events: [
        callEvent('call.initiated', 'first', { second: 1, call: { from: '+493023125042', agentId: 'a' } }),
        callEvent('call.answered', 'second', { second: 2, call: { to: '+493023125042', channelId: 'c' } }),
        callEvent('call.ended', 'third', { second: 3, call: { campaignId: 'k' } }),
      ],
    })
    for (const [query, expected] of [
      ['', ['third', 'second', 'first']],
      ['state=answered', ['second']],
      ['state=ringing', []],
      ['agentId=a', ['first']],
      ['channelId=c', ['second']],
      ['campaignId=k', ['third']],
      ['text=3023125', ['second', 'first']],
      ['text=HIR', ['third']],
      ['from=2026-04-08T09:24:02Z', ['third', 'second']],
      ['to=2026-04-08T09:24:02Z', ['first']],
    ] as const) {
      const { body } = await other.call<Page>('GET', `/v1/calls?${query}`)
      expect(
        body.data.map(({ id }) => id),
        query,
      ).toEqual(expected)
    }
  })

  it('pages through all calls once, also those that began at the same time, while more come in', async () => {
    const other = await addAccount()
    const post = async (name: string, count: number, second: number) =>
      other.call('POST', '/v1/events', {
        events: Array.from({ length: count }, (_, index) =>
          callEvent('call.initiated', `${name}-${index}`, { second }),
        ),
      })
    await post('same', 12, 5)
    await post('later', 11, 6)
    const seen: string[] = []
    let query = '?limit=5'
    for (let page = 0; ; page += 1) {
      const { body } = await other.call<Page>('GET', `/v1/calls${query}`)
      seen.push(...body.data.map(({ id }) => id))
      if (body.nextCursor === null) break
      await post(`new-${page}`, 3, 10 + page)
      query = `?limit=5&cursor=${body.nextCursor}`
    }
    expect(seen).toHaveLength(23)
    expect(new Set(seen).size).toBe(23)
    expect(seen.slice(0, 11).every((id) => id.startsWith('later'))).toBe(true)
  })
})

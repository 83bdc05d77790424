import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver } from '../../packages/server/testing/receiver.ts'
import { expectBody, ok } from './page.ts'

const database = await createTestDatabase()
const path = '/v1/integrations/custom-webhook'

const events = ['call_initiated', 'call_ringing', 'call_answered', 'transcript', 'call_ended', 'error']
const at = '2026-03-05T13:20:10.000Z'
const seconds = Date.parse(at) / 1000
const facts = {
  from: '+493023125042',
  to: '+4969900090017',
  source: 'salprebox:BOX_0001',
  direction: 'outbound',
}
const call = { id: 'box-1', number: 7, ...facts }
const flat = { ...facts, call_id: 7 }
const nested = { id: 7, ...facts }

const posted = [
  { type: 'call.initiated', data: {} },
  { type: 'call.ringing', data: {} },
  { type: 'call.answered', data: {} },
  { type: 'call.transcript', data: { speaker: 'customer', text: 'Is it ready?', timestamp: '222222' } },
  {
    type: 'call.ended',
    data: {
      transcript: [
        { speaker: 'ai', text: 'Bakery Lund, hello.' },
        { speaker: 'customer', text: 'Is it ready?', timestamp: '222222' },
        { speaker: 'ai', text: 'At four.', timestamp: '222230' },
      ],
    },
  },
  { type: 'call.error', data: { message: 'The line broke.' } },
]

const { from, to, source, direction } = facts
const expected: Record<string, object> = {
  call_initiated: { call_id: 7, from, to, direction, source },
  call_ringing: flat,
  call_answered: flat,
  transcript: { call: nested, type: 'customer', transcript: 'Is it ready?', timestamp_utc: '222222' },
  call_ended: {
    ...{ from, to, direction, source, call_id: 7 },
    transcript: [
      { type: 'ai', message: 'Bakery Lund, hello.' },
      { type: 'customer', message: 'Is it ready?', utc_timestamp: '222222' },
      { type: 'ai', message: 'At four.', utc_timestamp: '222230' },
    ],
  },
  error: { call: nested, error_message: 'The line broke.' },
}

describe('the page on Salpre’s custom webhook', () => {
  it('sends each chosen event of a call as the page shows it', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    expect(await ok(offhook, 'GET', path)).toMatchObject({
      enabled: false,
      url: null,
      availableEvents: events,
    })
    const headers = { Authorization: 'Bearer box' }
    await ok(offhook, 'PUT', path, { enabled: true, url: receiver.url, headers, events })
    for (const { type, data } of posted)
      await ok(offhook, 'POST', '/v1/events', { type, occurredAt: at, call, data })
    await receiver.waitFor(events.length)
    for (const name of events) {
      const received = receiver.received.find(({ body }) => JSON.parse(body).event_type === name)
      expect(received?.headers.authorization).toBe('Bearer box')
      expectBody(received, {
        ...{ event_type: name, timestamp_utc: seconds, payload: expected[name], is_test: false },
      })
    }
  })

  it('stays one webhook however often it is saved, keeps masked headers, and sends nothing while switched off', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const saved = await ok(offhook, 'GET', path)
    const change = { enabled: false, url: receiver.url, headers: saved.headers, events: ['call_ended'] }
    const again = await Promise.all([1, 2, 3].map(() => ok(offhook, 'PUT', path, change)))
    expect(again.map(({ webhookId }) => webhookId)).toEqual([
      saved.webhookId,
      saved.webhookId,
      saved.webhookId,
    ])
    const secret = await ok(offhook, 'GET', `/v1/webhooks/${String(saved.webhookId)}/secret`)
    expect(secret.headers).toEqual({ Authorization: 'Bearer box' })
    await ok(offhook, 'POST', '/v1/events', { type: 'call.ended', occurredAt: at, call })
    const { results } = await ok<{ results: { event: string }[] }>(offhook, 'POST', `${path}/test`)
    expect(results.map(({ event }) => event)).toEqual(['call_ended'])
    expect(receiver.received.map(({ body }) => JSON.parse(body).is_test)).toEqual([true])
  })

  it('tests every chosen event and reports each answer; only 200 counts', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    receiver.answer(({ body }, response) => {
      response.statusCode = JSON.parse(body).event_type === 'error' ? 204 : 200
      response.end()
    })
    await ok(offhook, 'PUT', path, { enabled: true, url: receiver.url, events })
    type Result = { event: string; isSuccess: boolean; attempt: { response: { status: number } } }
    const { results } = await ok<{ results: Result[] }>(offhook, 'POST', `${path}/test`)
    expect(results.map(({ event }) => event)).toEqual(events)
    expect(results.filter(({ isSuccess }) => !isSuccess).map(({ event }) => event)).toEqual(['error'])
    expect(results.at(-1)?.attempt.response.status).toBe(204)
    const tests = receiver.received.filter(({ body }) => JSON.parse(body).is_test === true)
    expect(tests).toHaveLength(events.length)
  })

  it('refuses what the panel does not offer, naming the field', async () => {
    const offhook = await startOffhook(database)
    const answer = await offhook.call('PUT', path, {
      enabled: true,
      url: 'https://a.example/',
      events: ['call_logged'],
    })
    expect(answer.status).toBe(400)
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: 'events[0]' })])
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../../packages/server/testing/receiver.ts'
import { expectBody, ok } from './page.ts'

const database = await createTestDatabase()

const member = { id: 'w2', accountId: '8800417', firstName: 'Noor', lastName: 'Albers' }
const analysis = {
  provider: { llm: 'AZURE' },
  headline: 'Delivery date moved',
  summary: {
    content: 'The caller asked for a later delivery. It now comes on Friday.',
    keyPoints: ['Delivery on Friday.'],
    topics: ['Delivery'],
  },
  actionItems: [{ content: 'Tell the warehouse.' }],
  smallTalk: [{ topic: 'Holidays', description: 'Both look forward to them.' }],
}
const lines = [
  { speaker: 'caller', text: 'Can you deliver later?', startMs: 2_100, endMs: 4_800 },
  { speaker: 'callee', text: 'Friday would work.', startMs: 5_200, endMs: 6_900 },
]

const callOn = (id: string, channelId: string) => ({
  events: [
    {
      type: 'call.initiated',
      occurredAt: '2026-03-05T13:20:10.000Z',
      call: {
        id,
        from: '+493023125042',
        to: '+4969900090017',
        direction: 'inbound',
        channelId,
      },
    },
    {
      type: 'call.ended',
      occurredAt: '2026-03-05T13:21:32.480Z',
      call: { id },
      data: { startedAt: '2026-03-05T13:20:10.000Z', endedAt: '2026-03-05T13:21:32.480Z', transcript: lines },
    },
  ],
})

describe('the page on webhooks of sipgate Conversational Intelligence', () => {
  it('sends one bundle for a call on a shared channel once its analysis is there, and none for a private one', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const settings = { members: [member], logDelaySeconds: 2 }
    await ok(offhook, 'POST', '/v1/channels', { id: 'front-desk', name: 'Front desk', ...settings })
    await ok(offhook, 'POST', '/v1/channels', { id: 'boss', name: 'Boss', isPrivate: true, ...settings })
    const binding = { kind: 'channel', ids: ['front-desk', 'boss'] }
    await ok(offhook, 'POST', '/v1/webhooks', { url: receiver.url, dialect: 'sipgate', binding })

    await ok(offhook, 'POST', '/v1/events', callOn('private-1', 'boss'))
    await ok(offhook, 'POST', '/v1/events', callOn('shared-1', 'front-desk'))
    await ok(offhook, 'PUT', '/v1/calls/shared-1/analysis', analysis)
    await receiver.waitFor(1)

    expectBody(receiver.received[0], {
      version: '1',
      call: {
        id: 'shared-1',
        from: '493023125042',
        to: '4969900090017',
        startTime: '2026-03-05T13:20:10.000Z',
        endTime: '2026-03-05T13:21:32.480Z',
        duration: 82_480,
        direction: 'IN',
        users: [
          {
            userId: 'w2',
            accountId: '8800417',
            fullUserId: '8800417w2',
            firstName: 'Noor',
            lastName: 'Albers',
            fullName: 'Noor Albers',
          },
        ],
        channel: { id: 'front-desk', name: 'Front desk' },
      },
      assist: {
        provider: { llm: 'AZURE' },
        transcription: {
          content: 'Caller: Can you deliver later?\nCallee: Friday would work.',
          chunks: [
            { speaker: 'CALLER', startTime: 2_100, endTime: 4_800, content: 'Can you deliver later?' },
            { speaker: 'CALLEE', startTime: 5_200, endTime: 6_900, content: 'Friday would work.' },
          ],
        },
        callScenarios: null,
        callHeadline: { content: 'Delivery date moved' },
        summary: analysis.summary,
        actionItems: analysis.actionItems,
        smallTalkItems: analysis.smallTalk,
      },
    })
  })

  it('never tells the channel’s webhooks of a private call, even when its log is posted complete', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    await ok(offhook, 'POST', '/v1/channels', { id: 'quiet', name: 'Quiet', isPrivate: true })
    await ok(offhook, 'POST', '/v1/channels', { id: 'loud', name: 'Loud' })
    for (const dialect of ['sipgate', 'offhook']) {
      const binding = { kind: 'channel', ids: ['quiet', 'loud'] }
      const eventTypes = dialect === 'sipgate' ? ['call.logged'] : ['call.logged', 'call.initiated']
      await ok(offhook, 'POST', '/v1/webhooks', { url: receiver.url, dialect, binding, eventTypes })
    }
    const log = (id: string, channelId: string) => ({
      ...{ type: 'call.logged', occurredAt: '2026-03-05T14:00:00Z', call: { id, channelId } },
    })
    const begin = (id: string, channelId: string) => ({ ...log(id, channelId), type: 'call.initiated' })
    const called = { id: 'loud', name: 'Loud', isPrivate: true }
    const privateLog = { ...log('own', 'loud'), data: { channel: called } }
    await ok(offhook, 'POST', '/v1/events', {
      events: [begin('p', 'quiet'), log('p', 'quiet'), privateLog, begin('s', 'loud'), log('s', 'loud')],
    })
    await receiver.waitFor(3)
    const { data } = await ok<{ data: { callId: string }[] }>(offhook, 'GET', '/v1/events?callId=p')
    expect(data).toHaveLength(2)
    expect(receiver.received.every(({ body }) => !/"id":"(p|own)"/.test(body))).toBe(true)
  })

  it('updates what is kept when analysis comes late, and sends the log again only when asked to', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    await ok(offhook, 'POST', '/v1/channels', { id: 'late', name: 'Late', logDelaySeconds: 0 })
    const binding = { kind: 'channel', ids: ['late'] }
    await ok(offhook, 'POST', '/v1/webhooks', { url: receiver.url, dialect: 'sipgate', binding })
    await ok(offhook, 'POST', '/v1/events', callOn('late-1', 'late'))
    await receiver.waitFor(1)
    const late = await ok(offhook, 'PUT', '/v1/calls/late-1/analysis', analysis)
    expect(late).toEqual({ isLogged: true, eventId: null })
    const again = await ok(offhook, 'PUT', '/v1/calls/late-1/analysis', { ...analysis, sendAgain: true })
    expect(again.eventId).toEqual(expect.any(String))
    await receiver.waitFor(2)
    const [first, second] = receiver.received.map(({ body }) => JSON.parse(body).assist.callHeadline)
    expect([first, second]).toEqual([null, { content: 'Delivery date moved' }])
    await until(async () => (await unsettled()) === 0)
    expect(receiver.received).toHaveLength(2)
  })

  it('sends no log of a call that goes on, so that the whole one comes after its end', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    await ok(offhook, 'POST', '/v1/channels', { id: 'eager', name: 'Eager', logDelaySeconds: 0 })
    const binding = { kind: 'channel', ids: ['eager'] }
    await ok(offhook, 'POST', '/v1/webhooks', { url: receiver.url, dialect: 'sipgate', binding })
    const [begin, end] = callOn('eager-1', 'eager').events
    await ok(offhook, 'POST', '/v1/events', begin)
    const path = '/v1/calls/eager-1/analysis'
    expect((await offhook.call('PUT', path, { ...analysis, sendAgain: true })).status).toBe(409)
    await ok(offhook, 'PUT', path, analysis)
    await ok(offhook, 'POST', '/v1/events', end)
    await receiver.waitFor(1)
    expect(JSON.parse(receiver.received[0]?.body ?? '').assist).toMatchObject({
      callHeadline: { content: 'Delivery date moved' },
      transcription: { chunks: [{}, {}] },
    })
  })
})

async function unsettled(): Promise<number> {
  const { rows } = await database.db.pool.query(
    "select count(*) as n from calls where id = 'late-1' and unsettled_since is not null",
  )
  return rows[0].n
}

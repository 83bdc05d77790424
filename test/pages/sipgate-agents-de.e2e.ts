import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../../packages/server/testing/receiver.ts'
import { expectBody, ok } from './page.ts'

const database = await createTestDatabase()

const path = '/v1/agents/empfang/webhooks'
const call = { from: '+493023125042', to: '+4969900090017', direction: 'inbound', agentId: 'empfang' }
const summary = { content: 'Termin am Montag.', keyPoints: ['Montag um neun'], topics: ['Termin'] }

type Attempts = { data: { isSuccess: boolean; failure: { reason: string } | null }[] }

describe('the German page on webhooks of sipgate AI Agents', () => {
  it('keeps the connection timeout and own headers as entered, and gives up on a receiver at that time', async () => {
    const offhook = await startOffhook(database)
    const slow = await startReceiver()
    slow.answer(() => undefined)
    const quick = await startReceiver()
    await ok(offhook, 'POST', '/v1/agents', { id: 'empfang', name: 'Empfang', logDelaySeconds: 1 })
    const webhooks = [
      { url: slow.url, timeout: 300, additionalHeaders: { 'X-Kunde': '8800417' } },
      { url: quick.url, timeout: 10_000 },
    ]
    expect(await ok(offhook, 'PUT', path, { webhooks })).toEqual({ webhooks })

    const id = 'gespraech-1'
    const events = [
      { type: 'call.answered', occurredAt: '2026-03-05T08:00:00.000Z', call: { id, ...call } },
      { type: 'call.ended', occurredAt: '2026-03-05T08:00:41.500Z', call: { id }, data: {} },
    ]
    await ok(offhook, 'POST', '/v1/events', { events })
    await ok(offhook, 'PUT', `/v1/calls/${id}/analysis`, { summary })
    await Promise.all([slow.waitFor(1), quick.waitFor(1)])

    expect(slow.received[0]?.headers['x-kunde']).toBe('8800417')
    expectBody(quick.received[0], {
      version: '1',
      call: {
        ...{ id, from: '493023125042', to: '4969900090017' },
        ...{ startTime: '2026-03-05T08:00:00.000Z', endTime: '2026-03-05T08:00:41.500Z', duration: 41_500 },
        ...{ direction: 'IN', users: [], channel: null },
      },
      assist: { provider: null, callHeadline: null, summary, actionItems: [], smallTalkItems: [] },
    })
    expect(slow.received[0]?.body).toBe(quick.received[0]?.body)

    const { data } = await ok<{ data: { id: string; url: string }[] }>(offhook, 'GET', '/v1/webhooks')
    const webhookId = data.find(({ url }) => url === slow.url)?.id ?? ''
    const deliveries = await ok<{ data: { id: string }[] }>(
      offhook,
      'GET',
      `/v1/webhooks/${webhookId}/deliveries`,
    )
    const attempts = `/v1/deliveries/${deliveries.data[0]?.id}/attempts`
    await until(async () => (await ok<Attempts>(offhook, 'GET', attempts)).data.length > 0)
    const [attempt] = (await ok<Attempts>(offhook, 'GET', attempts)).data
    expect(attempt).toMatchObject({ isSuccess: false, failure: { reason: 'timeout' } })
  })

  it.each([
    ['too short', 50],
    ['too long', 60_001],
    ['no whole number', 1.5],
  ])('refuses a timeout that is %s by the index of its entry', async (_, timeout) => {
    const offhook = await startOffhook(database)
    await offhook.call('POST', '/v1/agents', { id: 'empfang', name: 'Empfang' })
    const before = await ok(offhook, 'GET', path)
    const webhooks = [{ url: 'https://crm.example/' }, { url: 'https://tickets.example/', timeout }]
    const answer = await offhook.call('PUT', path, { webhooks })
    expect(answer.status).toBe(400)
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: 'webhooks[1].timeout' })])
    expect(await ok(offhook, 'GET', path)).toEqual(before)
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../../packages/server/testing/receiver.ts'
import { expectBody, ok } from './page.ts'

const database = await createTestDatabase()

const playbook = {
  name: 'Book a table',
  condition: 'The caller wants to come for dinner.',
  questions: ['For how many?', 'When?'],
  classifications: [{ name: 'Occasion', values: ['Birthday', 'Other'] }],
}
const completed = {
  name: 'Book a table',
  answers: [
    { question: 'For how many?', answer: 'Four' },
    { question: 'When?', answer: null },
  ],
  classifications: [{ name: 'Occasion', value: 'Birthday' }],
}
const summary = { content: 'A table for four.', keyPoints: ['Four people'], topics: ['Booking'] }
const secretWords = 'My birthday is on Sunday.'

const talk = (id: string, agentId: string) => ({
  events: [
    {
      type: 'call.initiated',
      occurredAt: '2026-03-05T17:00:00.000Z',
      call: { id, from: '+493023125042', to: '+4969900090017', direction: 'inbound', agentId },
    },
    {
      type: 'call.transcript',
      occurredAt: '2026-03-05T17:00:04.000Z',
      call: { id },
      data: { speaker: 'customer', text: secretWords, startMs: 4_000, endMs: 6_000 },
    },
    { type: 'call.ended', occurredAt: '2026-03-05T17:01:00.000Z', call: { id }, data: {} },
  ],
})

const head = (id: string) => ({
  id,
  from: '493023125042',
  to: '4969900090017',
  startTime: '2026-03-05T17:00:00.000Z',
  endTime: '2026-03-05T17:01:00.000Z',
  duration: 60_000,
  direction: 'IN',
  users: [],
  channel: null,
})

const createAgent = (offhook: Offhook, id: string, more: object = {}) =>
  ok(offhook, 'POST', '/v1/agents', { id, name: 'Reception', logDelaySeconds: 1, ...more })

describe('the page on webhooks of sipgate AI Agents', () => {
  it('sends the conversation to every address entered at the agent, with its own headers', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    await createAgent(offhook, 'reception', { playbooks: [playbook] })
    await ok(offhook, 'PUT', '/v1/agents/reception/webhooks', {
      webhooks: [
        { url: `${receiver.url}/crm`, timeout: 10_000, additionalHeaders: { 'X-Custom-Header': 'value' } },
        { url: `${receiver.url}/tickets` },
      ],
    })
    // Its header values can be exported, which is noted.
    await ok(offhook, 'GET', '/v1/agents/reception/webhooks')
    const revealed = `select from audit_entries where action = 'webhook.secretRevealed'`
    expect((await database.db.pool.query(revealed)).rowCount).toBe(1)
    await ok(offhook, 'POST', '/v1/events', talk('talk-1', 'reception'))
    await ok(offhook, 'PUT', '/v1/calls/talk-1/analysis', { summary, playbooks: [completed] })
    await receiver.waitFor(2)

    const crm = receiver.received.find(({ path }) => path.endsWith('/crm'))
    expect(crm?.headers['x-custom-header']).toBe('value')
    const { playbooks } = await ok<{ playbooks: { id: string }[] }>(offhook, 'GET', '/v1/agents/reception')
    const expected = {
      version: '1',
      call: head('talk-1'),
      assist: {
        provider: null,
        transcription: {
          content: `Caller: ${secretWords}`,
          chunks: [{ speaker: 'CALLER', startTime: 4_000, endTime: 6_000, content: secretWords }],
        },
        callScenarios: [{ id: playbooks[0]?.id, ...completed }],
        callHeadline: null,
        summary,
        actionItems: [],
        smallTalkItems: [],
      },
    }
    for (const received of receiver.received) expectBody(received, expected)
  })

  it.each([
    ['the live lines', undefined],
    ['the transcript of its source', [{ speaker: 'ai', text: 'Reception, hello.' }]],
  ])('waits for late lines before it sends, with %s', async (name, transcript) => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const id = `late ${name}`
    const agentId = name.replaceAll(' ', '-')
    await createAgent(offhook, agentId, { logDelaySeconds: 2 })
    await ok(offhook, 'PUT', `/v1/agents/${agentId}/webhooks`, { webhooks: [{ url: receiver.url }] })
    const [begun, line, ended] = talk(id, agentId).events
    const data = transcript === undefined ? {} : { transcript }
    await ok(offhook, 'POST', '/v1/events', { events: [begun, line, { ...ended, data }] })
    const late = { speaker: 'ai', text: 'See you on Sunday.', startMs: 50_000, endMs: 52_000 }
    const lateLine = { ...line, occurredAt: '2026-03-05T17:00:50.000Z', data: late }
    await ok(offhook, 'POST', '/v1/events', lateLine)
    await receiver.waitFor(1)
    const { assist } = JSON.parse(receiver.received[0]?.body ?? '{}')
    // A transcript that came with the end of the call is complete: its lines are told in the source's own words.
    expect(assist.transcription.content).toBe(
      transcript === undefined
        ? `Caller: ${secretWords}\nCallee: See you on Sunday.`
        : 'Callee: Reception, hello.',
    )
    expect(receiver.received).toHaveLength(1)
  })

  it('applies a saved change to conversations that follow', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    await createAgent(offhook, 'moved')
    await ok(offhook, 'PUT', '/v1/agents/moved/webhooks', { webhooks: [{ url: `${receiver.url}/old` }] })
    await ok(offhook, 'POST', '/v1/events', talk('before', 'moved'))
    await receiver.waitFor(1)
    await ok(offhook, 'PUT', '/v1/agents/moved/webhooks', { webhooks: [{ url: `${receiver.url}/new` }] })
    await ok(offhook, 'POST', '/v1/events', talk('after', 'moved'))
    await receiver.waitFor(2)
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook/old', '/hook/new'])
  })

  it('leaves out summary, scenarios and transcription by the rules, and keeps no transcript text', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    receiver.answer(({ body }, response) => response.end(body))
    await createAgent(offhook, 'discreet', { hasSummary: false, storesTranscripts: false })
    await ok(offhook, 'PUT', '/v1/agents/discreet/webhooks', { webhooks: [{ url: `${receiver.url}/log` }] })
    const live = {
      url: `${receiver.url}/live`,
      dialect: 'salpre',
      binding: { kind: 'agent', ids: ['discreet'] },
    }
    await ok(offhook, 'POST', '/v1/webhooks', live)
    await ok(offhook, 'POST', '/v1/events', talk('talk-2', 'discreet'))
    await ok(offhook, 'PUT', '/v1/calls/talk-2/analysis', { summary, playbooks: [] })
    await receiver.waitFor(4)

    const log = receiver.received.find(({ path }) => path.endsWith('/log'))
    const assist = { provider: null, callHeadline: null, actionItems: [], smallTalkItems: [] }
    expectBody(log, { version: '1', call: head('talk-2'), assist })
    expect(receiver.received.some(({ body }) => body.includes(secretWords))).toBe(true)
    await until(async () => !(await keptAnywhere(secretWords)))
  })

  it('removes text that comes after the log was made, too', async () => {
    const offhook = await startOffhook(database)
    await createAgent(offhook, 'forgetful', { storesTranscripts: false, logDelaySeconds: 0 })
    await ok(offhook, 'POST', '/v1/events', talk('talk-3', 'forgetful'))
    await until(async () => !(await keptAnywhere(secretWords, 'talk-3')))
    const late = { speaker: 'ai', text: 'Said very late.' }
    const event = {
      type: 'call.transcript',
      occurredAt: '2026-03-05T17:00:30Z',
      call: { id: 'talk-3' },
      data: late,
    }
    await ok(offhook, 'POST', '/v1/events', event)
    await until(async () => !(await keptAnywhere('Said very late', 'talk-3')))
  })

  it('refuses a list with a wrong entry by its index and keeps the one before', async () => {
    const offhook = await startOffhook(database)
    await createAgent(offhook, 'strict')
    const webhooks = [{ url: 'https://crm.example/hook', timeout: 5_000 }, { url: 'https://other.example/' }]
    await ok(offhook, 'PUT', '/v1/agents/strict/webhooks', { webhooks })
    const wrong = [
      { url: 'https://fine.example/' },
      { url: 'ftp://files.example/', additionalHeaders: { 'Content-Length': '3' } },
    ]
    const answer = await offhook.call('PUT', '/v1/agents/strict/webhooks', { webhooks: wrong })
    expect(answer.status).toBe(400)
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ path: 'webhooks[1].url' }),
      expect.objectContaining({ path: 'webhooks[1].additionalHeaders.Content-Length' }),
    ])
    expect(await ok(offhook, 'GET', '/v1/agents/strict/webhooks')).toEqual({ webhooks })
  })
})

/** Whether the words stand anywhere in the database that keeps what was said and sent. */
async function keptAnywhere(words: string, callId = 'talk-2'): Promise<boolean> {
  const { rows } = await database.db.pool.query(
    `select (select count(*) from events where call_id = $2 and content like '%' || $1 || '%')
          + (select count(*) from payloads p join events e on e.id = p.event_id
              where e.call_id = $2 and body like '%' || $1 || '%')
          + (select count(*) from attempts a join finished_deliveries d on d.id = a.delivery_id
              where d.call_id = $2 and response_body like '%' || $1 || '%')
          + (select count(*) from call_analyses where call_id = $2 and content like '%' || $1 || '%') as n`,
    [words, callId],
  )
  return rows[0].n > 0
}

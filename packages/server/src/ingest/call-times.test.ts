import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest } from '../../testing/ingest.ts'
import { getDeliveryBody, listDeliveries } from '../deliveries/deliveries.store.ts'
import { dialects } from '../dialects/registry.ts'
import { getEvent } from '../events/events.store.ts'
import type { PostedEvent } from '../events/posted-event.ts'
import type { DialectId } from '../webhooks/webhook.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const ingest = createTestIngest(database)
const webhooks = new Map<string, DialectId>()
for (const dialect of ['sip-caller', 'sipgate', 'salpre', 'offhook'] as const)
  webhooks.set((await addWebhook(database, { dialect })).id, dialect)

/** Accepts the events in one request and gives the bodies of the last one, by dialect. */
async function tell(...events: PostedEvent[]) {
  const [eventId = ''] = (await ingest.accept({ accountId, events, isBatch: true })).slice(-1)
  const bodies: Partial<Record<DialectId, string>> = {}
  for (const { id, webhookId } of await listDeliveries(db, accountId, { eventIds: [eventId] }, { limit: 9 }))
    bodies[webhooks.get(webhookId) ?? 'offhook'] = await getDeliveryBody(db, accountId, id)
  return { eventId, bodies }
}

// Neither is known here.
const call = { campaignId: 'spring', agentId: 'ada', to: '+493023125042' }
const at = (second: number) => `2026-04-08T09:24:${String(second).padStart(2, '0')}`
const initiated = (id: string, second = 0) => callEvent('call.initiated', id, { call, second })
const answered = (id: string, second = 5) => callEvent('call.answered', id, { second })
const ended = (id: string, data = {}, second = 50) => callEvent('call.ended', id, { call, data, second })

type CallEnded = { data: { callDetails: Record<string, unknown> } }
const endOf = ({ bodies }: Awaited<ReturnType<typeof tell>>) =>
  (JSON.parse(bodies['sip-caller'] ?? '') as CallEnded).data.callDetails

const complete = {
  ...{ startedAt: at(0), answeredAt: at(5), endedAt: at(50) },
  duration: { setup: '00:00:05', established: '00:00:45', total: '00:00:50' },
}

describe('the end of a call without times', () => {
  it('has those that events before it told', async () => {
    await tell(initiated('one by one'))
    await tell(answered('one by one'))
    expect(endOf(await tell(ended('one by one', { result: 'answered' })))).toMatchObject(complete)
  })

  it('has those of the events before it in its own request', async () => {
    expect(endOf(await tell(initiated('batch'), answered('batch'), ended('batch')))).toMatchObject(complete)
  })

  it('has them in whatever order those events came', async () => {
    await tell(answered('mixed'))
    await tell(initiated('mixed'))
    expect(endOf(await tell(ended('mixed')))).toMatchObject(complete)
  })

  it('has its own as the end where nothing else was told', async () => {
    expect(endOf(await tell(ended('alone')))).toMatchObject({
      ...{ startedAt: null, answeredAt: null, endedAt: at(50) },
      duration: { setup: null, established: null, total: null },
    })
  })

  it('has none that belong to a later try', async () => {
    await tell(initiated('again'), answered('again', 25))
    expect(endOf(await tell(ended('again', {}, 3)))).toMatchObject({
      ...{ startedAt: at(0), answeredAt: null, endedAt: at(3) },
    })
  })

  it('has none of an earlier try of the same call, and those of its own', async () => {
    const first = [initiated('second try'), answered('second try', 3), ended('second try', {}, 9)]
    expect(endOf(await tell(...first))).toMatchObject({
      ...{ startedAt: at(0), answeredAt: at(3), endedAt: at(9) },
      duration: { established: '00:00:06' },
    })
    expect(endOf(await tell(initiated('second try', 30), ended('second try', {}, 40)))).toMatchObject({
      ...{ startedAt: null, answeredAt: null, endedAt: at(40) },
      duration: { setup: null, established: null, total: null },
    })

    await tell(initiated('own answer'), ended('own answer', {}, 9))
    expect(endOf(await tell(answered('own answer', 35), ended('own answer', {}, 40)))).toMatchObject({
      ...{ startedAt: null, answeredAt: at(35), endedAt: at(40) },
      duration: { established: '00:00:05' },
    })
  })

  it('has none of an earlier try in its own request', async () => {
    const tries = [ended('two ends', {}, 9), ended('two ends', {}, 40)]
    expect(endOf(await tell(initiated('two ends'), answered('two ends', 3), ...tries))).toMatchObject({
      ...{ startedAt: null, answeredAt: null, endedAt: at(40) },
    })
  })

  it('has those of its try also when the end of a later one came first', async () => {
    await tell(initiated('late end'), answered('late end', 3), ended('late end', {}, 40))
    expect(endOf(await tell(ended('late end', {}, 9)))).toMatchObject({
      ...{ startedAt: at(0), answeredAt: at(3), endedAt: at(9) },
    })
  })

  it.each([
    ['by its result', { result: 'rejected' }],
    ['by its answer that is null', { answeredAt: null }],
  ])('has no answer where it says %s that there was none', async (how, data) => {
    const end = endOf(await tell(initiated(how), answered(how), ended(how, data)))
    expect(end).toMatchObject({ startedAt: at(0), answeredAt: null, endedAt: at(50) })
  })

  it('tells salpre when a line was said that only counts from the start of the call', async () => {
    const transcript = [{ speaker: 'ai', text: 'Hello', startMs: 7_000 }]
    const { bodies } = await tell(initiated('spoken'), ended('spoken', { transcript }))
    const said = String(Date.parse(`${at(7)}Z`) / 1_000)
    expect(JSON.parse(bodies.salpre ?? '')).toMatchObject({
      payload: { transcript: [{ message: 'Hello', utc_timestamp: said }] },
    })
  })
})

describe('times that the source gives', () => {
  const times = { startedAt: `${at(1)}+00:00`, answeredAt: `${at(6)}.5Z`, endedAt: `${at(49)}Z` }

  it('stand', async () => {
    const data = { ...times, talkMs: 40_000 }
    expect(endOf(await tell(initiated('given'), answered('given'), ended('given', data)))).toMatchObject({
      ...{ startedAt: at(1), answeredAt: `${at(6)}.5`, endedAt: at(49) },
      duration: { setup: '00:00:05.5', established: '00:00:40', total: '00:00:48' },
    })
  })

  it('are all that data has in our own format', async () => {
    const data = { endedAt: times.endedAt, note: 'n' }
    const { bodies } = await tell(initiated('own'), answered('own'), ended('own', data))
    expect(bodies.offhook).toContain(`"data":${JSON.stringify(data)}}`)
    expect(bodies.offhook).not.toContain('callTimes')
  })
})

describe('the log of a call without times', () => {
  const logged = (id: string, data = {}) => callEvent('call.logged', id, { call, data, second: 59 })
  type Logged = { call: Record<string, unknown> }
  const logOf = ({ bodies }: Awaited<ReturnType<typeof tell>>) =>
    (JSON.parse(bodies.sipgate ?? '') as Logged).call

  it('has those of the call', async () => {
    await tell(initiated('logged'), answered('logged'), ended('logged'))
    expect(logOf(await tell(logged('logged')))).toMatchObject({
      ...{ startTime: `${at(0)}.000Z`, endTime: `${at(50)}.000Z`, duration: 50_000 },
    })
  })

  it('has no start behind its end, as that of a later try', async () => {
    await tell(ended('retried', {}, 9), initiated('retried', 20))
    expect(logOf(await tell(logged('retried')))).toMatchObject({
      ...{ startTime: null, endTime: `${at(9)}.000Z`, duration: null },
    })
  })

  it('keeps what its source gives', async () => {
    await tell(initiated('kept'), ended('kept'))
    expect(logOf(await tell(logged('kept', { endedAt: `${at(40)}Z`, durationMs: 7 })))).toMatchObject({
      ...{ startTime: `${at(0)}.000Z`, endTime: `${at(40)}.000Z`, duration: 7 },
    })
  })
})

it('an event that is rendered again says the same times, whatever was told since', async () => {
  const { eventId, bodies } = await tell(initiated('later', 9), ended('later'))
  await tell(initiated('later', 2), answered('later', 3))
  const event = await getEvent(db, accountId, eventId)
  const account = { id: accountId, name: 'Test' }
  const { data } = JSON.parse(dialects['sip-caller'].render(event, { account, isTest: false })) as CallEnded
  expect(data.callDetails).toEqual(endOf({ eventId, bodies }))
})

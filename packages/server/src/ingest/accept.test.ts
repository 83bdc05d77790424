import { describe, expect, it } from 'vitest'
import { insertAccount } from '../../testing/accounts.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest } from '../../testing/ingest.ts'
import { getCall } from '../calls/calls.store.ts'
import { getDeliveryBody, listDeliveries } from '../deliveries/deliveries.store.ts'
import type { PostedEvent } from '../events/posted-event.ts'
import { getEvent, listCallEvents, listEvents } from '../events/events.store.ts'
import { openDb } from '../lib/db.ts'
import { firstIdAt, newId } from '../lib/ids.ts'
import { readTranscripts } from './transcript.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const ingest = createTestIngest(database)

const accept = (...events: PostedEvent[]) => ingest.accept({ accountId, events, isBatch: true })
const eventsOf = async (callId: string) => (await listCallEvents(db, accountId, callId, 100)).events
const deliveriesOf = (eventIds: string[]) => listDeliveries(db, accountId, { eventIds }, { limit: 100 })

describe('a request', () => {
  it('is written with its call and a delivery for each webhook that wants it, and workers are told', async () => {
    const wanting = await addWebhook(database, { eventTypes: ['call.ringing'] })
    const other = await addWebhook(database, { eventTypes: ['call.answered'] })
    const ids = await accept(callEvent('call.ringing', 'written', { call: { from: '+493023125042' } }))
    expect(await getEvent(db, accountId, ids[0] ?? '')).toMatchObject({ type: 'call.ringing', isTest: false })
    expect(await getCall(db, accountId, 'written')).toMatchObject({ state: 'ringing', from: '+493023125042' })
    const deliveries = await deliveriesOf(ids)
    expect(deliveries.map(({ webhookId, status }) => [webhookId, status])).toEqual([[wanting.id, 'pending']])
    expect(ingest.woken.map(({ id }) => id)).toContain(deliveries[0]?.id)
    expect(ingest.woken.map(({ webhookId }) => webhookId)).not.toContain(other.id)
  })

  it('leaves a trace also when no webhook wanted it', async () => {
    const [id = ''] = await accept(callEvent('call.error', 'unwanted', { data: { message: 'no route' } }))
    expect(await getEvent(db, accountId, id)).toMatchObject({ id, data: { message: 'no route' } })
    expect(await deliveriesOf([id])).toEqual([])
  })

  it('gets its ids in the order posted, and keeps that order for events of the same moment', async () => {
    const posted = Array.from({ length: 50 }, (_, index) =>
      callEvent('call.transcript', 'ordered', { data: { speaker: 'ai', text: String(index) } }),
    )
    const ids = await accept(...posted)
    expect(ids.toSorted()).toEqual(ids)
    const texts = (await eventsOf('ordered')).map(({ data }) => data.text)
    expect(texts).toEqual(posted.map(({ data }) => data.text))
  })

  it('is refused as a whole, saying which of its events is meant, and leaves nothing behind', async () => {
    await accept(callEvent('call.initiated', 'has-a-number', { call: { number: 77 } }))
    const ids = [newId(), newId()]
    const refused = accept(
      callEvent('call.initiated', 'half', { id: ids[0] ?? '' }),
      callEvent('call.ringing', 'has-a-number', { id: ids[1] ?? '', call: { number: 78 } }),
    )
    await expect(refused).rejects.toMatchObject({
      code: 'conflict',
      fields: [
        { path: 'events[1].call.number', message: expect.stringContaining('differs from 77') as string },
      ],
    })
    await expect(getCall(db, accountId, 'half')).rejects.toMatchObject({ code: 'not_found' })
    expect(await eventsOf('half')).toEqual([])
    await expect(getEvent(db, accountId, ids[1] ?? '')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is told by the plain field what is wrong with a single event', async () => {
    await accept(callEvent('call.initiated', 'single', { call: { number: 90 } }))
    const events = [callEvent('call.ringing', 'single', { call: { number: 91 } })]
    const refused = ingest.accept({ accountId, events })
    await expect(refused).rejects.toMatchObject({ fields: [{ path: 'call.number' }] })
  })

  it('that is refused does not take down the others that are written with it', async () => {
    await accept(callEvent('call.initiated', 'taken', { call: { number: 500 } }))
    const results = await Promise.allSettled([
      accept(callEvent('call.initiated', 'good-1')),
      accept(callEvent('call.initiated', 'bad', { call: { number: 500 } })),
      accept(callEvent('call.initiated', 'good-2')),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await eventsOf('good-1')).toHaveLength(1)
    expect(await eventsOf('bad')).toEqual([])
    expect(await eventsOf('good-2')).toHaveLength(1)
  })

  it('that the database refuses does not take down the others that are written with it', async () => {
    const results = await Promise.allSettled([
      accept(callEvent('call.initiated', 'fine-1')),
      accept(callEvent('call.initiated', 'not\0storable')),
      accept(callEvent('call.initiated', 'fine-2')),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect([...(await eventsOf('fine-1')), ...(await eventsOf('fine-2'))]).toHaveLength(2)
  })

  it('is told to come back when the database is away', async () => {
    const gone = openDb(
      { url: 'postgres://nobody@127.0.0.1:1/none', maxConnections: 2, applicationName: 'test' },
      () => undefined,
    )
    const lost = createTestIngest({ db: gone })
    const events = [callEvent('call.initiated', 'lost')]
    const both = await Promise.allSettled([
      lost.accept({ accountId, events }),
      lost.accept({ accountId, events }),
    ])
    for (const result of both) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', status: 503 } })
    }
    await lost.drain()
    await gone.close()
  })
})

describe('an id given by the source', () => {
  const ringing = (id: string, callId: string, second = 0) =>
    callEvent('call.ringing', callId, { id, second })

  it('is accepted again and changes nothing', async () => {
    const webhook = await addWebhook(database, { eventTypes: ['call.ringing'] })
    const id = newId()
    expect(await accept(ringing(id, 'again', 1))).toEqual([id])
    expect(await accept(ringing(id, 'other-call', 9))).toEqual([id])
    expect(await eventsOf('again')).toHaveLength(1)
    const ours = (await deliveriesOf([id])).filter(({ webhookId }) => webhookId === webhook.id)
    expect(ours).toHaveLength(1)
  })

  it('counts once within one request', async () => {
    const id = newId()
    const ids = await accept(ringing(id, 'twice'), callEvent('call.answered', 'twice'), ringing(id, 'twice'))
    expect([ids[0], ids[2]]).toEqual([id, id])
    expect(await eventsOf('twice')).toHaveLength(2)
  })

  it('counts once when many requests bring it at the same time, through two processes', async () => {
    const other = createTestIngest(database)
    const id = newId()
    const doors = [ingest, other, ingest, other, ingest, other, ingest, other]
    const requests = doors.map((door) => door.accept({ accountId, events: [ringing(id, 'raced')] }))
    expect(new Set((await Promise.all(requests)).flat())).toEqual(new Set([id]))
    expect(await eventsOf('raced')).toHaveLength(1)
    const { rows } = await db.pool.query('select webhook_id from pending_deliveries where event_id = $1', [
      id,
    ])
    expect(new Set(rows.map((row: { webhook_id: string }) => row.webhook_id)).size).toBe(rows.length)
  })

  it('may be years old, and still counts once', async () => {
    const id = `${firstIdAt(Date.UTC(2024, 4, 17)).slice(0, 14)}7abc-8def-0123456789ab`
    await accept(ringing(id, 'old'))
    await accept(ringing(id, 'old'))
    expect(await eventsOf('old')).toHaveLength(1)
  })

  it('may be the same as one of another account', async () => {
    const { id: otherId } = await insertAccount(db, 'Other')
    const id = newId()
    await accept(ringing(id, 'shared'))
    expect(await ingest.accept({ accountId: otherId, events: [ringing(id, 'shared')] })).toEqual([id])
    expect((await listEvents(db, otherId, {}, { limit: 10 })).events).toHaveLength(1)
    expect(await eventsOf('shared')).toHaveLength(1)
    expect((await getCall(db, otherId, 'shared')).number).toBe(1)
  })

  it('is refused when it claims to be made days ahead, where no partition is made yet', async () => {
    const id = `${firstIdAt(Date.now() + 10 * 86_400_000).slice(0, 14)}7abc-8def-0123456789ab`
    await expect(accept(callEvent('call.error', 'ahead'), ringing(id, 'ahead'))).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'events[1].id' }],
    })
    expect(await eventsOf('ahead')).toEqual([])
  })
})

describe('the number of a call', () => {
  const number = async (callId: string) => (await getCall(db, accountId, callId)).number

  it('is assigned once and grows from call to call', async () => {
    await accept(callEvent('call.initiated', 'n-1'), callEvent('call.initiated', 'n-2'))
    const [first, second] = [await number('n-1'), await number('n-2')]
    expect(second).toBe(first + 1)
    await accept(callEvent('call.ended', 'n-1', { second: 5 }))
    expect(await number('n-1')).toBe(first)
  })

  it('is taken from the source when given, and later ones are assigned above it', async () => {
    await accept(callEvent('call.initiated', 'given', { call: { number: 10_000 } }))
    await accept(callEvent('call.initiated', 'assigned'))
    expect(await number('given')).toBe(10_000)
    expect(await number('assigned')).toBeGreaterThan(10_000)
  })

  it('may be given again, but never be another or that of another call', async () => {
    await accept(callEvent('call.initiated', 'fixed', { call: { number: 20_000 } }))
    await accept(callEvent('call.ringing', 'fixed', { call: { number: 20_000 } }))
    await expect(
      accept(callEvent('call.ringing', 'fixed', { call: { number: 20_001 } })),
    ).rejects.toMatchObject({
      code: 'conflict',
    })
    const second = accept(
      callEvent('call.initiated', 'same-1', { call: { number: 20_002 } }),
      callEvent('call.initiated', 'same-2', { call: { number: 20_002 } }),
    )
    await expect(second).rejects.toMatchObject({
      fields: [{ path: 'events[1].call.number', message: 'is the number of the call same-1 already' }],
    })
    const third = accept(callEvent('call.initiated', 'same-3', { call: { number: 20_000 } }))
    await expect(third).rejects.toMatchObject({
      fields: [{ message: 'is the number of the call fixed already' }],
    })
  })

  it('given to two calls by two processes at once goes to one of them', async () => {
    const other = createTestIngest(database)
    const events = (callId: string) => [callEvent('call.initiated', callId, { call: { number: 30_000 } })]
    const results = await Promise.allSettled([
      ingest.accept({ accountId, events: events('claim-a') }),
      other.accept({ accountId, events: events('claim-b') }),
    ])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
  })
})

describe('a call', () => {
  it('that many requests tell of at once through two processes is one call with all their facts', async () => {
    const doors = [createTestIngest(database), createTestIngest(database)]
    const facts = ['from', 'to', 'source', 'agentId', 'channelId'] as const
    const requests = Array.from({ length: 20 }, async (_, index) => {
      const fact = facts[index % facts.length] ?? 'from'
      const event = callEvent('call.transcript', 'busy', {
        second: index,
        call: { [fact]: `${fact} ${index}` },
        data: { speaker: 'ai', text: String(index) },
      })
      return doors[index % 2]?.accept({ accountId, events: [event] })
    })
    await Promise.all(requests)
    expect(await getCall(db, accountId, 'busy')).toMatchObject({
      from: 'from 15',
      to: 'to 16',
      source: 'source 17',
      agentId: 'agentId 18',
      channelId: 'channelId 19',
    })
    const events = await eventsOf('busy')
    expect(events).toHaveLength(20)
    expect(new Set(events.map(({ call }) => call?.number)).size).toBe(1)
  })

  it('knows its campaign also when only the event says it', async () => {
    await accept({ ...callEvent('call.initiated', 'of-campaign'), campaignId: 'spring' })
    await accept(callEvent('call.ended', 'of-campaign', { second: 3 }))
    expect((await getCall(db, accountId, 'of-campaign')).campaignId).toBe('spring')
    expect((await eventsOf('of-campaign')).map(({ campaignId }) => campaignId)).toEqual(['spring', 'spring'])
  })

  it('shows in each event what was known of it by then', async () => {
    await accept(callEvent('call.initiated', 'known', { call: { from: '+493023125042', to: '200' } }))
    await accept(callEvent('call.answered', 'known', { second: 4, call: { to: '201' } }))
    const [, answered] = await eventsOf('known')
    expect(answered?.call).toMatchObject({ from: '+493023125042', to: '201', agentId: null })
  })
})

describe('the end of a call', () => {
  const line = (callId: string, second: number, text: string) =>
    callEvent('call.transcript', callId, { second, data: { speaker: 'ai', text } })
  const endOf = async (callId: string) =>
    (await eventsOf(callId)).find(({ type }) => type === 'call.ended')?.data.transcript

  it('carries the lines of the call, those before it in its own request too', async () => {
    await accept(line('spoken', 3, 'two'))
    await accept(
      line('spoken', 1, 'one'),
      line('spoken', 7, 'three'),
      callEvent('call.ended', 'spoken', { second: 9 }),
    )
    expect(await endOf('spoken')).toMatchObject([{ text: 'one' }, { text: 'two' }, { text: 'three' }])
  })

  it('carries the first 20,000 of more lines', async () => {
    await accept(line('long', 0, 'first'))
    await db.pool.query(
      `insert into events (id, account_id, type, occurred_at, call_id, content)
       select unnest($1::uuid[]), $2, 'call.transcript', '2026-04-08T09:24:30Z', 'long', '{"data":{"text":"more"}}'`,
      [Array.from({ length: 20_000 }, () => newId()), accountId],
    )
    const [id = ''] = await accept(callEvent('call.ended', 'long', { second: 59 }))
    const transcript = (await getEvent(db, accountId, id)).data.transcript as { text: string }[]
    expect([transcript.length, transcript[0]?.text]).toEqual([20_000, 'first'])
  })

  it('carries as many large lines as 8 MiB hold', async () => {
    const text = 'x'.repeat(1_000_000)
    await accept(...Array.from({ length: 10 }, (_, second) => line('large', second, text)))
    await accept(callEvent('call.ended', 'large', { second: 59 }))
    expect(await endOf('large')).toHaveLength(8)
  })

  it('is made without reading lines that were not final', async () => {
    const spoken = { speaker: 'ai', text: 'Good' }
    await accept(
      callEvent('call.transcript', 'live', { data: { ...spoken, isFinal: false } }),
      callEvent('call.transcript', 'live', { second: 1, data: { ...spoken, heard: { isFinal: false } } }),
      callEvent('call.transcript', 'live', { second: 2, data: { ...spoken, isFinal: true } }),
    )
    const lines = await db.transaction(async (tx) => readTranscripts(tx, [{ accountId, id: 'live' }]))
    expect(lines.map(({ occurredAt }) => occurredAt.getUTCSeconds())).toEqual([1, 2])
  })

  it('carries its own transcript where it has one', async () => {
    const transcript = [{ speaker: 'ai', text: 'Corrected' }]
    await accept(
      line('own', 1, 'Corected'),
      callEvent('call.ended', 'own', { second: 9, data: { transcript } }),
    )
    expect(await endOf('own')).toEqual(transcript)
  })

  it('is delivered with the transcript it carries', async () => {
    const webhook = await addWebhook(database, { eventTypes: ['call.ended'] })
    const ids = await accept(line('told', 1, 'Guten Tag 📞'), callEvent('call.ended', 'told', { second: 9 }))
    const delivery = (await deliveriesOf(ids)).find(({ webhookId }) => webhookId === webhook.id)
    const body = await getDeliveryBody(db, accountId, delivery?.id ?? '')
    expect(JSON.parse(body)).toMatchObject({ data: { transcript: [{ text: 'Guten Tag 📞' }] } })
  })
})

describe('a test of a webhook', () => {
  it('leaves no call in the log and no line in a transcript', async () => {
    const webhook = await addWebhook(database, { eventTypes: ['call.ended'] })
    const testFor = {
      ...{ id: webhook.id, accountId, dialect: webhook.dialect, eventTypes: webhook.eventTypes },
      ...{ bindingKind: 'account' as const, bindingIds: [], isOrdered: false },
    }
    const example = callEvent('call.transcript', 'example', {
      call: { number: 4711 },
      data: { speaker: 'ai', text: 'x' },
    })
    const [id = ''] = await ingest.accept({ accountId, events: [example], testFor })
    await expect(getCall(db, accountId, 'example')).rejects.toMatchObject({ code: 'not_found' })
    expect(await deliveriesOf([id])).toMatchObject([{ webhookId: webhook.id, isTest: true }])
    await accept(callEvent('call.ended', 'example', { second: 3 }))
    expect((await eventsOf('example')).map(({ data }) => data)).toEqual([{}])
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../packages/server/testing/receiver.ts'

const database = await createTestDatabase()

type Job = {
  id: string
  kind: string
  state: string
  total: number
  done: number
  queued: number
  remainingSeconds: number | null
}

const events = (count: number, callId: string) =>
  Array.from({ length: count }, (_, index) => ({
    type: 'call.transcript',
    occurredAt: new Date(Date.UTC(2026, 3, 8, 9, 0, index)).toISOString(),
    call: { id: callId },
    data: { speaker: 'ai', text: `line ${index}` },
  }))

async function untilDone(offhook: Offhook, id: string): Promise<Job> {
  let job: Job | undefined
  await until(async () => {
    job = (await offhook.call<Job>('GET', `/v1/jobs/${id}`)).body
    return job.state === 'done'
  })
  if (job === undefined) throw new Error('The job was never read')
  return job
}

describe('recovering and replaying', () => {
  it('puts all that failed since a time back into the queue, with retries begun anew', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    let isBroken = true
    receiver.answer((_, response) => {
      response.statusCode = isBroken ? 500 : 200
      response.end()
    })
    const since = new Date().toISOString()
    const webhook = { url: receiver.url, maxRetries: 0, eventTypes: ['call.transcript'] }
    const { body: created } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', webhook)
    await offhook.call('POST', '/v1/events', { events: events(450, 'recovered') })
    await until(async () => {
      const { body } = await offhook.call<{ data: [] }>(
        'GET',
        `/v1/webhooks/${created.id}/deliveries?status=pending`,
      )
      return body.data.length === 0
    })
    isBroken = false
    const { status, body: job } = await offhook.call<Job>('POST', `/v1/webhooks/${created.id}/recover`, {
      since,
    })
    expect(status).toBe(202)
    const done = await untilDone(offhook, job.id)
    expect(done).toMatchObject({ total: 450, done: 450, queued: 450, remainingSeconds: 0 })
    await receiver.waitFor(900)
    const first = receiver.received
      .slice(0, 450)
      .map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)
    const second = receiver.received
      .slice(450)
      .map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)
    expect(second.toSorted()).toEqual(first.toSorted())
  })

  it('replays the bytes first sent, by time range, type and call, also to a webhook made later', async () => {
    const offhook = await startOffhook(database)
    const [receiver, later] = [await startReceiver(), await startReceiver()]
    const { body: early } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      url: receiver.url,
      eventTypes: ['call.transcript'],
    })
    await offhook.call('POST', '/v1/events', { events: [...events(5, 'replayed'), ...events(3, 'other')] })
    await receiver.waitFor(8)
    const range = { from: '2026-04-08T09:00:01Z', to: '2026-04-08T09:00:04Z', callId: 'replayed' }
    const { body: job } = await offhook.call<Job>('POST', `/v1/webhooks/${early.id}/replay`, range)
    expect(await untilDone(offhook, job.id)).toMatchObject({ total: 3, done: 3, queued: 3 })
    await receiver.waitFor(11)
    const sent = new Map(
      receiver.received.slice(0, 8).map((request) => [request.headers['webhook-id'], request.body]),
    )
    for (const request of receiver.received.slice(8))
      expect(sent.get(request.headers['webhook-id'])).toBe(request.body)

    const salpre = { url: later.url, dialect: 'salpre', eventTypes: ['call.transcript'] }
    const { body: created } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', salpre)
    const { body: second } = await offhook.call<Job>('POST', `/v1/webhooks/${created.id}/replay`, range)
    await untilDone(offhook, second.id)
    const received = await later.waitFor(3)
    expect(received.map(({ body }) => (JSON.parse(body) as { event_type: string }).event_type)).toEqual(
      Array.from({ length: 3 }, () => 'transcript'),
    )
  })

  it('replays chosen events, those of them that the webhook wants', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const { body: posted } = await offhook.call<{ ids: string[] }>('POST', '/v1/events', {
      events: [...events(4, 'chosen'), { ...events(1, 'chosen')[0], type: 'call.ringing', data: {} }],
    })
    const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      url: receiver.url,
      eventTypes: ['call.transcript'],
    })
    const [first = '', , third = '', , ringing = ''] = posted.ids
    const replay = (body: object) => offhook.call<Job>('POST', `/v1/webhooks/${webhook.id}/replay`, body)
    const { status, body: job } = await replay({ eventIds: [third, first, ringing, first.toUpperCase()] })
    expect(status).toBe(202)
    expect(await untilDone(offhook, job.id)).toMatchObject({ total: 2, done: 2, queued: 2 })
    const received = await receiver.waitFor(2)
    expect(received.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual([first, third])

    const other = await offhook.addAccount()
    const { body: foreign } = await other.call<{ id: string }>('POST', '/v1/events', events(1, 'foreign')[0])
    expect((await replay({ eventIds: [first, foreign.id] })).body).toMatchObject({
      errors: [{ path: 'eventIds[1]' }],
    })
    expect((await replay({ eventIds: [first], from: '2026-04-08T00:00:00Z' })).body).toMatchObject({
      errors: [{ path: 'from', message: 'cannot be given with eventIds' }],
    })
    expect((await replay({ eventIds: ['x'] })).body).toMatchObject({ errors: [{ path: 'eventIds[0]' }] })
    expect((await replay({ eventIds: [] })).body).toMatchObject({ errors: [{ path: 'eventIds' }] })
  })

  it('stops where it is and goes on from there', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      url: receiver.url,
      eventTypes: ['call.transcript'],
      enabled: false,
    })
    // Disabled, so the queue stays full and the job waits in the middle: 400 are queued at the most before each step.
    await offhook.call('POST', '/v1/events', { events: events(800, 'stopped') })
    const { body: job } = await offhook.call<Job>('POST', `/v1/webhooks/${webhook.id}/replay`, {
      from: '2026-04-08T00:00:00Z',
      callId: 'stopped',
    })
    const { body: stopped } = await offhook.call<Job>('POST', `/v1/jobs/${job.id}/stop`)
    expect(stopped.state).toBe('stopped')
    await offhook.call('POST', `/v1/webhooks/${webhook.id}/enable`)
    await receiver.waitFor(800)
    const { body: resumed } = await offhook.call<Job>('POST', `/v1/jobs/${job.id}/resume`)
    expect(resumed.state).toBe('running')
    expect(await untilDone(offhook, job.id)).toMatchObject({ total: 800, done: 800, queued: 800 })
    await receiver.waitFor(1_600)
    expect((await offhook.call('POST', `/v1/jobs/${job.id}/stop`)).status).toBe(409)
  })

  it('lists its jobs for one webhook or for all, the newest first', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const recover = async () => {
      const settings = { url: 'http://127.0.0.1:9/', enabled: false }
      const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', settings)
      const path = `/v1/webhooks/${webhook.id}/recover`
      const { body: job } = await offhook.call<Job>('POST', path, { since: '2026-04-08T00:00:00Z' })
      return { job: job.id, webhook: webhook.id }
    }
    const [first, second] = [await recover(), await recover()]
    const list = async (query: string) => {
      const { body } = await offhook.call<{ data: Job[] }>('GET', `/v1/jobs${query}`)
      return body.data.map(({ id }) => id)
    }
    expect(await list('')).toEqual([second.job, first.job])
    expect(await list(`?webhookId=${first.webhook}`)).toEqual([first.job])
  })

  it('refuses what makes no sense, and other accounts', async () => {
    const offhook = await startOffhook(database)
    const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      url: 'http://127.0.0.1:9/',
      eventTypes: ['call.ended'],
    })
    const replay = (body: unknown) => offhook.call('POST', `/v1/webhooks/${webhook.id}/replay`, body)
    expect((await replay({})).body).toMatchObject({ errors: [{ path: 'from', message: 'is required' }] })
    expect((await replay({ from: '2026-04-09T00:00:00Z', to: '2026-04-08T00:00:00Z' })).body).toMatchObject({
      errors: [{ path: 'to' }],
    })
    expect((await replay({ from: '2026-04-08T00:00:00Z', eventTypes: ['call.ringing'] })).body).toMatchObject(
      {
        errors: [{ path: 'eventTypes' }],
      },
    )
    const unknown = '01a202d7-d025-7add-8984-986e5531850d'
    for (const path of [`/v1/webhooks/${unknown}/recover`, `/v1/jobs/${unknown}/stop`]) {
      expect((await offhook.call('POST', path, { since: '2026-04-08T00:00:00Z' })).status).toBe(404)
    }
  })
})

describe('jobs on pending deliveries', () => {
  const ringing = (callId: string) => ({ ...events(1, callId)[0], type: 'call.ringing', data: {} })

  it('try what waits for a retry again now, and nothing else', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    let isBroken = true
    receiver.answer((_, response) => {
      if (isBroken) response.writeHead(503, { 'retry-after': '3600' })
      response.end()
    })
    const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      url: receiver.url,
      ordering: 'none',
    })
    await offhook.call('POST', '/v1/events', { events: [...events(3, 'waits'), ringing('waits')] })
    const waits = async () => {
      const path = `/v1/webhooks/${webhook.id}/deliveries?status=pending`
      const { body } = await offhook.call<{ data: { attempts: number; eventType: string }[] }>('GET', path)
      return body.data
    }
    await until(async () => (await waits()).every(({ attempts }) => attempts === 1))
    isBroken = false
    const { status, body: job } = await offhook.call<Job>(
      'POST',
      `/v1/webhooks/${webhook.id}/retry-pending`,
      {
        eventTypes: ['call.transcript'],
      },
    )
    expect(status).toBe(202)
    expect(await untilDone(offhook, job.id)).toMatchObject({ kind: 'retry', total: 3, done: 3, queued: 3 })
    await receiver.waitFor(7)
    await until(async () => (await waits()).length === 1)
    expect(await waits()).toMatchObject([{ eventType: 'call.ringing', attempts: 1 }])
  })

  it('take deliveries out of the queue by type, call and time, while the others stay', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      url: receiver.url,
      enabled: false,
    })
    const canceled = events(950, 'canceled')
    for (const some of [canceled.slice(0, 475), canceled.slice(475)])
      await offhook.call('POST', '/v1/events', { events: some })
    await offhook.call('POST', '/v1/events', {
      events: [ringing('canceled'), ...events(2, 'canceled-not')],
    })
    const cancel = async (body: object) => {
      const path = `/v1/webhooks/${webhook.id}/cancel-pending`
      const { body: job } = await offhook.call<Job>('POST', path, body)
      return untilDone(offhook, job.id)
    }
    const filter = { eventTypes: ['call.transcript'], callId: 'canceled' }
    const range = { from: '2026-04-08T09:00:00Z', to: '2026-04-08T09:00:10Z' }
    expect(await cancel({ ...filter, ...range })).toMatchObject({ kind: 'cancel', total: 10, queued: 0 })
    expect(await cancel(filter)).toMatchObject({ total: 940, done: 940 })
    await offhook.call('POST', `/v1/webhooks/${webhook.id}/enable`)
    await receiver.waitFor(3)
    const { body: log } = await offhook.call<{ data: unknown[] }>(
      'GET',
      `/v1/webhooks/${webhook.id}/deliveries?status=canceled&limit=200`,
    )
    expect(log.data).toHaveLength(200)
    expect(await cancel({})).toMatchObject({ total: 0 })
    expect(receiver.received).toHaveLength(3)
  })

  it('refuse what makes no sense', async () => {
    const offhook = await startOffhook(database)
    const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      url: 'http://127.0.0.1:9/',
    })
    for (const path of ['retry-pending', 'cancel-pending']) {
      const start = (body?: unknown) => offhook.call('POST', `/v1/webhooks/${webhook.id}/${path}`, body)
      expect((await start()).status).toBe(400)
      expect((await start({ from: '2026-04-09T00:00:00Z', to: '2026-04-08T00:00:00Z' })).body).toMatchObject({
        errors: [{ path: 'to', message: 'must be later than from' }],
      })
      expect((await start({ eventTypes: ['call.laughed'] })).body).toMatchObject({
        errors: [{ path: 'eventTypes[0]' }],
      })
    }
  })
})

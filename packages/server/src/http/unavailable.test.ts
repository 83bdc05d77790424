import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { startOffhook } from '../../testing/offhook.ts'
import { startDatabaseProxy } from '../../testing/proxy.ts'
import { startReceiver, until } from '../../testing/receiver.ts'
import { newId } from '../lib/ids.ts'

const database = await createTestDatabase()

describe('while the database is away', () => {
  it('every request answers 503 with Retry-After, and all is well once it is back', async () => {
    const proxy = await startDatabaseProxy(database.url)
    const { call } = await startOffhook({ ...database, url: proxy.url })
    const receiver = await startReceiver()
    await call('POST', '/v1/webhooks', { url: receiver.url, eventTypes: ['call.ringing'] })
    const [before, lost, after] = [newId(), newId(), newId()]
    await call('POST', '/v1/events', callEvent('call.ringing', 'a', { id: before }))
    await receiver.waitFor(1)

    proxy.cut()
    const requests = Array.from({ length: 5 }, async () =>
      call('POST', '/v1/events', callEvent('call.ringing', 'b', { id: lost })),
    )
    for (const answer of [
      ...(await Promise.all(requests)),
      await call('GET', '/v1/calls'),
      await call('GET', '/readyz'),
      await call('POST', '/v1/webhooks', { url: receiver.url }),
    ]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      expect(answer.headers.get('retry-after')).toBe('1')
    }
    expect((await call('GET', '/healthz')).status).toBe(200)

    proxy.mend()
    await until(async () => (await call('GET', '/readyz')).status === 200)
    const { status } = await call('POST', '/v1/events', callEvent('call.ringing', 'c', { id: after }))
    expect(status).toBe(202)
    await receiver.waitFor(2)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([before, after])
    expect((await call('GET', `/v1/events/${lost}`)).status).toBe(404)
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { send, shareOffhook, type Answer } from '../../testing/offhook.ts'
import { newId } from '../lib/ids.ts'
import { openRoutes, routes } from './routes.ts'

const database = await createTestDatabase()
const offhook = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })
const { url, call } = offhook

type WithId = { id: string }
type ListOf<T> = { data: T[] }

const pathOf = (path: string, id: string) => path.replace('{id}', encodeURIComponent(id))

describe('every endpoint that works on an account', () => {
  it.each(routes.map(({ method, path }) => [method, path]))(
    '%s %s answers 401 without a key',
    async (method, path) => {
      const answer = await send(url, method, pathOf(path, newId()), {})
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    },
  )

  it.each([
    ['an unknown key', 'Bearer ohk_unknown'],
    ['another scheme', `Basic ${Buffer.from(`${offhook.key}:`).toString('base64')}`],
    ['the key alone', offhook.key],
    ['two keys', `Bearer ${offhook.key} ${offhook.key}`],
    ['no key', 'Bearer '],
  ])('answers 401 for %s', async (_, authorization) => {
    const answer = await send(url, 'GET', '/v1/account', { headers: { authorization } })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('answers 401 before it reads a body, however bad that is', async () => {
    const answer = await send(url, 'POST', '/v1/events', { body: '{', headers: { 'content-type': 'x/y' } })
    expect(answer.status).toBe(401)
  })

  it('takes the scheme in any case', async () => {
    const authorization = `bearer ${offhook.key}`
    expect((await send(url, 'GET', '/v1/account', { headers: { authorization } })).status).toBe(200)
  })

  it('answers 401 for a key from the moment it is revoked', async () => {
    const { body } = await call<{ id: string; key: string }>('POST', '/v1/api-keys', { name: 'short-lived' })
    const headers = { authorization: `Bearer ${body.key}` }
    expect((await send(url, 'GET', '/v1/account', { headers })).status).toBe(200)
    expect((await call('DELETE', `/v1/api-keys/${body.id}`)).status).toBe(204)
    expect((await send(url, 'GET', '/v1/account', { headers })).status).toBe(401)
  })
})

describe('endpoints without a key', () => {
  it.each([
    ['GET', '/healthz', 200],
    ['GET', '/readyz', 200],
    ['GET', '/metrics', 200],
    ['GET', '/v1/openapi.json', 200],
    // The door of the console: it asks for a key or a link itself.
    ['POST', '/v1/session', 400],
    ['DELETE', '/v1/session', 401],
  ])('%s %s answers %i', async (method, path, status) => {
    expect((await send(url, method, path, {})).status).toBe(status)
  })

  it('are these and no others', () => {
    expect(openRoutes).toHaveLength(6)
  })

  it('answers 404 for a path that there is not, and names it without its query', async () => {
    const answer = await send(url, 'GET', '/v1/secrets?key=hidden', {})
    expect(answer).toMatchObject({ status: 404, body: { detail: 'There is no endpoint GET /v1/secrets.' } })
  })

  it('answers 404 for a method that a path does not have', async () => {
    expect((await call('PATCH', '/v1/events')).status).toBe(404)
  })
})

describe('what belongs to one account', async () => {
  const stranger = await offhook.addAccount()
  const { body: webhook } = await call<WithId>('POST', '/v1/webhooks', { url: 'https://crm.example.com/' })
  const { body: event } = await call<WithId>(
    'POST',
    '/v1/events',
    callEvent('call.ringing', 'private/call 1'),
  )
  const { body: deliveries } = await call<ListOf<WithId>>('GET', '/v1/deliveries')
  const { body: apiKey } = await call<WithId>('POST', '/v1/api-keys', { name: 'second' })
  const { body: job } = await call<WithId>('POST', `/v1/webhooks/${webhook.id}/recover`, {
    since: '2026-01-01T00:00:00Z',
  })
  const thing = async (path: string, body: object) => (await call<WithId>('POST', path, body)).body.id
  const extensions = [{ id: 'one', name: 'One' }]
  const phoneSystemId = await thing('/v1/phone-systems', { name: 'PBX', extensions })
  const dates = { startDate: '2026-01-01', endDate: '2099-12-31', timeZoneId: 'Europe/Berlin' }
  const ids: Record<string, string> = {
    agents: await thing('/v1/agents', { id: 'reception', name: 'Reception' }),
    channels: await thing('/v1/channels', { name: 'Front desk' }),
    'phone-systems': phoneSystemId,
    callflows: await thing('/v1/callflows', { name: 'Survey' }),
    campaigns: await thing('/v1/campaigns', { name: 'May', phoneSystemId, extensionId: 'one', ...dates }),
    events: event.id,
    calls: 'private/call 1',
    webhooks: webhook.id,
    deliveries: deliveries.data[0]?.id ?? '',
    'api-keys': apiKey.id,
    jobs: job.id,
  }
  const bodies: Record<string, unknown> = {
    PUT: { url: 'https://evil.example.com/' },
    PATCH: { name: 'mine' },
    '/v1/webhooks/{id}/recover': { since: '2026-01-01T00:00:00Z' },
    '/v1/webhooks/{id}/retry-pending': {},
    '/v1/webhooks/{id}/cancel-pending': {},
    '/v1/webhooks/{id}/replay': { from: '2026-01-01T00:00:00Z' },
    '/v1/agents/{id}/webhooks': { webhooks: [] },
    '/v1/phone-systems/{id}': { name: 'mine', extensions },
    '/v1/callflows/{id}': { name: 'mine' },
    '/v1/campaigns/{id}/webhooks': { webhookIds: [] },
    '/v1/campaigns/{id}/numbers': { numbers: [{ number: '+493023125042' }] },
    '/v1/calls/{id}/analysis': { headline: 'mine' },
  }
  const bodyFor = (method: string, path: string) =>
    method === 'GET' ? undefined : (bodies[path] ?? bodies[method])
  const withId = routes.filter(({ path }) => path.includes('{id}'))

  it.each(withId.map(({ method, path }) => [method, path]))(
    'is not found by %s %s of another',
    async (method, path) => {
      const id = ids[path.split('/')[2] ?? '']
      if (id === undefined) throw new Error(`Say above what ${path} can be asked for`)
      expect(await stranger.call(method, pathOf(path, id), bodyFor(method, path))).toMatchObject({
        ...{ status: 404, body: { code: 'not_found' } },
      })
    },
  )

  it.each(withId.map(({ method, path }) => [method, path]))(
    'is not found by %s %s with an unknown id',
    async (method, path) => {
      for (const id of [newId(), 'not-an-id']) {
        expect((await call(method, pathOf(path, id), bodyFor(method, path))).status).toBe(404)
      }
    },
  )

  it('is as it was after others asked for it', async () => {
    const found: Answer[] = []
    for (const { method, path } of withId) {
      // What lies below a second id is asked for with one that cannot be.
      if (method === 'GET' && !/\{\w+\}.*\{/.test(path))
        found.push(await call(method, pathOf(path, ids[path.split('/')[2] ?? ''] ?? '')))
    }
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await call('GET', `/v1/webhooks/${webhook.id}`)).body).toMatchObject({
      name: 'crm.example.com',
      enabled: true,
    })
    expect((await call('GET', `/v1/deliveries/${ids.deliveries}`)).body).toMatchObject({ status: 'pending' })
  })

  it.each([
    '/v1/events',
    `/v1/events?webhookId=${webhook.id}`,
    '/v1/events?callId=private%2Fcall%201',
    '/v1/calls',
    '/v1/webhooks',
    '/v1/jobs',
    '/v1/deliveries',
    `/v1/deliveries?webhookId=${webhook.id}`,
  ])('is not in the list %s of another', async (path) => {
    expect((await stranger.call('GET', path)).body).toEqual({ data: [], nextCursor: null })
  })

  it('is not even hinted at by a filter when an id of an event is shared', async () => {
    const shared = callEvent('call.ringing', 'mine', { id: event.id })
    expect((await stranger.call('POST', '/v1/events', shared)).status).toBe(202)
    const { body } = await stranger.call<ListOf<WithId>>('GET', `/v1/events?webhookId=${webhook.id}`)
    expect(body.data).toEqual([])
    const { body: own } = await stranger.call<{ deliveries: unknown[] }>('GET', `/v1/events/${event.id}`)
    expect(own.deliveries).toEqual([])
  })
})

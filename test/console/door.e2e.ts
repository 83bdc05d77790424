import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver } from '../../packages/server/testing/receiver.ts'

async function enter(
  url: string,
  apiKey: string,
  headers: Record<string, string> = { 'offhook-console': '1' },
) {
  return fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ apiKey }),
  })
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

describe('the console’s door', () => {
  it('takes the cookie for reading, and for changes only with a sign of its own pages', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const entered = await enter(offhook.url, offhook.key)
    expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict; Max-Age=1209600$/)
    const cookie = cookieOf(entered)
    const create = (headers: Record<string, string>) =>
      fetch(`${offhook.url}/v1/api-keys`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: '{"name":"made"}',
      }).then(({ status }) => status)
    expect((await fetch(`${offhook.url}/v1/account`, { headers: { cookie } })).status).toBe(200)
    expect(await create({})).toBe(401)
    expect(await create({ 'sec-fetch-site': 'cross-site', 'offhook-console': '1' })).toBe(401)
    expect(await create({ 'sec-fetch-site': 'same-site' })).toBe(401)
    expect(await create({ 'sec-fetch-site': 'same-origin' })).toBe(201)
    expect(await create({ 'offhook-console': '1' })).toBe(201)
  })

  it('refuses wrong keys, other sites and sessions of revoked keys', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    expect((await enter(offhook.url, 'ohk_wrong')).status).toBe(401)
    expect((await enter(offhook.url, offhook.key, { 'sec-fetch-site': 'cross-site' })).status).toBe(401)
    const cookie = cookieOf(await enter(offhook.url, offhook.key))
    const { body } = await offhook.call<{ data: { id: string }[] }>('GET', '/v1/api-keys')
    await offhook.call('DELETE', `/v1/api-keys/${body.data[0]?.id}`)
    expect((await fetch(`${offhook.url}/v1/account`, { headers: { cookie } })).status).toBe(401)
  })

  it('marks the cookie Secure behind a proxy that speaks TLS', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const entered = await enter(offhook.url, offhook.key, {
      'offhook-console': '1',
      'x-forwarded-proto': 'https',
    })
    expect(entered.headers.get('set-cookie')).toMatch(/; Secure$/)
  })
})

describe('the console’s files', () => {
  it('come with a strict policy, a nonce of their own each time, and compressed', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const load = () => fetch(`${offhook.url}/webhooks/any`, { headers: { accept: 'text/html' } })
    const [first, second] = [await load(), await load()]
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toBe(second.headers.get('content-security-policy'))
    const html = await first.text()
    expect(html).not.toMatch(/<script>|__NONCE__|<style/)
    const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec(html) ?? []
    const asset = await fetch(offhook.url + script, { headers: { 'accept-encoding': 'br' } })
    expect(asset.headers.get('content-encoding')).toBe('br')
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${offhook.url}/v1/nothing`, { headers: { accept: 'text/html' } })).status).toBe(404)
    expect((await fetch(`${offhook.url}/assets/none.js`, { headers: { accept: 'text/html' } })).status).toBe(
      404,
    )
  })
})

describe('what the console asks for', () => {
  it('counts events, deliveries and attempts, and hears of changes', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const receiver = await startReceiver()
    const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      url: receiver.url,
    })
    const stream = await fetch(`${offhook.url}/v1/stream`, {
      headers: { authorization: `Bearer ${offhook.key}` },
    })
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('retry: 3000\n\n')
    const post = (id: string) =>
      offhook.call('POST', '/v1/events', {
        type: 'call.initiated',
        occurredAt: new Date().toISOString(),
        call: { id },
        data: {},
      })
    // Only what comes after the first look is new: so one call after another, until a change is told.
    let told: string | undefined
    let posted = 0
    const reading = reader?.read().then(({ value }) => (told = value))
    while (told === undefined) {
      posted += 1
      await post(`call-${posted}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    await reading
    expect(told).toMatch(/^event: change\ndata: {"kinds":\["events"/)
    await receiver.waitFor(posted)
    await expect
      .poll(async () => {
        const { body } = await offhook.call<Stats>('GET', '/v1/stats?range=1h')
        const last = body.buckets.reduce((sum, bucket) => sum + bucket.delivered, 0)
        const sent = body.buckets.reduce((sum, bucket) => sum + bucket.events, 0)
        return [sent, last, body.webhooks[0]?.webhookId, body.webhooks[0]?.succeeded, body.buckets.length]
      })
      .toEqual([posted, posted, webhook.id, posted, 60])
    await reader?.cancel()
  })

  it('renders an event in any dialect that carries it', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const event = {
      type: 'call.ringing',
      occurredAt: '2026-04-08T09:24:04.329Z',
      call: { id: 'a' },
      data: {},
    }
    const { body } = await offhook.call<{ id: string }>('POST', '/v1/events', event)
    const render = (dialect: string) =>
      offhook.call<{ name: string }>('GET', `/v1/events/${body.id}/payload?dialect=${dialect}`)
    expect((await render('salpre')).body.name).toBe('call_ringing')
    expect((await render('sip-caller')).status).toBe(409)
  })
})

type Stats = {
  buckets: { events: number; delivered: number }[]
  webhooks: { webhookId: string; succeeded: number }[]
}

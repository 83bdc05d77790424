import { describe, expect, it } from 'vitest'
import { say } from '../../packages/console/src/lib/sayings.ts'
import { de } from '../../packages/console/src/messages/de.ts'
import { en } from '../../packages/console/src/messages/en.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import {
  canceled,
  connectFailure,
  ConnectionEnd,
  dnsFailure,
  exchangeFailure,
  tlsFailure,
} from '../../packages/server/src/sender/failure.ts'
import { refusalOf } from '../../packages/server/src/sender/guard.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { ok } from '../pages/page.ts'

type Problem = { detail: string; errors?: { path: string; message: string }[] }
type Refused = [method: string, path: string, body?: unknown]
type Made = { id: string }

const url = 'https://receiver.example.com'
const nobody = '019d6bf3-0000-7000-8000-000000000000'
const occurredAt = new Date().toISOString()

/** What the requests are refused with, each to be put into other words. */
async function refusals(offhook: Offhook, requests: readonly Refused[]): Promise<string[]> {
  const said: string[] = []
  for (const [method, path, body] of requests) {
    const answer = await offhook.call<Problem>(method, path, body)
    expect([400, 409], `${method} ${path} ${JSON.stringify(body)}`).toContain(answer.status)
    said.push(answer.body.detail, ...(answer.body.errors ?? []).map(({ message }) => message))
  }
  return said
}

const make = async (offhook: Offhook, path: string, body: object) =>
  (await ok<Made>(offhook, 'POST', path, body)).id

const withUrl = (text: string): Refused => ['POST', '/v1/webhooks', { url: text }]
const withSettings = (settings: object): Refused => ['POST', '/v1/webhooks', { url, ...settings }]

async function webhookSettings(offhook: Offhook): Promise<Refused[]> {
  for (const kind of ['agents', 'channels']) {
    await make(offhook, `/v1/${kind}`, { id: 'old', name: 'Old' })
    await offhook.call('DELETE', `/v1/${kind}/old`)
  }
  const salpre = await make(offhook, '/v1/webhooks', { url, dialect: 'salpre' })
  const preview = { eventType: 'call.logged', dialect: 'salpre' }
  return [
    ...[
      'ftp://a',
      'http:///a',
      'http://a b',
      'http://u:p@a',
      'http://a/#b',
      'http://a:0',
      'http://a:99999',
    ].map(withUrl),
    withUrl(`${url}/${'a'.repeat(2_100)}`),
    withSettings({ eventTypes: ['call.ended', 'call.ended'] }),
    withSettings({ eventTypes: [] }),
    withSettings({ dialect: 'salpre', eventTypes: ['campaign.activated'] }),
    withSettings({ dialect: 'smoke', ordering: 'none', chunked: 'perhaps', enabled: null }),
    withSettings({ binding: { kind: 'account', ids: ['a'] } }),
    withSettings({ dialect: 'salpre', binding: { kind: 'campaign', ids: ['a'] } }),
    withSettings({ binding: { kind: 'agent', ids: ['old', 'old'] } }),
    withSettings({ binding: { kind: 'channel', ids: ['old'] } }),
    withSettings({ timeoutMs: 1, maxRetries: 51, eventMaxAgeSeconds: 1.5, maxConnections: 'many' }),
    withSettings({ name: '', rateLimitPerSecond: 0, eventTypes: 'all', headers: [], colour: 'red' }),
    withSettings({ name: 'a'.repeat(201), binding: 'account' }),
    withSettings({ name: 'a\0b' }),
    withSettings({ name: '\ud800' }),
    withSettings({ headers: { 'X A': 'b', 'Content-Type': 'b', Connection: 'b', 'X-B': 'c\n', 'x-b': 'd' } }),
    withSettings({ headers: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`x-${n}`, 'a'])) }),
    withSettings({ headers: { 'X-A': 'b'.repeat(9_000) } }),
    withSettings({ headers: { 'X-A': '********' } }),
    ['POST', '/v1/webhooks', {}],
    ['POST', `/v1/webhooks/${salpre}/test`, { eventType: 'campaign.activated' }],
    ['POST', '/v1/webhooks/preview', preview],
    ['POST', '/v1/webhooks/test', { eventType: 'call.ended', settings: { url: 'ftp://a' } }],
  ]
}

async function replay(offhook: Offhook): Promise<Refused[]> {
  const id = await make(offhook, '/v1/webhooks', { url, eventTypes: ['call.ended'] })
  const path = `/v1/webhooks/${id}/replay`
  await offhook.call('POST', `/v1/webhooks/${id}/disable`)
  await offhook.call('POST', '/v1/events', {
    ...{ type: 'call.ended', occurredAt, call: { id: 'pbx-1' }, data: { result: 'answered' } },
  })
  const { data } = await ok<{ data: Made[] }>(offhook, 'GET', `/v1/webhooks/${id}/deliveries`)
  const delivery = `/v1/deliveries/${data[0]?.id}`
  await ok(offhook, 'POST', `${delivery}/cancel`)
  await ok(offhook, 'DELETE', `/v1/webhooks/${await make(offhook, '/v1/webhooks', { url })}`)
  return [
    ['POST', path, {}],
    ['POST', path, { from: 'yesterday' }],
    ['POST', path, { from: occurredAt, to: occurredAt }],
    ['POST', path, { from: occurredAt, eventTypes: ['call.ringing'] }],
    ['POST', path, { eventIds: ['one'] }],
    ['POST', path, { eventIds: [nobody] }],
    ['POST', path, { eventIds: [nobody], callId: 'pbx-1' }],
    ['POST', path, { eventIds: [] }],
    ['POST', path, { eventIds: Array.from({ length: 1_001 }, () => nobody) }],
    ['POST', `/v1/webhooks/${id}/recover`, {}],
    ['POST', `${delivery}/cancel`],
  ]
}

async function campaignWebhooks(offhook: Offhook): Promise<Refused[]> {
  type WithExtensions = Made & { extensions: Made[] }
  const phoneSystem = await ok<WithExtensions>(offhook, 'POST', '/v1/phone-systems', {
    ...{ name: 'Head office', extensions: [{ name: 'Dialer line' }] },
  })
  const campaign = {
    ...{ id: 'reminder', name: 'Reminder', phoneSystemId: phoneSystem.id },
    ...{ extensionId: phoneSystem.extensions[0]?.id, timeZoneId: 'Europe/Berlin' },
    ...{ startDate: '2026-01-05', endDate: '2097-12-18' },
  }
  const id = await make(offhook, '/v1/campaigns', campaign)
  const webhook = (settings: object) => make(offhook, '/v1/webhooks', { url, ...settings })
  const fitting = await webhook({ dialect: 'sip-caller', binding: { kind: 'campaign', ids: [] } })
  const others = [
    await webhook({ dialect: 'sip-caller' }),
    await webhook({ dialect: 'salpre', binding: { kind: 'campaign', ids: [] } }),
    await webhook({ binding: { kind: 'agent', ids: ['a'] } }),
    await webhook({ binding: { kind: 'channel', ids: ['a'] } }),
  ]
  const used = await webhook({ dialect: 'sip-caller', binding: { kind: 'campaign', ids: [id] } })
  const path = `/v1/campaigns/${id}/webhooks`
  const number = { number: '+493023125042', variables: { City: 'Kiel' } }
  return [
    ['PUT', path, { webhookIds: [fitting, fitting, nobody, ...others] }],
    ['PUT', path, { webhookIds: ['one'] }],
    ['PUT', path, {}],
    ['DELETE', `/v1/webhooks/${used}`],
    ['POST', '/v1/campaigns', campaign],
    ['POST', `/v1/campaigns/${id}/numbers`, { numbers: [number] }],
  ]
}

async function agentsAndChannels(offhook: Offhook): Promise<Refused[]> {
  await make(offhook, '/v1/agents', { id: 'a', name: 'Reception' })
  await make(offhook, '/v1/channels', { id: 'a', name: 'Front desk' })
  for (const kind of ['agents', 'channels']) {
    await make(offhook, `/v1/${kind}`, { id: 'old', name: 'Old' })
    await offhook.call('DELETE', `/v1/${kind}/old`)
  }
  const of = (kind: string): Refused[] => [
    ['POST', `/v1/${kind}`, { id: 'a', name: 'Reception' }],
    ['POST', `/v1/${kind}`, { id: 'not good', name: '', logDelaySeconds: 3_601 }],
    ['PATCH', `/v1/${kind}/a`, { logDelaySeconds: -1 }],
    ['PATCH', `/v1/${kind}/old`, { name: 'New' }],
  ]
  const playbook = {
    name: 'Table',
    condition: '',
    questions: [''],
    classifications: [{ name: '', values: [] }],
  }
  const panel = { enabled: true, url, headers: {}, events: ['call_ended'] }
  const panelPath = '/v1/integrations/custom-webhook'
  return [
    ...of('agents'),
    ...of('channels'),
    ['PATCH', '/v1/agents/a', { playbooks: [playbook] }],
    ['PATCH', '/v1/agents/a', { playbooks: ['Table', 'table'].map((name) => ({ name })) }],
    ['PATCH', '/v1/channels/a', { members: [{ id: 'w1' }, { id: 'w1' }] }],
    ['PATCH', '/v1/channels/a', { members: [{ id: '', accountId: '', firstName: 'a'.repeat(201) }] }],
    ['PUT', '/v1/agents/a/webhooks', { webhooks: [{ url, timeout: 5 }, { url: 'nowhere' }] }],
    ['PUT', '/v1/agents/a/webhooks', { webhooks: [{ url }, { url }] }],
    ['PUT', '/v1/agents/a/webhooks', { webhooks: [{ url, additionalHeaders: { Host: 'b' } }] }],
    ['PUT', '/v1/agents/a/webhooks', { webhooks: Array.from({ length: 2_000 }, () => ({ url })) }],
    ['PUT', '/v1/agents/old/webhooks', { webhooks: [] }],
    ['POST', `${panelPath}/test`],
    ['PUT', panelPath, { ...panel, events: [] }],
    ['PUT', panelPath, { ...panel, events: ['call_ended', 'call_ended', 'smoke'] }],
    ['PUT', panelPath, { ...panel, url: '', headers: { 'X A': 'b' } }],
  ]
}

describe('what the server refuses', () => {
  it.each([
    ['in the settings of a webhook', webhookSettings],
    ['in a replay', replay],
    ['among the webhooks of a campaign', campaignWebhooks],
    ['of agents, channels and the custom webhook', agentsAndChannels],
  ])('%s is said in German, and in whole English sentences', async (_, set) => {
    const offhook = await startOffhook(await createTestDatabase(), { OFFHOOK_ROLE: 'api' })
    const said = await refusals(offhook, await set(offhook))
    expect(said.filter((text) => say(text, de) === text)).toEqual([])
    expect(said.map((text) => say(text, en)).filter((text) => !/^(?:\S.*[.])?$/s.test(text))).toEqual([])
  })
})

/** An error as Node throws it. */
const thrown = (code: string, message = code) => Object.assign(new Error(message), { code })

describe('what an attempt failed by', () => {
  const tlsCodes = [
    ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ...['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ...['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'ECONNRESET', 'EOTHER'],
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ]
  const connectCodes = [
    ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET', 'EMFILE'],
  ]
  const rules = { allowedNetworks: [], allowLoopback: false }
  const when = [
    ...['while the host name was looked up', 'while connecting', 'during the TLS handshake'],
    ...['while waiting for the response', 'after status 200, before the response body was complete'],
  ]

  it.each([
    ...[dnsFailure(thrown('ENOTFOUND'), 'a.example'), dnsFailure(thrown('EAI_AGAIN'), 'a.example')],
    ...connectCodes.map((code) => connectFailure(thrown(code), '192.0.2.1', 443)),
    ...tlsCodes.map((code) => tlsFailure(thrown(code), 'a.example')),
    ...[0, 200].map((status) => exchangeFailure(new ConnectionEnd(), status, 'a.example')),
    ...[0, 200].map((status) => exchangeFailure(thrown('ECONNRESET'), status, 'a.example')),
    canceled(),
    ...['127.0.0.1', '10.0.0.1'].map((ip) => ({ message: refusalOf(ip, rules) ?? '' })),
    ...['127.0.0.1', '10.0.0.1'].map((ip) => ({
      message: `a.example leads nowhere allowed: ${refusalOf(ip, rules)}`,
    })),
    ...when.map((step) => ({ message: `The time of 100 ms ran out ${step}.` })),
  ])('is said in German: $message', ({ message }) => {
    expect(say(message, de)).not.toBe(message)
    expect(say(message, de)).not.toContain('undefined')
  })
})

import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { send, shareOffhook } from '../../testing/offhook.ts'

const database = await createTestDatabase()
const { url, key, call } = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })
const authorization = `Bearer ${key}`
const json = 'application/json'

const post = async (path: string, body: string | Buffer, contentType = json) =>
  send(url, 'POST', path, { body, headers: { authorization, 'content-type': contentType } })

const endpoints = ['/v1/events', '/v1/webhooks', '/v1/api-keys']

describe('a body', () => {
  it.each(endpoints)('answers 400 at %s when it is no JSON, and does not quote it', async (path) => {
    for (const body of ['{', '{"a":+491711234567}', '[1,]', "{'a':1}", '+4917112345', 'NaN', '{"a":1}}']) {
      const answer = await post(path, body)
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_json' } })
      expect(JSON.stringify(answer.body)).not.toContain('49171')
    }
  })

  it.each(endpoints)('answers 400 at %s when it is empty or missing', async (path) => {
    expect((await post(path, '')).body).toMatchObject({ status: 400, code: 'invalid_json' })
    expect((await call('POST', path)).body).toMatchObject({ status: 400, code: 'invalid_json' })
  })

  it.each(endpoints)('answers 400 at %s when it is not UTF-8', async (path) => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc3, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0xff, 0xfe, 0x7b],
    ]) {
      const answer = await post(path, Buffer.from(bytes))
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_encoding' } })
    }
  })

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/jsonx', 'x'])(
    'answers 415 when it is sent as %s',
    async (contentType) => {
      const answer = await post('/v1/events', '{}', contentType)
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
    },
  )

  it('answers 415 when it says nothing of its type', async () => {
    const answer = await send(url, 'POST', '/v1/events', {
      body: new Blob(['{}']),
      headers: { authorization },
    })
    expect(answer.status).toBe(415)
  })

  it.each([json, 'application/json; charset=utf-8', 'Application/JSON'])(
    'is read when it is sent as %s',
    async (type) => {
      const body = JSON.stringify(callEvent('call.initiated', 'typed'))
      expect((await post('/v1/events', body, type)).status).toBe(202)
      expect((await post('/v1/events', `\ufeff${body}`, type)).status, 'with a byte order mark').toBe(202)
    },
  )

  it.each(['[]', 'null', '"text"', '5', 'true'])(
    'answers 400 when it is %s and not an object',
    async (body) => {
      for (const path of endpoints) {
        expect(await post(path, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
      }
    },
  )

  it('answers 413 beyond 1 MiB where nothing larger is taken', async () => {
    const answer = await post('/v1/webhooks', JSON.stringify({ name: 'x'.repeat(1_048_576) }))
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large' } })
  })

  it('answers 400 naming the field when it has text that cannot be stored', async () => {
    for (const [path, body, field] of [
      ['/v1/api-keys', String.raw`{"name":"a\u0000b"}`, 'name'],
      ['/v1/webhooks', String.raw`{"url":"https://a.example","name":"a\ud83d"}`, 'name'],
      [
        '/v1/webhooks',
        String.raw`{"url":"https://a.example","binding":{"kind":"agent","ids":["a","\u0000"]}}`,
        'binding.ids[1]',
      ],
    ] as const) {
      expect((await post(path, body)).body).toMatchObject({ status: 400, errors: [{ path: field }] })
    }
  })

  it('answers 400 or 413 for nesting without end, and lives on', async () => {
    const deep = `${'['.repeat(600_000)}${']'.repeat(600_000)}`
    const event = JSON.stringify(callEvent('call.initiated', 'deep', { data: { deep: 'HERE' } }))
    for (const body of [deep, `{"name":${deep.slice(400_000, -400_000)}}`]) {
      expect((await post('/v1/api-keys', body)).status).toBeGreaterThanOrEqual(400)
    }
    for (const body of [event, `{"events":[${event}]}`]) {
      const answer = await post('/v1/events', body.replace('"HERE"', deep))
      expect([400, 413]).toContain(answer.status)
    }
    expect((await call('GET', '/v1/account')).status).toBe(200)
  })
})

describe('a query or a path', () => {
  it.each([
    '/v1/events?text=a%00b',
    '/v1/events?callId=%00',
    '/v1/calls/%00',
    '/v1/calls?text=%00',
    '/v1/events?limit=0',
    '/v1/events?limit=201',
    '/v1/events?limit=1.5',
    '/v1/events?limit=many',
    '/v1/events?limit=1&limit=2',
    '/v1/events?type=call.never',
    '/v1/events?from=yesterday',
    '/v1/events?from=2026-02-30T00:00:00Z',
    '/v1/events?to=2026-04-08T09:24:04',
    '/v1/events?webhookId=x',
    '/v1/events?webhook=019cbd41-70a0-7c00-8000-0123456789ab',
    '/v1/calls?state=gone',
    '/v1/deliveries?status=lost',
    '/v1/calls/%E0%A4%A',
  ])('answers 400 for %s', async (path) => {
    expect((await call('GET', path)).status).toBe(400)
  })

  it('names the field that is wrong', async () => {
    const { body } = await call('GET', '/v1/events?limit=0&type=x&unknown=1')
    const errors = body.errors as { path: string }[]
    expect(errors.map(({ path }) => path).toSorted()).toEqual(['limit', 'type', 'unknown'])
  })

  it.each([
    '/v1/events?from=0000-01-01T00:00:00Z',
    '/v1/events?to=9999-12-31T23:59:59.999%2B01:00',
    '/v1/events?text=%25_%5C',
  ])('answers 200 for %s', async (path) => {
    expect((await call('GET', path)).status).toBe(200)
  })
})

describe('a cursor', () => {
  const cursorOf = (key: string) => Buffer.from(key).toString('base64url')

  it.each(['/v1/events', '/v1/calls', '/v1/webhooks', '/v1/deliveries'])(
    'of %s answers 400 when it is not one of ours',
    async (path) => {
      for (const cursor of [
        'x',
        '',
        '%00',
        cursorOf('1 or 1=1'),
        cursorOf('2026-04-08T09:24:00.000Z'),
        cursorOf('2026-04-08T09:24:00.000Z 99999999999999999999999'),
        cursorOf('2026-99-99T09:24:00.000Z 1'),
        cursorOf('+275760-09-13T00:00:00.000Z 1'),
        cursorOf('019CBD41-70A0-7C00-8000-0123456789AB'),
      ]) {
        expect((await call('GET', `${path}?cursor=${cursor}`)).status, `${path} ${cursor}`).toBe(400)
      }
    },
  )
})

describe('a cursor of a list by ids of their own', () => {
  it.each(['/v1/agents', '/v1/channels', '/v1/campaigns'])('of %s may not hold U+0000', async (path) => {
    expect((await call('GET', `${path}?cursor=AA`)).status).toBe(400)
  })
})

describe('what a body may hold beside the fields that are known', () => {
  it('answers 400 for what could not be stored', async () => {
    const { status } = await call('POST', '/v1/events', callEvent('call.ended', 'analysed'))
    expect(status).toBe(202)
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    for (const odd of [deep, '1e999']) {
      const headers = { authorization, 'content-type': json }
      const body = `{"summary":{"content":"x","odd":${odd}}}`
      const answer = await send(url, 'PUT', '/v1/calls/analysed/analysis', { headers, body })
      const [first] = answer.body.errors as { path: string }[]
      expect([answer.status, first?.path]).toEqual([400, expect.stringMatching(/^summary\.odd/)])
    }
  })
})

describe('a connection that does not speak HTTP', () => {
  it('is answered and closed', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.end('nonsense\r\n\r\n'))
      let text = ''
      socket.on('data', (chunk) => (text += String(chunk)))
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })
})

import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { send, shareOffhook } from '../../testing/offhook.ts'
import { beginPost, beginRaw, beginUpload, makeDraft, type RawRequest } from '../../testing/raw-request.ts'
import { until } from '../../testing/receiver.ts'
import type { AppError } from '../lib/errors.ts'
import { createIntake } from './intake.ts'

const database = await createTestDatabase()
const offhook = await shareOffhook(database, { OFFHOOK_ROLE: 'api', OFFHOOK_BODY_STALL_SECONDS: '1' })

const begin = (path: string, headers: string[], start: string) =>
  beginPost({ url: offhook.url, key: offhook.key, path, headers, start })
const json = 'content-type: application/json'
const chunked = 'transfer-encoding: chunked'
const largest = () => begin('/v1/events', [json, `content-length: ${32 * 1_048_576}`], '{')
const csv = (campaignId: string) => beginUpload(offhook.url, offhook.key, campaignId, 'number\n+4930231')
const isRefused = ({ answer }: RawRequest) => answer.startsWith('HTTP/1.1 503')
const isCut = ({ answer, isClosed }: RawRequest) => isClosed && answer.startsWith('HTTP/1.1 408')

describe('a body that stalls', () => {
  it.each([
    ['in chunks', chunked, '1\r\n{\r\n'],
    ['with its length', 'content-length: 100000', '{'],
  ])('%s is answered 408 and its connection closed', async (_, length, start) => {
    const sent = begin('/v1/events', [json, length], start)
    await until(() => sent.isClosed)
    expect(sent.answer).toMatch(/^HTTP\/1.1 408 .*\r\nconnection: close\r\n/is)
    expect(sent.answer).toContain('less than 500 bytes per second over 1 s')
  })

  it('takes room of its own account alone, and gives it back when it is cut', async () => {
    const other = await offhook.addAccount()
    const stalled: RawRequest[] = []
    await until(() => {
      stalled.push(largest())
      return stalled.some(isRefused)
    })
    expect(stalled.find(isRefused)?.answer).toMatch(/retry-after: 1\r\n/i)
    // A batch of more than what is not counted.
    const events = Array.from({ length: 200 }, (_, index) =>
      callEvent('call.initiated', `large-${index}`, { data: { note: 'x'.repeat(1_000) } }),
    )
    expect((await other.call('POST', '/v1/events', { events })).status).toBe(202)
    await until(() => stalled.every((sent) => isRefused(sent) || isCut(sent)))
    expect((await offhook.call('POST', '/v1/events', { events })).status).toBe(202)
  })

  it('takes room as it comes when it does not say its length', async () => {
    const sent = Array.from({ length: 40 }, () => begin('/v1/events', [json, chunked], '1\r\n{\r\n'))
    await until(() => sent.every(isCut))
  })

  it('as an upload leaves nothing behind, and takes no more than its share of the database', async () => {
    const other = await offhook.addAccount()
    const [mine, theirs] = [await makeDraft(offhook), await makeDraft(other)]
    const first = csv(mine)
    const uploads = async () =>
      (await offhook.call<{ data: object[] }>('GET', `/v1/campaigns/${mine}/imports`)).body.data
    await until(async () => (await uploads()).length === 1)
    const more = [csv(await makeDraft(offhook)), csv(await makeDraft(offhook))]
    await until(() => more.some(isRefused))
    const answer = await fetch(`${offhook.url}/v1/campaigns/${theirs}/numbers/import`, {
      ...{ method: 'POST', body: 'number\n+493023125001\n' },
      headers: { authorization: `Bearer ${other.key}`, 'content-type': 'text/csv' },
    })
    expect(await answer.json()).toMatchObject({ added: 1 })
    await until(() => isCut(first) && more.every((sent) => isRefused(sent) || isCut(sent)))
    expect(await uploads()).toEqual([
      expect.objectContaining({ status: 'failed', detail: expect.stringContaining('came too slowly') }),
    ])
    const { body } = await offhook.call('GET', `/v1/campaigns/${mine}`)
    expect(body).toMatchObject({ varNames: [], numbers: { waiting: 0 } })
  })
})

describe('bodies of whoever has shown no key', () => {
  it.each(['POST', 'DELETE'])('are small, and keep nobody else from signing in: %s', async (method) => {
    const head = [`${method} /v1/session HTTP/1.1`, 'host: x', json, 'content-length: 1048576']
    const sent = Array.from({ length: 130 }, () => beginRaw(offhook.url, `${head.join('\r\n')}\r\n\r\n{`))
    await until(() => sent.every(({ answer }) => answer !== ''))
    expect(new Set(sent.map(({ answer }) => answer.split('\r\n')[0]))).toEqual(
      new Set(['HTTP/1.1 413 Payload Too Large']),
    )
    const answer = await send(offhook.url, 'POST', '/v1/session', {
      headers: { 'content-type': 'application/json', 'offhook-console': '1' },
      body: JSON.stringify({ apiKey: offhook.key }),
    })
    expect(answer.status).toBe(200)
  })

  it('take none of the room for large ones, however many they are', async () => {
    const intake = createIntake(10_000, new AbortController().signal)
    const port = await serve((request, reply) => {
      const { headers } = request
      reply.setMaxListeners(0)
      for (let bytes = 0; bytes <= 128 * 1_048_576; bytes += 65_000)
        intake.admit({ accountId: '', bodyLimit: 65_535, headers, reply }, request)
      reply.end()
    })
    const sent = request({ port, method: 'POST', headers: { 'content-length': 65_000 } })
    sent.end(Buffer.alloc(65_000))
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(200)
  })
})

/** A server of one handler; resolves with its port. What the handler throws is the answer. */
async function serve(handle: (request: IncomingMessage, reply: ServerResponse) => void): Promise<number> {
  const server = createServer((request, reply) => {
    try {
      handle(request, reply)
    } catch (error) {
      reply.writeHead((error as AppError).status).end()
    }
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

describe('an upload that keeps its pace', () => {
  it.each(['text/csv', 'Text/CSV; charset=utf-8'])('may not go on for ever: %s', async (type) => {
    const intake = createIntake(10_000, new AbortController().signal, 300)
    const port = await serve((request, reply) => {
      const { headers } = request
      const body = intake.admit({ accountId: 'a', bodyLimit: 0, headers, reply }, request)
      buffer(body).catch((error: AppError) => reply.writeHead(error.status).end(error.message))
    })
    const upload = request({ port, method: 'POST', headers: { 'content-type': type } })
    upload.on('error', () => undefined)
    const lines = setInterval(() => upload.write('+493023125042\n'.repeat(100)), 50)
    onTestFinished(() => clearInterval(lines))
    const [answer] = (await once(upload, 'response')) as [IncomingMessage]
    expect([answer.statusCode, (await buffer(answer)).toString()]).toEqual([
      408,
      'An upload may take 0.005 minutes. Send the file in parts.',
    ])
  })
})

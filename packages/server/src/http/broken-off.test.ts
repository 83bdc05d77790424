import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { startOffhook } from '../../testing/offhook.ts'
import { beginRaw } from '../../testing/raw-request.ts'
import { until } from '../../testing/receiver.ts'
import { createLog } from '../lib/log.ts'

const database = await createTestDatabase()

describe('a body that its client breaks off', () => {
  it.each([
    ['with its length', 'content-length: 100', '{'],
    ['with a large length', 'content-length: 1000000', '{'],
    ['in chunks', 'transfer-encoding: chunked', '1\r\n{\r\n'],
  ])('is no error of ours: %s', async (_, length, start) => {
    const lines: string[] = []
    const log = createLog('warn', { write: (line) => void lines.push(line) })
    const { url, key, call } = await startOffhook(database, { OFFHOOK_ROLE: 'api' }, { log })
    // The key is known then, and nothing but the body is waited for once the request before it is answered.
    await call('GET', '/v1/account')
    const post = ['POST /v1/events HTTP/1.1', 'host: x', `authorization: Bearer ${key}`, length]
    const head = [...post, 'content-type: application/json'].join('\r\n')
    const sent = beginRaw(url, `GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n${head}\r\n\r\n${start}`)
    await until(() => sent.answer.includes('"ok"'))
    sent.leave()
    // By the last of them the server has long seen that the client went.
    for (let tries = 0; tries < 20; tries += 1) expect((await call('GET', '/healthz')).status).toBe(200)
    expect(lines).toEqual([])
  })
})

import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { chunk } from '../../testing/raw-request.ts'

const database = await createTestDatabase()
const { url, key } = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })

const piece = 'x'.repeat(100_000)
const pieces = 100
const json = 'content-type: application/json'
const whole = `content-length: ${pieces * piece.length}`
const chunked = 'transfer-encoding: chunked'

/** Sends 10 MB as fast as they are taken, reads only then, and ends when it has been answered. */
async function sendThenRead(path: string, headers: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const isChunked = headers.includes(chunked)
  // `once` fails with the socket: after a reset there is no drain to wait for.
  const write = async (data: string) => void (socket.write(data) || (await once(socket, 'drain')))
  await write(`POST ${path} HTTP/1.1\r\nhost: x\r\n${headers.join('\r\n')}\r\n\r\n`)
  for (let sent = 0; sent < pieces; sent += 1) await write(isChunked ? chunk(piece) : piece)
  if (isChunked) await write(chunk(''))
  // The server keeps a connection that is in order for the next request, so it is this side that ends it.
  socket.end()
  return text(socket)
}

describe('a client that sends all of its body before it reads', () => {
  const own = `authorization: Bearer ${key}`
  const csv = 'content-type: text/csv'
  it.each([
    [413, 'is too large', '/v1/webhooks', [own, json, whole]],
    [413, 'turns out to be too large', '/v1/webhooks', [own, json, chunked]],
    [415, 'is of no known type', '/v1/webhooks', [own, 'content-type: text/plain', whole]],
    [415, 'is an upload where there is none', '/v1/webhooks', [own, csv, whole]],
    [404, 'is an upload for nobody', '/v1/campaigns/none/numbers/import', [own, csv, chunked]],
    [413, 'goes nowhere', '/v1/nothing', [own, json, chunked]],
    [401, 'comes without a key', '/v1/events', [json, whole]],
    [400, 'is no JSON', '/v1/events', [own, json, chunked]],
  ])('gets its %i when it %s', async (status, _, path, headers) => {
    const answer = await sendThenRead(path, headers)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status })
  })
})

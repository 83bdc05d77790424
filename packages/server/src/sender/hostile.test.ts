import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../attempts/outcome.ts'
import { createSender } from './send.ts'
import { listenDeaf, listenRaw } from './test-support/receivers.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

/** One attempt against a receiver; afterwards no connection may be left open. */
async function attempt(onRequest: (socket: Socket) => void, timeoutMs = 10_000): Promise<Outcome> {
  const receiver = await listenRaw(onRequest)
  const sender = createSender({ rules: { allowedNetworks: [], allowLoopback: true } })
  cleanups.push(receiver.close, sender.close)
  const url = `http://127.0.0.1:${receiver.port}/`
  const outcome = await sender.send({ url, headers: {}, body: '{}', timeoutMs, chunked: false })
  await expect.poll(() => [sender.stats().open, receiver.openCount()]).toEqual([0, 0])
  return outcome
}

/** Writes the text again and again, as fast as it is taken, until the connection ends. */
function flood(socket: Socket, text: string): void {
  const block = text.repeat(Math.ceil(65_536 / text.length))
  const write = (): void => {
    while (!socket.destroyed && socket.write(block));
  }
  socket.on('drain', write)
  write()
}

function drip(socket: Socket, text: string, everyMs = 10): void {
  const timer = setInterval(() => socket.write(text), everyMs)
  socket.on('close', () => clearInterval(timer))
}

const OK = 'HTTP/1.1 200 OK\r\n'

describe('a receiver that is too slow ends at the deadline', () => {
  it.each<[string, (socket: Socket) => void, string]>([
    ['says nothing', () => {}, 'while waiting for the response'],
    [
      'drips its headers',
      (socket) => {
        socket.write(OK)
        drip(socket, 'X-A: b\r\n')
      },
      'while waiting for the response',
    ],
    [
      'drips its body',
      (socket) => {
        socket.write(`${OK}Content-Length: 5000\r\n\r\n`)
        drip(socket, 'x')
      },
      'after status 200, before the response body was complete',
    ],
    [
      'drips chunks',
      (socket) => {
        socket.write('HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n')
        drip(socket, '1\r\nx\r\n')
      },
      'after status 503, before the response body was complete',
    ],
    ['drips blank lines', (socket) => drip(socket, '\r\n'), 'while waiting for the response'],
    ['drips 100 Continue', (socket) => drip(socket, 'HTTP/1.1 100 Continue\r\n\r\n', 50), 'while waiting'],
  ])('when it %s', async (_, onRequest, when) => {
    const outcome = await attempt(onRequest, 500)
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      detail: expect.stringContaining(when),
    })
    expect(outcome.kind === 'failed' && outcome.detail).toContain('500 ms')
  })

  it.skipIf(process.platform !== 'linux')('when its port answers no SYN', async () => {
    const receiver = await listenDeaf()
    const sender = createSender({ rules: { allowedNetworks: [], allowLoopback: true } })
    cleanups.push(receiver.close, sender.close)
    const url = `http://127.0.0.1:${receiver.port}/`
    const outcome = await sender.send({ url, headers: {}, body: '{}', timeoutMs: 200, chunked: false })
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      detail: 'The time of 200 ms ran out while connecting.',
      remoteAddress: '127.0.0.1',
      timing: { connectMs: null, firstByteMs: null },
    })
    expect(sender.stats()).toEqual({ open: 0, idle: 0 })
  })
})

describe('a receiver that sends too much is cut off', () => {
  it.each([
    ['Content-Length', 'Content-Length: 1073741824\r\n\r\n', 'x'],
    ['chunks', 'Transfer-Encoding: chunked\r\n\r\n', '1\r\nx\r\n'],
    ['no length', '\r\n', 'x'],
    ['a chunk extension', 'Transfer-Encoding: chunked\r\n\r\n1;', 'x'],
    ['trailers', 'Transfer-Encoding: chunked\r\n\r\n0\r\n', 'X-A: b\r\n'],
  ])('with its status, when what comes behind it is endless by %s', async (_, head, text) => {
    const outcome = await attempt((socket) => {
      socket.write(OK + head)
      flood(socket, text)
    })
    expect(outcome).toMatchObject({ kind: 'responded', status: 200, bodyTruncated: true })
    expect(outcome.kind === 'responded' && outcome.body.length).toBeLessThanOrEqual(16_384)
  })

  it.each([
    ['headers', OK, 'X-A: b\r\n'],
    ['one header', `${OK}X-A: `, 'x'],
    ['a reason phrase', 'HTTP/1.1 200 ', 'x'],
    ['blank lines', '', '\r\n'],
  ])('as too large, when it has endless %s', async (_, head, text) => {
    const outcome = await attempt((socket) => {
      socket.write(head)
      flood(socket, text)
    })
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'too_large' })
  })

  it.each(['HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n'])(
    'when it has endless %j',
    async (interim) => {
      const outcome = await attempt((socket) => flood(socket, interim))
      expect(outcome).toMatchObject({
        kind: 'failed',
        reason: 'protocol',
        detail: expect.stringContaining('interim'),
      })
    },
  )
})

describe('a receiver that sends its headers in single bytes', () => {
  it('is cut off after some hundred', async () => {
    const outcome = await attempt((socket) => {
      socket.write(`${OK}X-A: `)
      drip(socket, 'x', 1)
    })
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'protocol',
      detail: expect.stringContaining('pieces'),
    })
  })
})

describe('a receiver that breaks off', () => {
  it.each<[string, (socket: Socket) => void, string]>([
    ['closes before it answers', (socket) => socket.end(), 'closed before a response came'],
    ['resets before it answers', (socket) => socket.resetAndDestroy(), 'before a response came'],
    ['closes within the headers', (socket) => socket.end(`${OK}X-A: b`), 'closed before a response came'],
    [
      'closes within the body',
      (socket) => socket.end(`${OK}Content-Length: 10\r\n\r\nhalf`),
      'after status 200, before the response was complete',
    ],
    [
      'closes within a body that was to end the connection',
      (socket) => socket.end(`${OK}Connection: close\r\nContent-Length: 10\r\n\r\nhalf`),
      'after status 200, before the response was complete',
    ],
    [
      'closes within a chunk',
      (socket) => socket.end(`${OK}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab`),
      'after status 200, before the response was complete',
    ],
    [
      'resets within the body',
      (socket) => socket.write(`${OK}Content-Length: 10\r\n\r\nhalf`, () => socket.resetAndDestroy()),
      'before',
    ],
  ])('when it %s, is told so', async (_, onRequest, words) => {
    const outcome = await attempt(onRequest)
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'reset', detail: expect.stringContaining(words) })
  })
})

describe('a receiver that does not speak HTTP/1.1', () => {
  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['HTTP/2', '\0\0\u0012\u0004\0\0\0\0\0'],
    ['a status that is none', 'HTTP/1.1 banana\r\n\r\n'],
    ['a header without a name', `${OK}: x\r\n\r\n`],
    ['a NUL in a header', `${OK}X-A: a\0b\r\nContent-Length: 0\r\n\r\n`],
    ['two lengths', `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`],
    ['a length and chunks', `${OK}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a length that is none', `${OK}Content-Length: -1\r\n\r\n`],
    ['a chunk size that is none', `${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'],
  ])('but %s is told so', async (_, response) => {
    const outcome = await attempt((socket) => socket.write(response, 'latin1'))
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'protocol' })
  })

  it('cannot put a second response behind the first', async () => {
    const outcome = await attempt((socket) =>
      socket.write(`${OK}Content-Length: 0\r\n\r\nHTTP/1.1 500 Later\r\nContent-Length: 0\r\n\r\n`),
    )
    expect(outcome).toMatchObject({ kind: 'responded', status: 200 })
  })

  it('cannot put control characters into what we tell', async () => {
    const outcome = await attempt((socket) => socket.write('\u001b[31mHTTP\u0000\r\n'))
    expect(outcome.kind === 'failed' && /^[\x20-\x7e]+$/.test(outcome.detail)).toBe(true)
  })
})

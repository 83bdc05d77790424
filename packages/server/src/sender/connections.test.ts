import { createServer } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../attempts/outcome.ts'
import { createSender, type Sender, type SenderOptions } from './send.ts'
import { listen, listenRaw, type Receiver } from './test-support/receivers.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

function sender(options: Partial<SenderOptions> = {}): Sender {
  const created = createSender({ rules: { allowedNetworks: [], allowLoopback: true }, ...options })
  cleanups.push(created.close)
  return created
}

async function raw(onRequest: (socket: Socket, request: string, number: number) => void): Promise<Receiver> {
  const receiver = await listenRaw(onRequest)
  cleanups.push(receiver.close)
  return receiver
}

async function post(using: Sender, { port }: Receiver, timeoutMs = 10_000): Promise<Outcome> {
  return using.send({ url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}', timeoutMs, chunked: false })
}

const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'
const okOutcome = { kind: 'responded', status: 200 }

describe('connections', () => {
  it('are used again, and then have no times of opening', async () => {
    const receiver = await raw((socket) => socket.write(EMPTY))
    const using = sender()
    const outcomes = [await post(using, receiver), await post(using, receiver)]
    expect(receiver.connectionCount()).toBe(1)
    expect(outcomes.map(({ timing, remoteAddress }) => [timing.connectMs !== null, remoteAddress])).toEqual([
      [true, '127.0.0.1'],
      [false, '127.0.0.1'],
    ])
  })

  it('are as many as there are requests at a time', async () => {
    const waiting: Socket[] = []
    const receiver = await raw((socket) => {
      waiting.push(socket)
      if (waiting.length === 5) for (const one of waiting) one.write(EMPTY)
    })
    const using = sender()
    await Promise.all([1, 2, 3, 4, 5].map(() => post(using, receiver)))
    expect([receiver.connectionCount(), using.stats()]).toEqual([5, { open: 5, idle: 5 }])
  })

  it('are closed when unused for the idle time', async () => {
    const receiver = await raw((socket) => socket.write(EMPTY))
    const using = sender({ idleTimeoutMs: 50 })
    await post(using, receiver)
    await expect.poll(() => [using.stats().open, receiver.openCount()]).toEqual([0, 0])
  })

  it('are closed before the receiver would, when it says when', async () => {
    const receiver = await raw((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n'),
    )
    const using = sender()
    await post(using, receiver)
    await expect.poll(() => [using.stats().open, receiver.openCount()]).toEqual([0, 0])
  })

  it('stay open unused only up to a number in all, the longest unused go first', async () => {
    const receivers = [
      await raw((s) => s.write(EMPTY)),
      await raw((s) => s.write(EMPTY)),
      await raw((s) => s.write(EMPTY)),
    ]
    const using = sender({ maxIdleConnections: 2 })
    for (const receiver of receivers) await post(using, receiver)
    await expect.poll(() => receivers.map((receiver) => receiver.openCount())).toEqual([0, 1, 1])
    expect(using.stats()).toEqual({ open: 2, idle: 2 })
  })

  it('are dropped when the receiver closes them unused', async () => {
    const sockets: Socket[] = []
    const receiver = await raw((socket) => {
      sockets.push(socket)
      socket.write(EMPTY)
    })
    const using = sender()
    await post(using, receiver)
    sockets[0]?.end()
    await expect.poll(() => using.stats()).toEqual({ open: 0, idle: 0 })
    expect(await post(using, receiver)).toMatchObject(okOutcome)
  })

  it('end with a response that says so', async () => {
    const receiver = await raw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
    )
    const using = sender()
    const outcomes: Outcome[] = []
    for (let round = 0; round < 5; round += 1) outcomes.push(await post(using, receiver))
    expect(outcomes).toMatchObject(Array.from({ length: 5 }, () => okOutcome))
    expect([receiver.connectionCount(), outcomes.every(({ timing }) => timing.connectMs !== null)]).toEqual([
      5,
      true,
    ])
    await expect.poll(() => using.stats()).toEqual({ open: 0, idle: 0 })
  })
})

describe('a connection on which a 204 announced a body', () => {
  it.each(['Content-Length: 45', 'Transfer-Encoding: chunked'])(
    'by %s is not used again: the body would be the next answer',
    async (header) => {
      const receiver = await raw((socket, _, number) => {
        if (number === 1) socket.write(`HTTP/1.1 204 No Content\r\n${header}\r\n\r\n`)
        else socket.write('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n')
      })
      const using = sender()
      expect(await post(using, receiver)).toMatchObject({ kind: 'responded', status: 204 })
      expect(using.stats()).toEqual({ open: 0, idle: 0 })
      expect(await post(using, receiver)).toMatchObject({ kind: 'responded', status: 503 })
      expect(receiver.connectionCount()).toBe(2)
    },
  )
})

describe('a connection on which the answer came before the request was written', () => {
  it('is not used again', async () => {
    const server = createTcpServer((socket) => {
      socket.once('data', () => {
        socket.pause()
        socket.write(EMPTY)
      })
    })
    const receiver = await listen(server)
    cleanups.push(receiver.close)
    const using = sender()
    const url = `http://127.0.0.1:${receiver.port}/`
    const body = 'x'.repeat(16 * 1024 * 1024)
    const outcome = await using.send({ url, headers: {}, body, timeoutMs: 10_000, chunked: false })
    expect([outcome, using.stats()]).toMatchObject([okOutcome, { open: 0, idle: 0 }])
  })
})

describe('a connection that the receiver closes just as it is used again', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['closed', (socket) => socket.end()],
    ['reset', (socket) => socket.resetAndDestroy()],
  ])('and is %s, is replaced within the attempt', async (_, close) => {
    const receiver = await raw((socket, __, number) => {
      if (number === 2) close(socket)
      else socket.write(EMPTY)
    })
    const using = sender()
    await post(using, receiver)
    const outcome = await post(using, receiver)
    expect(outcome).toMatchObject(okOutcome)
    expect([receiver.connectionCount(), outcome.timing.connectMs !== null, using.stats()]).toEqual([
      2,
      true,
      { open: 1, idle: 1 },
    ])
  })

  it.each(['1.0', '1.1'])(
    'and says so by a 408 of HTTP/%s, is replaced within the attempt',
    async (version) => {
      const receiver = await raw((socket, _, number) => {
        if (number === 2) socket.end(`HTTP/${version} 408 Request Time-out\r\nConnection: close\r\n\r\nidle`)
        else socket.write(EMPTY)
      })
      const using = sender()
      await post(using, receiver)
      expect(await post(using, receiver)).toMatchObject(okOutcome)
      expect(receiver.connectionCount()).toBe(2)
    },
  )

  it('but answers 408 to a new connection, or means to keep it, has answered', async () => {
    const requests: number[] = []
    const receiver = await raw((socket, _, number) => {
      requests.push(number)
      const connection = number === 1 ? 'close' : 'keep-alive'
      if (number === 2) socket.write(EMPTY)
      else socket.write(`HTTP/1.1 408 Late\r\nConnection: ${connection}\r\nContent-Length: 0\r\n\r\n`)
    })
    const using = sender()
    const statuses: unknown[] = []
    for (let round = 0; round < 3; round += 1) statuses.push(await post(using, receiver))
    expect(statuses).toMatchObject([{ status: 408 }, okOutcome, { status: 408 }])
    expect(requests).toEqual([1, 2, 3])
  })

  it('is replaced once only', async () => {
    const requests: number[] = []
    const receiver = await raw((socket, _, number) => {
      requests.push(number)
      if (number === 1) socket.write(EMPTY)
      else socket.resetAndDestroy()
    })
    const using = sender()
    await post(using, receiver)
    expect(await post(using, receiver)).toMatchObject({ kind: 'failed', reason: 'reset' })
    expect(requests).toEqual([1, 2, 3])
  })

  it('is not replaced when it was kept for a while, since the request was taken then', async () => {
    const requests: number[] = []
    const receiver = await raw((socket, _, number) => {
      requests.push(number)
      if (number === 1) socket.write(EMPTY)
      else setTimeout(() => socket.destroy(), 1_200)
    })
    const using = sender()
    await post(using, receiver)
    expect(await post(using, receiver)).toMatchObject({ kind: 'failed', reason: 'reset' })
    expect(requests).toEqual([1, 2])
  })

  it('is not replaced when a response had begun', async () => {
    const requests: number[] = []
    const receiver = await raw((socket, _, number) => {
      requests.push(number)
      if (number === 1) socket.write(EMPTY)
      else socket.end('HTTP/1.1 200')
    })
    const using = sender()
    await post(using, receiver)
    expect(await post(using, receiver)).toMatchObject({ kind: 'failed', reason: 'reset' })
    expect(requests).toEqual([1, 2])
  })

  it('shares the one deadline with its replacement', async () => {
    const receiver = await raw((socket, _, number) => {
      if (number === 1) socket.write(EMPTY)
      if (number === 2) socket.resetAndDestroy()
    })
    const using = sender()
    await post(using, receiver)
    expect(await post(using, receiver, 200)).toMatchObject({ kind: 'failed', reason: 'timeout' })
    expect(using.stats()).toEqual({ open: 0, idle: 0 })
  })

  it('loses no request under load, at a server that closes often', async () => {
    let count = 0
    const server = createServer({ keepAliveTimeout: 1 }, (request, response) => {
      request.resume().on('end', () => {
        count += 1
        response.writeHead(200, count % 7 === 0 ? { connection: 'close' } : {}).end('ok')
      })
    })
    const receiver = await listen(server)
    cleanups.push(receiver.close)
    const using = sender()
    const outcomes = new Map<string, number>()
    const lane = async (): Promise<void> => {
      for (let round = 0; round < 100; round += 1) {
        const outcome = await post(using, receiver)
        const key = outcome.kind === 'failed' ? outcome.detail : String(outcome.status)
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: 20 }, lane))
    expect(Object.fromEntries(outcomes)).toEqual({ 200: 2_000 })
  })
})

describe('thousands of requests', () => {
  it('leave nothing open', async () => {
    const behaviours: ((socket: Socket) => void)[] = [
      (socket) => socket.write(EMPTY),
      (socket) => socket.end(EMPTY),
      (socket) => socket.resetAndDestroy(),
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n${'x'.repeat(90_000)}`),
      (socket) => socket.write('nonsense\r\n\r\n'),
      () => {},
    ]
    const receiver = await raw((socket, _, number) => behaviours[number % behaviours.length]?.(socket))
    const before = process.getActiveResourcesInfo().filter((kind) => kind !== 'TCPServerWrap').length
    const using = createSender({ rules: { allowedNetworks: [], allowLoopback: true } })
    let peak = 0
    const lane = async (): Promise<void> => {
      for (let round = 0; round < 60; round += 1) {
        await post(using, receiver, 100)
        peak = Math.max(peak, using.stats().open)
      }
    }
    await Promise.all(Array.from({ length: 50 }, lane))
    expect(peak).toBeLessThanOrEqual(50)
    await using.close()
    expect(using.stats()).toEqual({ open: 0, idle: 0 })
    await expect.poll(() => receiver.openCount()).toBe(0)
    await expect
      .poll(() => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length)
      .toBeLessThanOrEqual(before)
  })
})

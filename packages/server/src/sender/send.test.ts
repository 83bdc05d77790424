import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../attempts/outcome.ts'
import { createSender, type Sender, type SenderOptions, type SendRequest } from './send.ts'
import { listen, listenRaw, type Receiver } from './test-support/receivers.ts'

const loopback = { allowedNetworks: [], allowLoopback: true }
const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

function sender(options: Partial<SenderOptions> = {}): Sender {
  const created = createSender({ rules: loopback, ...options })
  cleanups.push(created.close)
  return created
}

async function raw(onRequest: (socket: Socket, request: string, number: number) => void): Promise<Receiver> {
  const receiver = await listenRaw(onRequest)
  cleanups.push(receiver.close)
  return receiver
}

function post(port: number, overrides: Partial<SendRequest> = {}): SendRequest {
  return {
    url: `http://127.0.0.1:${port}/hook`,
    headers: {},
    body: '{"a":1}',
    timeoutMs: 10_000,
    chunked: false,
    ...overrides,
  }
}

function respondedOf(outcome: Outcome) {
  if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.detail}`)
  return outcome
}

describe('the request', () => {
  it('goes out with the path, query, header case and bytes that were given', async () => {
    const requests: string[] = []
    const receiver = await raw((socket, request) => {
      requests.push(request)
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    })
    const body = '{"name":"Grüße ☎"}'
    await sender().send({
      url: `http://127.0.0.1:${receiver.port}/in/ä?b=c d`,
      headers: { 'Webhook-Id': 'one', 'X-Umlaut': 'Grüße', 'content-type': 'application/json' },
      body,
      timeoutMs: 10_000,
      chunked: false,
    })
    const bytes = Buffer.from(body).toString('latin1')
    expect(requests).toEqual([
      [
        'POST /in/%C3%A4?b=c%20d HTTP/1.1',
        `host: 127.0.0.1:${receiver.port}`,
        'connection: keep-alive',
        'Webhook-Id: one',
        'X-Umlaut: Grüße',
        'content-type: application/json',
        `content-length: ${bytes.length}`,
        '',
        bytes,
      ].join('\r\n'),
    ])
  })

  it('is chunked when asked for', async () => {
    const requests: string[] = []
    const receiver = await raw((socket, request) => {
      requests.push(request)
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    })
    await sender().send(post(receiver.port, { chunked: true }))
    const [head, ...body] = (requests[0] ?? '').split('\r\n\r\n')
    expect(head?.toLowerCase().split('\r\n')).toContain('transfer-encoding: chunked')
    expect(head?.toLowerCase()).not.toContain('content-length')
    expect(body.join('\r\n\r\n')).toBe('7\r\n{"a":1}\r\n0\r\n\r\n')
  })

  it.each([
    ['a header that cannot be sent', { headers: { 'X-Evil': 'a\r\nb: c' } }, 'protocol'],
    ['a header that only HTTP itself may set', { headers: { 'Transfer-Encoding': 'chunked' } }, 'protocol'],
    ['Expect', { headers: { Expect: '100-continue' } }, 'protocol'],
    ['a URL that is none', { url: 'nowhere' }, 'blocked'],
    ['another scheme', { url: 'ftp://127.0.0.1/' }, 'blocked'],
  ])('is an outcome, not an error, with %s', async (_, overrides, reason) => {
    const receiver = await raw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    expect(await sender().send(post(receiver.port, overrides))).toMatchObject({ kind: 'failed', reason })
  })
})

describe('the response', () => {
  it('comes with status, headers, body, address and times', async () => {
    const receiver = await raw((socket) =>
      socket.write(
        'HTTP/1.1 202 Accepted\r\nX-One: 1\r\nX-Many: a\r\nx-many: b\r\nContent-Length: 2\r\n\r\nok',
      ),
    )
    const outcome = respondedOf(await sender().send(post(receiver.port)))
    expect(outcome).toMatchObject({
      kind: 'responded',
      status: 202,
      headers: { 'x-one': '1', 'x-many': 'a, b', 'content-length': '2' },
      bodyTruncated: false,
      remoteAddress: '127.0.0.1',
      timing: { dnsMs: null, connectMs: expect.any(Number), tlsMs: null, firstByteMs: expect.any(Number) },
    })
    expect(Buffer.from(outcome.body).toString()).toBe('ok')
  })

  it.each([
    ['nothing', 0, 0, false],
    ['16 KiB', 16_384, 16_384, false],
    ['a byte more than is kept', 16_385, 16_384, true],
    ['64 KiB', 65_536, 16_384, true],
  ])(
    'body of %s is kept as far as the log goes, and the connection stays',
    async (_, size, kept, bodyTruncated) => {
      const receiver = await raw((socket) =>
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n${'x'.repeat(size)}`),
      )
      const using = sender()
      const outcome = respondedOf(await using.send(post(receiver.port)))
      expect([outcome.body.length, outcome.bodyTruncated, using.stats()]).toEqual([
        kept,
        bodyTruncated,
        { open: 1, idle: 1 },
      ])
    },
  )

  it('keeps its status when its body is larger than what is read', async () => {
    const receiver = await raw((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n${'x'.repeat(70_000)}`),
    )
    const using = sender()
    const outcome = respondedOf(await using.send(post(receiver.port)))
    expect([outcome.status, outcome.body.length, outcome.bodyTruncated]).toEqual([200, 16_384, true])
    expect(using.stats()).toEqual({ open: 0, idle: 0 })
  })

  it('may be chunked, have trailers, or end with the connection', async () => {
    const responses = [
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n',
      'HTTP/1.0 200 OK\r\n\r\nok',
    ]
    const receiver = await raw((socket, _, number) => {
      socket.write(responses[number - 1] ?? '')
      if (number === 2) socket.end()
    })
    const using = sender()
    const bodies: string[] = []
    for (const _ of responses) {
      const outcome = respondedOf(await using.send(post(receiver.port)))
      bodies.push(Buffer.from(outcome.body).toString())
    }
    expect(bodies).toEqual(['ok', 'ok'])
  })

  it('is shown as it came when it is compressed', async () => {
    const receiver = await raw((socket) =>
      socket.write(
        'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08',
        'latin1',
      ),
    )
    const outcome = respondedOf(await sender().send(post(receiver.port)))
    expect(outcome.headers['content-encoding']).toBe('gzip')
    expect([...outcome.body]).toEqual([0x1f, 0x8b, 0x08])
  })

  it.each([301, 302, 303, 307, 308])(
    '%i is a response like any other: redirects are not followed',
    async (status) => {
      const seen: string[] = []
      const receiver = await listen(
        createServer((request, response) => {
          seen.push(request.url ?? '')
          response.writeHead(status, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
        }),
      )
      cleanups.push(receiver.close)
      const outcome = respondedOf(await sender().send(post(receiver.port)))
      expect([outcome.status, outcome.headers['location'], seen]).toEqual([
        status,
        'http://169.254.169.254/latest/meta-data/',
        ['/hook'],
      ])
    },
  )

  it.each([
    ['100 Continue', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['100 Continue with headers, twice', 'HTTP/1.1 100 Go on\r\nX-A: b\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n'],
    ['102 Processing', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['103 Early Hints', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'],
  ])('may have %s before it', async (_, interim) => {
    const receiver = await raw((socket) => {
      socket.write(interim)
      setTimeout(() => socket.write('HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok'), 20)
    })
    const using = sender()
    const statuses: number[] = []
    for (let round = 0; round < 2; round += 1) {
      statuses.push(respondedOf(await using.send(post(receiver.port))).status)
    }
    expect([statuses, receiver.connectionCount()]).toEqual([[201, 201], 1])
  })
})

describe('canceling', () => {
  it('ends an attempt under way', async () => {
    const abort = new AbortController()
    const receiver = await raw(() => abort.abort())
    const using = sender()
    const outcome = await using.send(post(receiver.port, { signal: abort.signal }))
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'canceled' })
    expect(using.stats()).toEqual({ open: 0, idle: 0 })
  })

  it('before the start sends nothing', async () => {
    const receiver = await raw((socket) => socket.end())
    const outcome = await sender().send(post(receiver.port, { signal: AbortSignal.abort() }))
    expect([outcome, receiver.connectionCount()]).toMatchObject([{ kind: 'failed', reason: 'canceled' }, 0])
  })

  it('leaves no listener on a signal that lives on', async () => {
    const abort = new AbortController()
    const receiver = await raw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    const using = sender()
    for (let round = 0; round < 20; round += 1)
      await using.send(post(receiver.port, { signal: abort.signal }))
    abort.abort()
    expect(using.stats()).toEqual({ open: 1, idle: 1 })
  })

  it('is what closing does to all that is in flight or comes later', async () => {
    const closing = Promise.withResolvers<void>()
    const using = sender()
    const receiver = await raw((_, __, number) => {
      if (number === 3) closing.resolve(using.close())
    })
    const inFlight = [1, 2, 3].map(() => using.send(post(receiver.port)))
    await closing.promise
    const outcomes = await Promise.all([...inFlight, using.send(post(receiver.port))])
    expect(outcomes.map((outcome) => outcome.kind === 'failed' && outcome.reason)).toEqual(
      Array.from({ length: 4 }, () => 'canceled'),
    )
    expect(using.stats()).toEqual({ open: 0, idle: 0 })
  })
})

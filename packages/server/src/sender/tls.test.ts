import { createServer as createHttpsServer, type ServerOptions } from 'node:https'
import { createServer, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Outcome } from '../attempts/outcome.ts'
import { createSender } from './send.ts'
import { createAuthority, selfSigned } from '../../testing/certificates.ts'
import { listen } from './test-support/receivers.ts'

const authority = createAuthority('Test authority')
const stranger = createAuthority('Unknown authority')
const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

type Seen = { servername: string | false | null; isResumed: boolean }

async function startHttps(options: ServerOptions, headers: Record<string, string> = {}) {
  const seen: Seen[] = []
  const server = createHttpsServer(options, (request, response) => {
    const socket = request.socket as TLSSocket & { servername: string | false | null }
    seen.push({ servername: socket.servername, isResumed: socket.isSessionReused() })
    request.resume().on('end', () => response.writeHead(200, headers).end('ok'))
  })
  server.on('tlsClientError', () => {})
  const receiver = await listen(server)
  cleanups.push(receiver.close)
  return { receiver, seen }
}

function trusting(): (url: string, timeoutMs?: number) => Promise<Outcome> {
  const sender = createSender({
    rules: { allowedNetworks: [], allowLoopback: true },
    ca: authority.cert,
    resolve: async () => ['127.0.0.1'],
  })
  cleanups.push(sender.close)
  return async (url, timeoutMs = 10_000) =>
    sender.send({ url, headers: {}, body: '{}', timeoutMs, chunked: false })
}

describe('a receiver with TLS', () => {
  it('is sent its name and verified by it, and the handshake has its time', async () => {
    const { receiver, seen } = await startHttps(authority.issue(['hooks.example']))
    const outcome = await trusting()(`https://hooks.example:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'responded', status: 200, remoteAddress: '127.0.0.1' })
    expect(outcome.timing).toMatchObject({ dnsMs: expect.any(Number), tlsMs: expect.any(Number) })
    expect(seen).toEqual([{ servername: 'hooks.example', isResumed: false }])
  })

  it('with a dot behind its name is sent the name without', async () => {
    const { receiver, seen } = await startHttps(authority.issue(['hooks.example']))
    const outcome = await trusting()(`https://hooks.example.:${receiver.port}/`)
    expect([outcome.kind, seen[0]?.servername]).toEqual(['responded', 'hooks.example'])
  })

  it('at an address is verified by the address and sent no name', async () => {
    const { receiver, seen } = await startHttps(authority.issue(['127.0.0.1']))
    const outcome = await trusting()(`https://127.0.0.1:${receiver.port}/`)
    expect([outcome.kind, seen[0]?.servername]).toEqual(['responded', false])
  })

  it('resumes its session on a new connection', async () => {
    const { receiver, seen } = await startHttps(authority.issue(['hooks.example']), { connection: 'close' })
    const post = trusting()
    for (let round = 0; round < 3; round += 1) await post(`https://hooks.example:${receiver.port}/`)
    expect(seen.map(({ isResumed }) => isResumed)).toEqual([false, true, true])
  })

  it.each([
    ['expired', authority.issue(['hooks.example'], { fromYear: 2020, toYear: 2021 }), 'has expired'],
    ['not valid yet', authority.issue(['hooks.example'], { fromYear: 2090, toYear: 2091 }), 'not valid yet'],
    ['for another name', authority.issue(['other.example']), 'not for hooks.example'],
    [
      'for a name that only begins alike',
      authority.issue(['hooks.example.evil.example']),
      'not for hooks.example',
    ],
    ['for its address only', authority.issue(['127.0.0.1']), 'not for hooks.example'],
    ['self-signed', selfSigned(['hooks.example']), 'is self-signed'],
    ['of an unknown authority', stranger.issue(['hooks.example']), 'intermediate certificate'],
    [
      'of an unknown authority that it sends along',
      ((issued) => ({ ...issued, cert: issued.cert + stranger.cert }))(stranger.issue(['hooks.example'])),
      'not trusted here',
    ],
  ])('is refused when its certificate is %s', async (_, certificate, words) => {
    const { receiver, seen } = await startHttps(certificate)
    const outcome = await trusting()(`https://hooks.example:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'tls', detail: expect.stringContaining(words) })
    expect(seen).toEqual([])
  })

  it('is refused so whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    onTestFinished(() => void delete process.env.NODE_TLS_REJECT_UNAUTHORIZED)
    const { receiver, seen } = await startHttps(selfSigned(['hooks.example']))
    const outcome = await trusting()(`https://hooks.example:${receiver.port}/`)
    expect([outcome, seen]).toMatchObject([{ kind: 'failed', reason: 'tls' }, []])
  })

  it('at an address is refused when its certificate is for a name', async () => {
    const { receiver } = await startHttps(authority.issue(['hooks.example']))
    const outcome = await trusting()(`https://127.0.0.1:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'tls' })
  })

  it('that wants a certificate from us is a failure of TLS', async () => {
    // With TLS 1.3 Node's server says so only by closing the connection.
    const wanting = { requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' as const }
    const options = { ...authority.issue(['hooks.example']), ...wanting }
    const { receiver } = await startHttps(options)
    const outcome = await trusting()(`https://hooks.example:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'tls' })
  })
})

describe('a port that should have TLS', () => {
  it.each<[string, (socket: Socket) => void, string]>([
    [
      'speaks plain HTTP',
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'is the address http instead of https?',
    ],
    ['hangs up', (socket) => socket.end(), 'closed the connection during the TLS handshake'],
    ['resets', (socket) => socket.resetAndDestroy(), 'TLS handshake'],
  ])('but %s is told so', async (_, onData, words) => {
    const receiver = await listen(createServer((socket) => socket.once('data', () => onData(socket))))
    cleanups.push(receiver.close)
    const outcome = await trusting()(`https://hooks.example:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'tls', detail: expect.stringContaining(words) })
  })

  it('but says nothing ends at the deadline', async () => {
    const receiver = await listen(createServer((socket) => socket.resume()))
    cleanups.push(receiver.close)
    const outcome = await trusting()(`https://hooks.example:${receiver.port}/`, 500)
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      detail: 'The time of 500 ms ran out during the TLS handshake.',
    })
    await expect.poll(() => receiver.openCount()).toBe(0)
  })
})

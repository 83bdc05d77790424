import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { parseNetwork } from '../lib/network.ts'
import type { AddressRules } from './guard.ts'
import type { Outcome } from '../attempts/outcome.ts'
import type { Resolve } from './resolve.ts'
import { createSender } from './send.ts'
import { listen, listenDeaf, type Receiver } from './test-support/receivers.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const strict: AddressRules = { allowedNetworks: [], allowLoopback: false }
const withLoopback: AddressRules = { allowedNetworks: [], allowLoopback: true }

async function start(host = '127.0.0.1', port = 0, headers: Record<string, string> = {}): Promise<Receiver> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, headers).end())
  })
  const receiver = await listen(server, host, port)
  cleanups.push(receiver.close)
  return receiver
}

function posting(
  rules: AddressRules,
  resolve?: Resolve,
): (url: string, timeoutMs?: number) => Promise<Outcome> {
  const sender = createSender({ rules, ...(resolve === undefined ? {} : { resolve }) })
  cleanups.push(sender.close)
  return async (url, timeoutMs = 10_000) =>
    sender.send({ url, headers: {}, body: '{}', timeoutMs, chunked: false })
}

/** Gives one answer after another, the last one for ever. */
function resolving(...answers: readonly string[][]): Resolve {
  let index = 0
  return async () => answers[Math.min(index++, answers.length - 1)] ?? []
}

describe('without leave for loopback', () => {
  it.each([
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0X7F.0.0.0x1',
    '017700000001',
    '0177.0.0.01',
    '%31%32%37.0.0.1',
    '127%2e0%2e0%2e1',
    '１２７.0.0.1',
    '①②⑦。⓪。⓪。①',
    'localhost',
    'LOCALHOST',
    'loc%61lhost',
    'ⓛocalhost',
    '0',
    '0.0.0.0',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::FFFF:7F00:1]',
    '[::127.0.0.1]',
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
  ])('no connection is made to %s', async (host) => {
    const receiver = await start()
    const outcome = await posting(strict)(`http://${host}:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'blocked', remoteAddress: null })
    expect(receiver.connectionCount()).toBe(0)
  })

  it.each(['http', 'https'])('nor by %s', async (scheme) => {
    const receiver = await start()
    const outcome = await posting(strict)(`${scheme}://127.0.0.1:${receiver.port}/`)
    expect([outcome, receiver.connectionCount()]).toMatchObject([{ kind: 'failed', reason: 'blocked' }, 0])
  })

  it.each(['10.0.0.1', '169.254.169.254', '192.168.0.1', '[fd00::1]', '[fe80::1]', '168.63.129.16'])(
    'nor, with leave for loopback, to %s',
    async (host) => {
      expect(await posting(withLoopback)(`http://${host}/`)).toMatchObject({
        kind: 'failed',
        reason: 'blocked',
      })
    },
  )

  it('an operator can allow networks', async () => {
    const receiver = await start()
    const network = parseNetwork('127.0.0.0/8')
    const rules = { allowedNetworks: network === null ? [] : [network], allowLoopback: false }
    expect(await posting(rules)(`http://localhost:${receiver.port}/`)).toMatchObject({ kind: 'responded' })
  })
})

describe('a host name', () => {
  it('is refused when all it resolves to is refused, and the sentence says what would allow it', async () => {
    const post = posting(strict, resolving(['10.0.0.1', '127.0.0.1']))
    expect(await post('http://crm.example/')).toMatchObject({
      kind: 'failed',
      reason: 'blocked',
      detail: expect.stringMatching(/crm\.example.*10\.0\.0\.1.*OFFHOOK_ALLOWED_NETWORKS/),
    })
  })

  it('is reached only at those of its addresses that are allowed', async () => {
    const receiver = await start('127.0.0.2')
    const trap = await start('127.0.0.1', receiver.port)
    const network = parseNetwork('127.0.0.2')
    const rules = { allowedNetworks: network === null ? [] : [network], allowLoopback: false }
    const post = posting(rules, resolving(['127.0.0.1', '169.254.169.254', '127.0.0.2', '127.0.0.1']))
    const outcome = await post(`http://crm.example:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'responded', remoteAddress: '127.0.0.2' })
    expect(trap.connectionCount()).toBe(0)
  })

  it('cannot be bound to another address between the check and the connection', async () => {
    const receiver = await start('127.0.0.2', 0, { connection: 'close' })
    const trap = await start('127.0.0.1', receiver.port)
    const network = parseNetwork('127.0.0.2')
    const rules = { allowedNetworks: network === null ? [] : [network], allowLoopback: false }
    const post = posting(rules, resolving(['127.0.0.2'], ['127.0.0.1']))
    const url = `http://rebind.example:${receiver.port}/`
    expect(await post(url)).toMatchObject({ kind: 'responded', remoteAddress: '127.0.0.2' })
    expect(await post(url)).toMatchObject({ kind: 'failed', reason: 'blocked' })
    expect(trap.connectionCount()).toBe(0)
  })

  it('is tried at its next address when one fails', async () => {
    const receiver = await start('127.0.0.2')
    const post = posting(withLoopback, resolving(['127.0.0.3', '127.0.0.4', '127.0.0.2']))
    const outcome = await post(`http://crm.example:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'responded', remoteAddress: '127.0.0.2' })
  })

  it.skipIf(process.platform !== 'linux')(
    'is tried at its next address beside one that does not answer',
    async () => {
      const deaf = await listenDeaf()
      cleanups.push(deaf.close)
      const receiver = await start('::1', deaf.port)
      const post = posting(withLoopback, resolving(['127.0.0.1', '::1']))
      const outcome = await post(`http://crm.example:${deaf.port}/`)
      expect(outcome).toMatchObject({ kind: 'responded', remoteAddress: '::1' })
      await expect.poll(() => receiver.openCount()).toBe(1)
    },
  )

  it('that does not exist is a failure of the lookup', async () => {
    const missing = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    const post = posting(withLoopback, async () => Promise.reject(missing))
    expect(await post('http://missing.example/')).toMatchObject({
      kind: 'failed',
      reason: 'dns',
      detail: 'The host name missing.example does not exist (ENOTFOUND).',
      timing: { dnsMs: expect.any(Number), connectMs: null },
    })
  })

  it('without addresses is a failure of the lookup', async () => {
    const post = posting(withLoopback, resolving([]))
    expect(await post('http://empty.example/')).toMatchObject({ kind: 'failed', reason: 'dns' })
  })

  it('whose lookup hangs ends at the deadline', async () => {
    const post = posting(withLoopback, async () => new Promise(() => {}))
    expect(await post('http://slow.example/', 100)).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      detail: 'The time of 100 ms ran out while the host name was looked up.',
    })
  })
})

describe('an address', () => {
  it('may be IPv6', async () => {
    const receiver = await start('::1')
    const outcome = await posting(withLoopback)(`http://[::1]:${receiver.port}/`)
    expect(outcome).toMatchObject({ kind: 'responded', remoteAddress: '::1' })
  })

  it('that refuses connections is told with its port', async () => {
    const receiver = await start()
    await receiver.close()
    const outcome = await posting(withLoopback)(`http://127.0.0.1:${receiver.port}/`)
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'connect',
      detail: `127.0.0.1:${receiver.port} refused the connection (ECONNREFUSED).`,
      remoteAddress: '127.0.0.1',
    })
  })
})

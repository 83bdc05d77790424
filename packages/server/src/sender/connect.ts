import { createSecureContext, getCACertificates } from 'node:tls'
import { isIP, type Socket } from 'node:net'
import { buildConnector } from 'undici'
import { toError } from '../lib/errors.ts'
import { dial } from './dial.ts'
import { dnsFailure, SendFailure, tlsFailure } from './failure.ts'
import { refusalOf, type AddressRules } from './guard.ts'
import type { Resolve } from './resolve.ts'
import type { Origin } from './target.ts'

/** How far the opening of a connection has come; written while it goes on, so that a timeout can tell. */
export type Opening = {
  step: 'dns' | 'connect' | 'tls' | 'open'
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  remoteAddress: string | null
}

/** Opens a connection and writes its steps to `opening`. Rejects with a SendFailure, or with the signal's reason. */
export type Connect = (origin: Origin, opening: Opening, signal: AbortSignal) => Promise<Socket>

/**
 * Every connection goes to an address that the rules allow, and to the very address that was checked: whatever the
 * name resolves to a moment later plays no part (no DNS rebinding). `ca` (PEM) is trusted besides Node's own roots.
 */
export function createConnect(rules: AddressRules, resolve: Resolve, ca?: string): Connect {
  const roots = getCACertificates('default')
  const secureContext = createSecureContext({ ca: ca === undefined ? roots : [...roots, ca] })
  const upgradeToTls = buildConnector({ secureContext, allowH2: false, timeout: 0 })

  return async (origin, opening, signal) => {
    const addresses = await allowedAddresses(origin.hostname, rules, resolve, opening)
    signal.throwIfAborted()

    opening.step = 'connect'
    if (addresses.length === 1) opening.remoteAddress = addresses[0] ?? null
    const connectStartedAt = performance.now()
    const socket = await dial(addresses, origin.port, signal)
    opening.connectMs = performance.now() - connectStartedAt
    opening.remoteAddress = socket.remoteAddress ?? null

    if (!origin.isTls) {
      opening.step = 'open'
      return socket
    }
    opening.step = 'tls'
    const tlsStartedAt = performance.now()
    const tlsSocket = await handshake(upgradeToTls, origin, socket, signal)
    opening.tlsMs = performance.now() - tlsStartedAt
    opening.step = 'open'
    return tlsSocket
  }
}

/** The addresses of the host, in any spelling, that may be called; at least one. */
async function allowedAddresses(
  hostname: string,
  rules: AddressRules,
  resolve: Resolve,
  opening: Opening,
): Promise<readonly string[]> {
  const found = isIP(hostname) === 0 ? await lookUp(hostname, resolve, opening) : [hostname]
  const allowed = found.filter((address) => refusalOf(address, rules) === null)
  if (allowed.length > 0) return allowed
  const refusal = refusalOf(found[0] ?? '', rules) ?? ''
  throw new SendFailure(
    'blocked',
    found[0] === hostname ? refusal : `${hostname} leads nowhere allowed: ${refusal}`,
  )
}

async function lookUp(hostname: string, resolve: Resolve, opening: Opening): Promise<readonly string[]> {
  const startedAt = performance.now()
  try {
    const found = await resolve(hostname)
    if (found.length === 0) throw new Error('no addresses')
    return found
  } catch (error) {
    throw dnsFailure(error, hostname)
  } finally {
    opening.dnsMs = performance.now() - startedAt
  }
}

/** undici's connector adds session resumption, SNI for names and none for addresses (RFC 6066, 3). */
async function handshake(
  upgradeToTls: buildConnector.connector,
  { hostname, port }: Origin,
  httpSocket: Socket,
  signal: AbortSignal,
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const onAbort = (): void => {
    httpSocket.destroy()
    reject(signal.reason)
  }
  signal.addEventListener('abort', onAbort)
  // A name may end in a dot, a server name in TLS may not.
  const host = hostname.replace(/\.$/, '')
  const target = { hostname: host, host, protocol: 'https:', port: String(port), httpSocket }
  upgradeToTls(target, (error, socket) => {
    if (error === null) resolve(socket)
    else reject(tlsFailure(toError(error), hostname))
  })
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

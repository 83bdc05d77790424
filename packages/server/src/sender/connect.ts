import { isIP, type Socket } from 'node:net'
import { dial } from './dial.ts'
import { dnsFailure, SendFailure } from './failure.ts'
import { refusalOf, type AddressRules } from './guard.ts'
import type { Resolve } from './resolve.ts'
import type { Origin } from './target.ts'
import { createHandshake } from './tls.ts'

/** How far the opening of a connection has come; written while it goes on, so that a timeout can tell. */
export type Opening = {
  step: 'dns' | 'connect' | 'tls' | 'open'
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  remoteAddress: string | null
}

/**
 * Opens a connection and writes its steps to `opening`. `onBytes` gets what the receiver sends, lent for the time of the
 * call. Rejects with a SendFailure, or with the signal's reason.
 */
export type Connect = (
  origin: Origin,
  opening: Opening,
  signal: AbortSignal,
  onBytes: (bytes: Buffer) => void,
) => Promise<Socket>

// One for all sockets: what is read is worked on before the next one reads. A new 64 KiB for each read cost 2 µs.
const readBuffer = Buffer.allocUnsafe(64 * 1024)

/**
 * Every connection goes to an address that the rules allow, and to the very address that was checked: whatever the
 * name resolves to a moment later plays no part (no DNS rebinding). `ca` (PEM) is trusted besides Node's own roots.
 */
export function createConnect(rules: AddressRules, resolve: Resolve, ca?: string): Connect {
  const handshake = createHandshake(ca)

  return async (origin, opening, signal, onBytes) => {
    const addresses = await allowedAddresses(origin.hostname, rules, resolve, opening)
    signal.throwIfAborted()

    opening.step = 'connect'
    if (addresses.length === 1) opening.remoteAddress = addresses[0] ?? null
    const connectStartedAt = performance.now()
    const onread = {
      buffer: readBuffer,
      callback: (byteCount: number, buffer: Uint8Array) => {
        onBytes(Buffer.from(buffer.buffer, buffer.byteOffset, byteCount))
        return true
      },
    }
    const socket = await dial(addresses, origin.port, signal, origin.isTls ? {} : { onread })
    opening.connectMs = performance.now() - connectStartedAt
    opening.remoteAddress = socket.remoteAddress ?? null

    if (!origin.isTls) {
      opening.step = 'open'
      return socket
    }
    opening.step = 'tls'
    const tlsStartedAt = performance.now()
    const tlsSocket = await handshake(origin, socket, signal)
    opening.tlsMs = performance.now() - tlsStartedAt
    opening.step = 'open'
    tlsSocket.on('data', onBytes)
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

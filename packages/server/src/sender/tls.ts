import { isIP, type Socket } from 'node:net'
import { connect, createSecureContext, getCACertificates } from 'node:tls'
import { tlsFailure } from './failure.ts'
import type { Origin } from './target.ts'

/** Puts TLS on a connection. Rejects with a SendFailure, or with the signal's reason. */
export type Handshake = (origin: Origin, socket: Socket, signal: AbortSignal) => Promise<Socket>

const MAX_SESSIONS = 500

/**
 * TLS as HTTPS wants it: the certificate is checked against the name or the address that was called, a name goes along as
 * SNI and an address does not (RFC 6066, 3), sessions are resumed. `ca` (PEM) is trusted besides Node's own roots.
 */
export function createHandshake(ca?: string): Handshake {
  const roots = getCACertificates('default')
  const secureContext = createSecureContext({ ca: ca === undefined ? roots : [...roots, ca] })
  /** The last session of each origin, the longest unused first. */
  const sessions = new Map<string, Buffer>()

  function remember(key: string, session: Buffer): void {
    sessions.delete(key)
    sessions.set(key, session)
    const [oldest] = sessions.size > MAX_SESSIONS ? sessions.keys() : []
    if (oldest !== undefined) sessions.delete(oldest)
  }

  return async ({ key, hostname }, socket, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Socket>()
    // A name may end in a dot, a server name in TLS may not.
    const host = hostname.replace(/\.$/, '')
    const session = sessions.get(key)
    const tlsSocket = connect({
      ...{ socket, host, secureContext, ALPNProtocols: ['http/1.1'] },
      // The default is false where NODE_TLS_REJECT_UNAUTHORIZED is 0.
      rejectUnauthorized: true,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(session === undefined ? {} : { session }),
    })
    const onAbort = (): void => {
      tlsSocket.destroy()
      reject(signal.reason)
    }
    signal.addEventListener('abort', onAbort)
    tlsSocket.on('session', (fresh) => remember(key, fresh))
    tlsSocket.once('secureConnect', () => resolve(tlsSocket))
    tlsSocket.on('error', (error) => {
      sessions.delete(key)
      reject(tlsFailure(error, hostname))
    })
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }
}

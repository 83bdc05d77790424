// The only code that talks to receivers. Promises: `send` never rejects and always ends by its deadline; nothing is
// sent to an address the rules do not allow; redirects are not followed; what a receiver sends cannot cost us more
// than its 64 KiB and its time. HTTP/1.1 is spoken by hand: a client library cost as much as the rest of a delivery.
import type { Socket } from 'node:net'
import type { Outcome, Timing } from '../attempts/outcome.ts'
import { createAbortListeners } from './abort-listeners.ts'
import { createConnect, type Opening } from './connect.ts'
import { createConnections, type Connection, type Connections } from './connections.ts'
import { canceled, exchangeFailure, isConnectionLoss, SendFailure } from './failure.ts'
import type { AddressRules } from './guard.ts'
import { requestText, type RequestText } from './request-text.ts'
import { lookupAll, shareLookups, type Resolve } from './resolve.ts'
import { emptyReply, type Reply, type ResponseEnd } from './response.ts'
import { createTargets, type Origin } from './target.ts'

const IDLE_TIMEOUT_MS = 10_000
const MAX_IDLE_CONNECTIONS = 512
const NO_BODY = new Uint8Array(0)

export type SenderOptions = {
  rules: AddressRules
  /** PEM of certificate authorities to trust besides Node's own. */
  ca?: string
  /** How names become addresses; the system's resolver, shared and remembered for two seconds, unless given. */
  resolve?: Resolve
  /** How long a connection stays open unused, in milliseconds (10,000), and how many may in all (512). */
  idleTimeoutMs?: number
  maxIdleConnections?: number
}

/** One POST. Header names go out in the case given; names and values must be valid (see webhooks/check-headers.ts). */
export type SendRequest = {
  url: string
  headers: Record<string, string>
  body: string
  /** The deadline of the whole exchange: lookup, connection, request and response body. */
  timeoutMs: number
  /** Send `Transfer-Encoding: chunked` instead of `Content-Length`. */
  chunked: boolean
  /** Ends the attempt as failed with the reason `canceled`. */
  signal?: AbortSignal
}

export type Sender = {
  /** Never rejects: whatever the receiver does is an outcome. After `close` the outcome is `canceled`. */
  send: (request: SendRequest) => Promise<Outcome>
  /** Cancels what is in flight, closes all connections, and resolves when they are closed. */
  close: () => Promise<void>
  /** Connections, those in use included. */
  stats: () => { open: number; idle: number }
}

/** A sender with its own connections. */
export function createSender(options: SenderOptions): Sender {
  const resolve = options.resolve ?? shareLookups(lookupAll, () => performance.now())
  const connections = createConnections({
    connect: createConnect(options.rules, resolve, options.ca),
    idleTimeoutMs: options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
    maxIdle: options.maxIdleConnections ?? MAX_IDLE_CONNECTIONS,
  })
  const targetOf = createTargets()
  const onAbort = createAbortListeners()

  return {
    send: async ({ url, headers, body, chunked, timeoutMs, signal }) => {
      if (signal?.aborted === true) return refused(canceled())
      const target = targetOf(url)
      if (target instanceof SendFailure) return refused(target)
      const text = requestText({ path: target.path, host: target.origin.host, headers, body, chunked })
      if (text instanceof SendFailure) return refused(text)
      return attempt(connections, target.origin, text, timeoutMs, (cancel) => onAbort(signal, cancel))
    },
    close: connections.close,
    stats: connections.stats,
  }
}

// Its word that it has closed is on its way when we write; a second is many round trips.
const staleWithinMs = 1_000

async function attempt(
  connections: Connections,
  origin: Origin,
  text: RequestText,
  timeoutMs: number,
  listen: (cancel: () => void) => () => void,
): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  const startedAt = performance.now()
  let connection = connections.acquire(origin)
  let reply = emptyReply()

  const settle = (failure: SendFailure | null, end: ResponseEnd | null): void => {
    clearTimeout(timer)
    stopListening()
    connection.reader.forget()
    resolve(toOutcome(failure, reply, connection, startedAt))
    if (end?.kind === 'complete' && end.isReusable) connections.release(connection, end.keepAliveMs)
    else connections.discard(connection)
  }
  const onEnd = (end: ResponseEnd): void => {
    if (isStale(end, connection, reply, startedAt)) tryAgain()
    else if (end.kind !== 'error') settle(null, end)
    else settle(exchangeFailure(end.error, reply.status, origin.hostname), null)
  }
  const start = (): void => {
    connection.reader.begin(reply, onEnd)
    if (connection.socket === null) connections.open(connection, (socket) => write(socket, text))
    else write(connection.socket, text)
  }
  const tryAgain = (): void => {
    connections.discard(connection)
    connection = connections.create(origin)
    reply = emptyReply()
    start()
  }

  const stopListening = listen(() => settle(canceled(), null))
  const timer = setTimeout(
    () => settle(timeout(timeoutMs, connection.opening, reply.status), null),
    timeoutMs,
  )
  start()
  return promise
}

/** In one system call where the head is ASCII, as it nearly always is. */
function write(socket: Socket, { head, rest }: RequestText): void {
  if (isAscii(head)) {
    socket.write(head + rest)
    return
  }
  socket.cork()
  socket.write(head, 'latin1')
  socket.write(rest)
  socket.uncork()
}

const isAscii = (text: string): boolean => !/[\u0080-\uffff]/.test(text)

/**
 * A receiver may close an unused connection at any time, also as we write to it, in silence or, as proxies do, with a 408
 * (RFC 9110, 15.5.9). If so, the request goes out once more at once on a new connection. Should the receiver have taken
 * it all the same, it gets the event twice, which at-least-once delivery allows and the event's id lets it see. One that
 * kept the connection for a while has taken the request: that was an attempt.
 */
function isStale(end: ResponseEnd, { opening }: Connection, reply: Reply, startedAt: number): boolean {
  if (opening !== null || performance.now() - startedAt > staleWithinMs) return false
  if (end.kind === 'error') return reply.firstByteAt === null && isConnectionLoss(end.error)
  return reply.status === 408 && /\bclose\b/i.test(reply.headers['connection'] ?? '')
}

const openingSteps: Record<Opening['step'], string> = {
  dns: 'while the host name was looked up',
  connect: 'while connecting',
  tls: 'during the TLS handshake',
  open: 'while waiting for the response',
}

function timeout(timeoutMs: number, opening: Opening | null, status: number): SendFailure {
  const when =
    status === 0
      ? openingSteps[opening?.step ?? 'open']
      : `after status ${status}, before the response body was complete`
  return new SendFailure('timeout', `The time of ${timeoutMs} ms ran out ${when}.`)
}

function refused(failure: SendFailure): Outcome {
  const timing: Timing = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 }
  return { kind: 'failed', reason: failure.reason, detail: failure.message, timing, remoteAddress: null }
}

function toOutcome(
  failure: SendFailure | null,
  reply: Reply,
  connection: Connection,
  startedAt: number,
): Outcome {
  const { opening } = connection
  const timing: Timing = {
    dnsMs: rounded(opening?.dnsMs ?? null),
    connectMs: rounded(opening?.connectMs ?? null),
    tlsMs: rounded(opening?.tlsMs ?? null),
    firstByteMs: rounded(reply.firstByteAt === null ? null : reply.firstByteAt - startedAt),
    totalMs: rounded(performance.now() - startedAt),
  }
  const remoteAddress = opening === null ? connection.remoteAddress : opening.remoteAddress
  if (failure !== null) {
    return { kind: 'failed', reason: failure.reason, detail: failure.message, timing, remoteAddress }
  }
  const { status, headers, kept, keptByteCount, readByteCount, isCut } = reply
  const body = kept.length === 0 ? NO_BODY : Buffer.concat(kept)
  const bodyTruncated = isCut || readByteCount > keptByteCount
  return { kind: 'responded', status, headers, body, bodyTruncated, timing, remoteAddress }
}

/** Milliseconds to the hundredth. */
function rounded<Ms extends number | null>(ms: Ms): Ms {
  return (ms === null ? null : Math.round(ms * 100) / 100) as Ms
}

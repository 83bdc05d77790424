import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Connection } from './connections.ts'
import { isTooLarge, SendFailure } from './failure.ts'

// What is read of a body decides whether the connection can be used again; what is kept goes into the log.
const MAX_READ_BYTES = 64 * 1024
const MAX_KEPT_BYTES = 16 * 1024
// Interim responses such as 103 Early Hints are skipped, but a receiver must come to an answer.
const MAX_INTERIM_RESPONSES = 16

/** What goes out: `path` with its query, the body as text. */
export type ExchangeRequest = {
  path: string
  headers: Record<string, string>
  body: string
  /** Without Content-Length, as `Transfer-Encoding: chunked`. */
  chunked: boolean
}

/** What has come in so far. */
export type Reply = {
  /** The `performance.now()` of the first byte. */
  firstByteAt: number | null
  /** 0 until the head of the final response is complete. */
  status: number
  headers: Record<string, string>
  kept: Buffer[]
  keptByteCount: number
  readByteCount: number
  /** More came than we read. */
  isCut: boolean
}

/** `complete`: the connection can be used again. `cut`: the status counts, but more came behind it than we read. */
export type ExchangeEnd = { kind: 'complete' } | { kind: 'cut' } | { kind: 'error'; error: Error }

/**
 * One request and its response on one connection, opened first if need be. Fills `reply` as it arrives, so that a
 * caller who stops waiting knows how far it came; calls `onEnd` once or, after errors, more often.
 */
export function exchange(
  connection: Connection,
  { path, headers, body, chunked }: ExchangeRequest,
  reply: Reply,
  onEnd: (end: ExchangeEnd) => void,
): void {
  const payload = chunked ? Readable.from([Buffer.from(body)]) : body
  connection.client.dispatch({ path, method: 'POST', headers, body: payload }, createHandler(reply, onEnd))
}

/** Nothing has come in yet. */
export function emptyReply(): Reply {
  return {
    firstByteAt: null,
    status: 0,
    headers: {},
    kept: [],
    keptByteCount: 0,
    readByteCount: 0,
    isCut: false,
  }
}

function createHandler(reply: Reply, onEnd: (end: ExchangeEnd) => void): Dispatcher.DispatchHandler {
  let interimCount = 0
  const cut = (): void => {
    reply.isCut = true
    onEnd({ kind: 'cut' })
  }
  return {
    onRequestStart: () => {},
    onResponseStarted: () => {
      reply.firstByteAt ??= performance.now()
    },
    onResponseStart: (_, status, headers) => {
      if (status >= 200) {
        reply.status = status
        reply.headers = joinRepeated(headers)
        return
      }
      interimCount += 1
      if (interimCount <= MAX_INTERIM_RESPONSES) return
      const detail = `The receiver sent more than ${MAX_INTERIM_RESPONSES} interim responses and no final one.`
      onEnd({ kind: 'error', error: new SendFailure('protocol', detail) })
    },
    onResponseData: (_, chunk) => {
      reply.readByteCount += chunk.length
      keep(reply, chunk)
      if (reply.readByteCount > MAX_READ_BYTES) cut()
    },
    onResponseEnd: () => onEnd({ kind: 'complete' }),
    onResponseError: (_, error) => {
      if (reply.status !== 0 && isTooLarge(error)) cut()
      else onEnd({ kind: 'error', error })
    },
  }
}

/** Copies, because the chunk is a view of a buffer of up to 64 KiB that it would keep alive. */
function keep(reply: Reply, chunk: Buffer): void {
  const room = MAX_KEPT_BYTES - reply.keptByteCount
  if (room <= 0) return
  const copy = Buffer.from(chunk.subarray(0, room))
  reply.kept.push(copy)
  reply.keptByteCount += copy.length
}

function joinRepeated(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  for (const name in headers) {
    const value = headers[name]
    if (Array.isArray(value)) headers[name] = value.join(', ')
  }
  return headers as Record<string, string>
}

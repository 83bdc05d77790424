import { createDechunker, type Dechunker } from './chunked.ts'
import { ConnectionEnd, SendFailure } from './failure.ts'
import { createHeadParser, type ResponseHead } from './response-head.ts'

// What is read of a body decides whether the connection can be used again; what is kept goes into the log.
const MAX_READ_BYTES = 64 * 1024
const MAX_KEPT_BYTES = 16 * 1024
const MAX_HEAD_BYTES = 16 * 1024
// Each piece is looked at together with those before it: a head of single bytes would cost seconds.
const MAX_HEAD_PIECES = 256
// Headers, the 64 KiB of body that are read, and ample framing: what is beyond is not a response but a flood.
const MAX_WIRE_BYTES = 256 * 1024
// Interim responses such as 103 Early Hints are skipped, but a receiver must come to an answer.
const MAX_INTERIM_RESPONSES = 16
const HEAD_END = '\r\n\r\n'

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

/**
 * `complete`: all of it is there; the connection can be used again, for `keepAliveMs` if the receiver says how long.
 * `cut`: the status counts, but more came behind it than we read.
 */
export type ResponseEnd =
  | { kind: 'complete'; isReusable: boolean; keepAliveMs: number | null }
  | { kind: 'cut' }
  | { kind: 'error'; error: Error }

/** Reads the responses of one connection, one at a time. */
export type ResponseReader = {
  /**
   * From here on, what comes is a response: it fills `reply` as it arrives, so that a caller who stops waiting knows how far
   * it came. `onEnd` is called once.
   */
  begin: (reply: Reply, onEnd: (end: ResponseEnd) => void) => void
  /** The caller does not wait any more. */
  forget: () => void
  isReading: () => boolean
  /** The bytes are only read during the call: what is kept is copied. Nothing happens while no response is awaited. */
  take: (bytes: Buffer) => void
  /** The other side has closed the connection. */
  close: () => void
  /** The connection broke. */
  fail: (error: Error) => void
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

export function createResponseReader(): ResponseReader {
  const parseHead = createHeadParser()
  let reply = emptyReply()
  let onEnd: ((end: ResponseEnd) => void) | null = null
  let pending: Buffer | null = null
  let head: ResponseHead | null = null
  let dechunker: Dechunker | null = null
  let pieceCount = 0
  let interimCount = 0
  let wireBytes = 0

  function finish(end: ResponseEnd): void {
    const tell = onEnd
    if (tell === null) return
    onEnd = null
    if (end.kind === 'cut') reply.isCut = true
    tell(end)
  }

  const failWith = (failure: Error): void => finish({ kind: 'error', error: failure })

  /** `isAlone` says that nothing came behind the response: more would be an answer to nothing. */
  function complete(isAlone: boolean): void {
    const isReusable = isAlone && head?.isKeptAlive === true
    finish({ kind: 'complete', isReusable, keepAliveMs: head?.keepAliveMs ?? null })
  }

  function takeHead(bytes: Buffer): void {
    const all = withoutBlankLines(pending === null ? bytes : Buffer.concat([pending, bytes]))
    const end = all.indexOf(HEAD_END)
    if (end === -1 ? all.length > MAX_HEAD_BYTES : end > MAX_HEAD_BYTES) {
      return failWith(new SendFailure('too_large', 'The response headers are larger than 16 KiB.'))
    }
    if (end === -1) {
      pieceCount += 1
      if (pieceCount > MAX_HEAD_PIECES) {
        const detail = `The head of the response came in more than ${MAX_HEAD_PIECES} pieces.`
        return failWith(new SendFailure('protocol', detail))
      }
      const problem = problemOfPart(all.toString('latin1'))
      if (problem !== null) return failWith(violation(problem, 0))
      // Copied, because the bytes are only lent.
      pending = pending === null ? Buffer.from(all) : all
      return
    }
    pending = null
    const parsed = parseHead(all.toString('latin1', 0, end))
    if (typeof parsed === 'string') return failWith(violation(parsed, 0))
    const rest = all.subarray(end + HEAD_END.length)
    if (parsed.status < 200) return takeInterim(parsed.status, rest)
    head = parsed
    reply.status = parsed.status
    reply.headers = parsed.headers
    if (parsed.framing.kind === 'chunked') dechunker = createDechunker()
    if (parsed.framing.kind === 'length' && parsed.framing.byteCount === 0) complete(rest.length === 0)
    else if (rest.length > 0) takeBody(rest, parsed)
  }

  /** RFC 9110, 15.2: any number of interim responses may come first; ours is limited. */
  function takeInterim(status: number, rest: Buffer): void {
    interimCount += 1
    if (status === 101) return failWith(violation('it has an upgrade that was not asked for', 0))
    if (interimCount > MAX_INTERIM_RESPONSES) {
      const detail = `The receiver sent more than ${MAX_INTERIM_RESPONSES} interim responses and no final one.`
      return failWith(new SendFailure('protocol', detail))
    }
    if (rest.length > 0) takeHead(rest)
  }

  function takeBody(bytes: Buffer, { status, framing }: ResponseHead): void {
    if (dechunker !== null) {
      const end = dechunker.take(bytes, 0, keep)
      if (typeof end === 'string') failWith(violation(end, status))
      else if (reply.readByteCount > MAX_READ_BYTES) finish({ kind: 'cut' })
      else if (end !== -1) complete(end === bytes.length)
      return
    }
    const left = framing.kind === 'length' ? framing.byteCount - reply.readByteCount : Infinity
    keep(bytes.length > left ? bytes.subarray(0, left) : bytes)
    if (reply.readByteCount > MAX_READ_BYTES) finish({ kind: 'cut' })
    else if (bytes.length >= left) complete(bytes.length === left)
  }

  function keep(data: Buffer): void {
    reply.readByteCount += data.length
    const room = MAX_KEPT_BYTES - reply.keptByteCount
    if (room <= 0) return
    const copy = Buffer.from(data.subarray(0, room))
    reply.kept.push(copy)
    reply.keptByteCount += copy.length
  }

  return {
    begin(nextReply, nextOnEnd) {
      reply = nextReply
      onEnd = nextOnEnd
      pending = null
      head = null
      dechunker = null
      pieceCount = 0
      interimCount = 0
      wireBytes = 0
    },
    forget() {
      onEnd = null
    },
    isReading: () => onEnd !== null,
    take(bytes) {
      if (onEnd === null) return
      reply.firstByteAt ??= performance.now()
      wireBytes += bytes.length
      if (head === null) takeHead(bytes)
      else takeBody(bytes, head)
      if (wireBytes <= MAX_WIRE_BYTES) return
      if (reply.status !== 0) finish({ kind: 'cut' })
      else
        failWith(new SendFailure('too_large', 'The response is larger than 256 KiB, its framing included.'))
    },
    close() {
      if (head?.framing.kind === 'close') complete(true)
      else failWith(new ConnectionEnd())
    },
    fail: failWith,
  }
}

/** RFC 9112, 2.2: blank lines before a message are skipped. */
function withoutBlankLines(bytes: Buffer): Buffer {
  let start = 0
  while (bytes[start] === 0x0d && bytes[start + 1] === 0x0a) start += 2
  return start === 0 ? bytes : bytes.subarray(start)
}

/** What is wrong with the beginning of a head, so that nobody waits for the end of what is no HTTP. */
function problemOfPart(text: string): string | null {
  const start = 'HTTP/1.'
  if (!text.startsWith(start.slice(0, text.length)) && text !== '\r')
    return 'it does not begin with a status line'
  return /(?:^|[^\r])\n/.test(text) ? 'a line does not end with CR LF' : null
}

function violation(what: string, status: number): SendFailure {
  const after = status === 0 ? '' : ` after status ${status}`
  return new SendFailure('protocol', `The response is not valid HTTP/1.1${after}: ${what}.`)
}

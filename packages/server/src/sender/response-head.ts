import { headerName } from '../lib/http-headers.ts'

/** How the end of a response's body shows (RFC 9112, 6.3): it has a length, is chunked, or ends with the connection. */
export type Framing = { kind: 'length'; byteCount: number } | { kind: 'chunked' } | { kind: 'close' }

/** The head of a response. */
export type ResponseHead = Readonly<{
  status: number
  /** Names in lower case, repeated headers joined by ', '. */
  headers: Record<string, string>
  framing: Framing
  /** Whether the connection can carry another request after this response. */
  isKeptAlive: boolean
  /** For how long the receiver says it keeps the connection open, in milliseconds; null when it does not say. */
  keepAliveMs: number | null
}>

const STATUS_LINE = /^HTTP\/1\.[01] [1-9]\d\d(?: |$)/
// RFC 9110, 5.5 and RFC 9112, 2.2: no control characters but the tab and CR LF, and these two only together.
// oxlint-disable-next-line no-control-regex -- that is what is being refused
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n/
const DIGITS = /^\d{1,15}$/
// Hundreds of connections may be open, each with a head of up to 16 KiB.
const MAX_REMEMBERED_LENGTH = 1_024

/** Parses the heads of one connection's responses; see parseHead. */
export function createHeadParser(): (text: string) => ResponseHead | string {
  // A receiver answers with the same head but for the second in its Date: parsed again, it cost 4 % of a delivery.
  let lastText = ''
  let last: ResponseHead | undefined
  return (text) => {
    if (last !== undefined && text === lastText) return last
    const parsed = parseHead(text)
    if (typeof parsed !== 'string' && text.length <= MAX_REMEMBERED_LENGTH) {
      lastText = text
      last = parsed
    }
    return parsed
  }
}

/**
 * Parses a response's head without the blank line at its end, strictly: what one reader could take otherwise than another
 * is refused. Returns what is wrong with it as the end of a sentence.
 */
export function parseHead(text: string): ResponseHead | string {
  const [statusLine = '', ...lines] = text.split('\r\n')
  if (!STATUS_LINE.test(statusLine)) return 'it does not begin with a status line'
  if (FORBIDDEN.test(text)) return 'a header has a character that is not allowed'
  const isHttp11 = statusLine[7] === '1'
  const status = Number(statusLine.slice(9, 12))
  const headers: Record<string, string> = {}
  let lengths = 0
  for (const line of unfold(lines)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (!headerName.test(name)) return 'a header has no valid name'
    // The one name that would not become a property like the others.
    if (name === '__proto__') continue
    if (name === 'content-length') lengths += 1
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value
  }
  if (lengths > 1) return 'it has more than one Content-Length'
  const framing = framingOf(status, headers)
  if (typeof framing === 'string') return framing
  const connection = (headers['connection'] ?? '').toLowerCase()
  const isKeptAlive = isHttp11 ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection)
  return {
    ...{ status, headers, framing },
    isKeptAlive: isKeptAlive && framing.kind !== 'close' && !hasStrayBody(status, headers),
    keepAliveMs: keepAliveMsOf(headers['keep-alive']),
  }
}

/** RFC 9112, 5.2: a line that begins with white space belongs to the header before it. */
function unfold(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => line.startsWith(' ') || line.startsWith('\t'))) return lines
  const unfolded: string[] = []
  for (const line of lines) {
    const isContinued = unfolded.length > 0 && (line.startsWith(' ') || line.startsWith('\t'))
    if (isContinued) unfolded.push(`${unfolded.pop()} ${line.trim()}`)
    else unfolded.push(line)
  }
  return unfolded
}

function framingOf(status: number, headers: Record<string, string>): Framing | string {
  const encoding = headers['transfer-encoding']
  const length = headers['content-length']
  if (encoding !== undefined && length !== undefined) return 'it has a Content-Length and a Transfer-Encoding'
  if (length !== undefined && !DIGITS.test(length)) return 'its Content-Length is no number'
  if (endsWithHead(status)) return { kind: 'length', byteCount: 0 }
  if (encoding !== undefined) {
    return /(?:^|,)\s*chunked$/i.test(encoding) ? { kind: 'chunked' } : { kind: 'close' }
  }
  return length === undefined ? { kind: 'close' } : { kind: 'length', byteCount: Number(length) }
}

/** Interim responses, 204 and 304 end with their head, whatever it says: RFC 9112, 6.3. */
function endsWithHead(status: number): boolean {
  return status < 200 || status === 204 || status === 304
}

/** Whether a body is announced where none may be: should it come after all, it would be read as the next answer. */
function hasStrayBody(status: number, headers: Record<string, string>): boolean {
  if (!endsWithHead(status)) return false
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0
}

function keepAliveMsOf(value: string | undefined): number | null {
  const [, seconds] = /\btimeout=(\d{1,6})\b/.exec(value ?? '') ?? []
  return seconds === undefined ? null : Number(seconds) * 1000
}

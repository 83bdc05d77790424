import { headerName, ofTheConnection } from '../lib/http-headers.ts'
import { SendFailure } from './failure.ts'

/** What goes out: `path` with its query, the body as text. */
export type RequestParts = {
  path: string
  /** As the Host header has it: with the port unless it is the scheme's own. */
  host: string
  headers: Record<string, string>
  body: string
  /** Without Content-Length, as `Transfer-Encoding: chunked`. */
  chunked: boolean
}

/** The request as it goes onto the wire: the head in Latin-1, the rest in UTF-8. */
export type RequestText = { head: string; rest: string }

// RFC 9110, 5.5: no control characters but the tab, and nothing beyond Latin-1.
// oxlint-disable-next-line no-control-regex -- that is what is being refused
const FORBIDDEN = /[^\t\x20-\x7e\x80-\xff]/
const OURS = /^(?:host|content-length)$/i

/** A POST in HTTP/1.1 (RFC 9112, 3), or why it cannot be sent. Header names go out in the case given. */
export function requestText({ path, host, headers, body, chunked }: RequestParts): RequestText | SendFailure {
  let head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n`
  for (const name in headers) {
    const value = headers[name] ?? ''
    if (!headerName.test(name) || isForUs(name) || FORBIDDEN.test(value)) {
      return new SendFailure('protocol', `The request could not be built: its header ${name} cannot be sent.`)
    }
    head += `${name}: ${value}\r\n`
  }
  const byteCount = Buffer.byteLength(body)
  if (!chunked) return { head: `${head}content-length: ${byteCount}\r\n\r\n`, rest: body }
  // RFC 9112, 7.1: one chunk with all of it; an empty one would be the last already.
  const chunk = byteCount === 0 ? '' : `${byteCount.toString(16)}\r\n${body}\r\n`
  return { head: `${head}transfer-encoding: chunked\r\n\r\n`, rest: `${chunk}0\r\n\r\n` }
}

/** What frames the message or speaks about the connection is for us to say. */
function isForUs(name: string): boolean {
  return OURS.test(name) || ofTheConnection.test(name)
}

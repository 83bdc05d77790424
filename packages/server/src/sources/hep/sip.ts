import { detach, parameter, printable, readAddress, splitOutsideQuotes, type SipAddress } from './sip-text.ts'

const MAX_HEAD_BYTES = 65_535
const MAX_CALL_ID_LENGTH = 200
const MAX_REASON_LENGTH = 128
const MAX_BRANCHES = 8
const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20

type SipCommon = {
  callId: string
  cseq: number
  /** The method of the CSeq header: for a response, that of the request it answers. */
  cseqMethod: string
  from: SipAddress
  to: SipAddress
  /** The user part of P-Asserted-Identity (RFC 3325), unless the caller asked for privacy. */
  assertedUser?: string
  viaCount: number
  /** The branch of the topmost Via; requests of RFC 2543 have none. */
  topBranch?: string
  /** The branches of the further Vias: of the hops that a request came over before, the last one first. */
  branchesBefore: string[]
  /** Session-Expires in seconds (RFC 4028). */
  sessionExpiresSeconds?: number
}

export type SipRequest = SipCommon & { kind: 'request'; method: string }
export type SipResponse = SipCommon & { kind: 'response'; status: number; reason: string }
export type SipMessage = SipRequest | SipResponse

export type SipFault = 'keep-alive' | 'not SIP' | 'no Call-ID' | 'no CSeq' | 'no From or To' | 'no Via'
export type SipRead = { ok: true; message: SipMessage } | { ok: false; reason: SipFault }

type Headers = {
  via: string[]
  identity: string[]
  callId?: string
  cseq?: string
  from?: string
  to?: string
  privacy?: string
  sessionExpires?: string
}

/** The headers that are read, by lower-case name and compact form (RFC 3261 section 7.3.3, RFC 4028). */
const headerNames = new Map<string, keyof Headers>([
  ['via', 'via'],
  ['v', 'via'],
  ['p-asserted-identity', 'identity'],
  ['call-id', 'callId'],
  ['i', 'callId'],
  ['cseq', 'cseq'],
  ['from', 'from'],
  ['f', 'from'],
  ['to', 'to'],
  ['t', 'to'],
  ['privacy', 'privacy'],
  ['session-expires', 'sessionExpires'],
  ['x', 'sessionExpires'],
])

/**
 * Reads of a SIP message what the tracker needs: an observer's reader, so it takes what servers let pass (bare LF,
 * folded and compact headers, `tel:` URIs). The body is not looked at. Never throws.
 */
export function readSip(payload: Buffer): SipRead {
  const start = payload.findIndex((byte) => byte > SPACE)
  if (start < 0) return fault('keep-alive')
  const lines = headLines(payload, start)
  const startLine = readStartLine(lines[0] ?? '')
  if (!startLine) return fault('not SIP')
  return complete(startLine, readHeaders(lines))
}

/** The lines up to the first empty one, without their ends; folded lines joined (RFC 3261 section 7.3.1). */
function headLines(payload: Buffer, start: number): string[] {
  const end = Math.min(payload.length, start + MAX_HEAD_BYTES)
  const lines: string[] = []
  let lineStart = start
  while (lineStart < end) {
    const newline = payload.indexOf(LF, lineStart)
    const next = newline < 0 || newline >= end ? end : newline
    const lineEnd = next > lineStart && payload[next - 1] === CR ? next - 1 : next
    if (lineEnd === lineStart) break
    const line = payload.toString('utf8', lineStart, lineEnd)
    const isFolded = line.startsWith(' ') || line.startsWith('\t')
    if (isFolded && lines.length > 1) lines.push(`${lines.pop()} ${line.trim()}`)
    else lines.push(line)
    lineStart = next + 1
  }
  return lines
}

type StartLine = { kind: 'request'; method: string } | { kind: 'response'; status: number; reason: string }

function readStartLine(line: string): StartLine | undefined {
  const status = /^SIP\/2\.0 +([1-6]\d\d)(?: (.*))?$/is.exec(line)
  if (status) {
    const reason = printable(status[2] ?? '').slice(0, MAX_REASON_LENGTH)
    return { kind: 'response', status: Number(status[1]), reason: detach(reason) }
  }
  const method = /^([A-Za-z]{1,32}) /.exec(line)?.[1]
  if (method === undefined || !/ SIP\/2\.0\s*$/i.test(line.slice(-16))) return undefined
  return { kind: 'request', method: method.toUpperCase() }
}

function readHeaders(lines: readonly string[]): Headers {
  const headers: Headers = { via: [], identity: [] }
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = headerNames.get(line.slice(0, colon).trim().toLowerCase())
    if (name === undefined) continue
    const value = line.slice(colon + 1).trim()
    if (name === 'via' || name === 'identity') headers[name].push(...splitOutsideQuotes(value, ','))
    else headers[name] ??= value
  }
  return headers
}

function complete(startLine: StartLine, headers: Headers): SipRead {
  const callId = headers.callId ?? ''
  if (callId === '' || callId.length > MAX_CALL_ID_LENGTH || printable(callId) !== callId) {
    return fault('no Call-ID')
  }
  const cseq = /^(\d{1,10})\s+([A-Za-z]{1,32})$/.exec(headers.cseq ?? '')
  if (!cseq) return fault('no CSeq')
  if (headers.from === undefined || headers.to === undefined) return fault('no From or To')
  const top = headers.via[0]
  if (top === undefined) return fault('no Via')
  const common: SipCommon = {
    callId: detach(callId),
    cseq: Number(cseq[1]),
    cseqMethod: (cseq[2] ?? '').toUpperCase(),
    from: readAddress(headers.from),
    to: readAddress(headers.to),
    viaCount: headers.via.length,
    branchesBefore: headers.via.slice(1, 1 + MAX_BRANCHES).flatMap((via) => parameter(via, 'branch') ?? []),
  }
  const branch = parameter(top, 'branch')
  if (branch !== undefined) common.topBranch = branch
  const assertedUser = readAssertedUser(headers)
  if (assertedUser !== undefined) common.assertedUser = assertedUser
  const expires = /^\d{1,10}/.exec(headers.sessionExpires ?? '')
  if (expires) common.sessionExpiresSeconds = Number(expires[0])
  return { ok: true, message: { ...startLine, ...common } }
}

/** With `Privacy: id` the identity is for the network only and must not leave it (RFC 3325 section 9.3). */
function readAssertedUser(headers: Headers): string | undefined {
  if (/\bid\b/i.test(headers.privacy ?? '')) return undefined
  const users = headers.identity.map((value) => readAddress(value).user)
  return users.find((user) => user !== undefined && user.toLowerCase() !== 'anonymous')
}

function fault(reason: SipFault): SipRead {
  return { ok: false, reason }
}

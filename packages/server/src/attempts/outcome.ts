/** How long each step took, in milliseconds; null for a step that did not happen or did not end. */
export type Timing = {
  /** Name lookup, TCP and TLS; all null when an open connection was used again, dnsMs also for an address in the URL. */
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  /** From the start of the attempt to the first byte of the response. */
  firstByteMs: number | null
  totalMs: number
}

/**
 * Why no complete response came. `blocked`: the address is not one we call; `too_large`: response headers beyond
 * 16 KiB, or 256 KiB before they were complete; `protocol`: not HTTP/1.1; `canceled`: we stopped it ourselves, which says
 * nothing about the receiver.
 */
export type FailureReason =
  | 'timeout'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'reset'
  | 'blocked'
  | 'too_large'
  | 'protocol'
  | 'canceled'

/** A response with its complete head: names in lower case, repeated headers joined by ', ', as Latin-1. */
export type Responded = {
  kind: 'responded'
  status: number
  headers: Record<string, string>
  /** The first 16 KiB as received: a content-encoding is not undone. */
  body: Uint8Array
  /** More came than is kept in `body`, or more than the 64 KiB that are read; the status counts all the same. */
  bodyTruncated: boolean
  timing: Timing
  remoteAddress: string | null
}

/** No complete response. `detail` is a sentence for the developer of the receiver. */
export type Failed = {
  kind: 'failed'
  reason: FailureReason
  detail: string
  timing: Timing
  remoteAddress: string | null
}

/** What became of one attempt. */
export type Outcome = Responded | Failed

/** Whether the receiver took the event, by the rule its webhook has. */
export function isSuccess(outcome: Outcome, rule: '2xx' | '200'): boolean {
  if (outcome.kind === 'failed') return false
  return rule === '200' ? outcome.status === 200 : outcome.status >= 200 && outcome.status < 300
}

// Bad Gateway, Service Unavailable, Gateway Timeout (RFC 9110, 15.6.3 to 15.6.5).
const unavailableStatuses = new Set([502, 503, 504])
const unavailableReasons = new Set<FailureReason>(['dns', 'connect', 'tls'])

/** Whether it says that nobody is there to take any event: no connection, or a gateway's word for it. */
export function isUnavailable(outcome: Outcome): boolean {
  return outcome.kind === 'responded'
    ? unavailableStatuses.has(outcome.status)
    : unavailableReasons.has(outcome.reason)
}

/** Whether we stopped it ourselves, as a process that ends does: that says nothing about the receiver. */
export function isCutOff(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.reason === 'canceled'
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const IMF_FIXDATE = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/
const RFC_850 = /^[A-Z][a-z]{5,8}, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d):(\d\d):(\d\d) GMT$/
const ASCTIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/

/**
 * The wait in milliseconds that a response asks for by Retry-After (RFC 9110, 10.2.3: seconds or an HTTP-date);
 * 0 for a date that has passed, null without the header or when it says nothing sensible.
 */
export function retryAfterMs(headers: Record<string, string>, now: Date): number | null {
  const value = headers['retry-after']?.trim()
  if (value === undefined) return null
  if (/^\d+$/.test(value)) {
    const waitMs = Number(value) * 1000
    return Number.isSafeInteger(waitMs) ? waitMs : null
  }
  const at = parseHttpDate(value, now)
  return at === null ? null : Math.max(0, at - now.getTime())
}

/**
 * The pause in milliseconds that a receiver asks for whatever it is sent: 429 or 503 with Retry-After (RFC 6585, 4; RFC 9110,
 * 15.6.4). 0 when it asks for none.
 */
export function askedPauseMs(outcome: Outcome, now: Date): number {
  const isAsking = outcome.kind === 'responded' && (outcome.status === 429 || outcome.status === 503)
  return isAsking ? (retryAfterMs(outcome.headers, now) ?? 0) : 0
}

/** Epoch milliseconds of an HTTP-date in any of the three forms of RFC 9110, 5.6.7; null for anything else. */
function parseHttpDate(text: string, now: Date): number | null {
  const fixdate = IMF_FIXDATE.exec(text)
  if (fixdate !== null) {
    const [, day, month, year, ...time] = fixdate
    return epochOf(Number(year), month, day, time)
  }
  const rfc850 = RFC_850.exec(text)
  if (rfc850 !== null) {
    const [, day, month, shortYear, ...time] = rfc850
    return epochOf(nearestYear(Number(shortYear), now), month, day, time)
  }
  const asctime = ASCTIME.exec(text)
  if (asctime !== null) {
    const [, month, day, hour, minute, second, year] = asctime
    return epochOf(Number(year), month, day, [hour, minute, second])
  }
  return null
}

/** RFC 9110, 5.6.7: a two-digit year that looks more than 50 years ahead is the latest past one with those digits. */
function nearestYear(shortYear: number, now: Date): number {
  const year = now.getUTCFullYear()
  const candidate = year - (year % 100) + shortYear
  return candidate > year + 50 ? candidate - 100 : candidate
}

function epochOf(
  year: number,
  month: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): number | null {
  const [hour = Number.NaN, minute = Number.NaN, second = Number.NaN] = time.map(Number)
  const date = new Date(Date.UTC(year, MONTHS.indexOf(month ?? ''), Number(day), hour, minute))
  const isReal = date.getUTCDate() === Number(day) && MONTHS[date.getUTCMonth()] === month
  // 60 is a leap second.
  return isReal && hour < 24 && minute < 60 && second <= 60 ? date.getTime() + second * 1000 : null
}

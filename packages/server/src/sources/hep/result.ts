import type { EventData } from '../../events/catalogue.ts'

export type CallResult = NonNullable<EventData<'call.ended'>['result']>
export type EndedBy = NonNullable<EventData<'call.ended'>['endedBy']>

/** What a final response says of the call. */
export type Verdict = { result: Exclude<CallResult, 'answered'>; endedBy: EndedBy }

const verdicts: Record<number, Verdict> = {
  401: { result: 'rejected', endedBy: 'system' },
  403: { result: 'rejected', endedBy: 'system' },
  404: { result: 'notFound', endedBy: 'system' },
  407: { result: 'rejected', endedBy: 'system' },
  410: { result: 'notFound', endedBy: 'system' },
  433: { result: 'rejected', endedBy: 'callee' },
  480: { result: 'noAnswer', endedBy: 'system' },
  484: { result: 'notFound', endedBy: 'system' },
  485: { result: 'notFound', endedBy: 'system' },
  486: { result: 'busy', endedBy: 'callee' },
  487: { result: 'canceled', endedBy: 'caller' },
  600: { result: 'busy', endedBy: 'callee' },
  603: { result: 'rejected', endedBy: 'callee' },
  604: { result: 'notFound', endedBy: 'system' },
  607: { result: 'rejected', endedBy: 'callee' },
  608: { result: 'rejected', endedBy: 'system' },
}

/**
 * The result of a call by the final response its caller got (sections of RFC 3261 unless another is named):
 *
 * | result   | SIP codes |
 * |----------|-----------|
 * | answered | 2xx (21.2), seen with its BYE |
 * | busy     | 486 (21.4.24), 600 (21.6.1) |
 * | noAnswer | 480 (21.4.18); 408 (21.4.9) when it rang |
 * | canceled | 487 (21.4.25); any failure after the caller's CANCEL (9.1) |
 * | notFound | 404 (21.4.5), 410 (21.4.10), 484 (21.4.22), 485 (21.4.23), 604 (21.6.3) |
 * | rejected | 403 (21.4.4), 603 (21.6.2), 433 (RFC 5079), 607 (RFC 8197), 608 (RFC 8688); 401 and 407 (21.4.2, 21.4.8) the caller did not answer; 3xx (21.3) the caller did not follow |
 * | failed   | the rest: 5xx (21.5), other 4xx and 6xx, 408 when it never rang |
 *
 * Only `failed` is an error (`call.error` before `call.ended`); all others are ordinary ends of a call.
 */
export function verdictOf(code: number, call: { hasRung: boolean; isCanceled: boolean }): Verdict {
  if (call.isCanceled) return { result: 'canceled', endedBy: 'caller' }
  if (code === 408 && call.hasRung) return { result: 'noAnswer', endedBy: 'system' }
  if (code >= 300 && code < 400) return { result: 'rejected', endedBy: 'callee' }
  return verdicts[code] ?? { result: 'failed', endedBy: 'system' }
}

const retried = new Set([401, 407, 408, 413, 415, 416, 420, 422, 488, 500, 503])

/**
 * Whether a caller may try again with the same Call-ID after this response: redirection and the cases of RFC 3261
 * sections 8.1.3.4, 8.1.3.5 and 22.2, 422 (RFC 4028 section 7.3), 488 (another offer, section 21.4.26), and 503 (the next
 * server, RFC 3263 section 4.3), also as proxies pass it on: 408 and 500 (sections 16.8 and 16.7).
 */
export function mayBeRetried(code: number): boolean {
  return (code >= 300 && code < 400) || retried.has(code)
}

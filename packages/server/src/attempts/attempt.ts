import type { Outcome } from './outcome.ts'

/** One HTTP try of a delivery, as it goes into the log. */
export type NewAttempt = {
  /** The number of the try within its delivery, from 1. */
  number: number
  url: string
  /** As sent, but values of the webhook's own headers are masked. */
  requestHeaders: Record<string, string>
  outcome: Outcome
  isSuccess: boolean
  /** When the request started, by the monotonic clock. */
  startedMs: number
}

/** One HTTP try as the API shows it. */
export type Attempt = {
  deliveryId: string
  number: number
  startedAt: Date
  outcome: 'responded' | 'failed'
  isSuccess: boolean
  request: { method: 'POST'; url: string; headers: Record<string, string> }
  response: {
    status: number
    headers: Record<string, string>
    body: string
    bodyEncoding: 'utf8' | 'base64'
    isBodyTruncated: boolean
  } | null
  /** Why there was no response: one of the reasons in attempts/outcome.ts, and a sentence. */
  failure: { reason: string; detail: string } | null
  remoteAddress: string | null
  timing: {
    dnsMs: number | null
    connectMs: number | null
    tlsMs: number | null
    firstByteMs: number | null
    totalMs: number
  }
  nextAttemptAt: Date | null
}

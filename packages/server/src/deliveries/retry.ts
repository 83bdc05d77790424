import { isCutOff, isSuccess, retryAfterMs, type Outcome } from '../attempts/outcome.ts'
import type { FinishedStatus } from './delivery.ts'

/** What follows from an attempt: the delivery ends, or it is tried again after a while. */
export type Verdict =
  | { kind: 'finished'; status: FinishedStatus; isGone: boolean }
  | { kind: 'retry'; delayMs: number }

export type Attempted = {
  outcome: Outcome
  success: '2xx' | '200'
  /** Attempts made since it was queued, this one included. */
  attempts: number
  maxRetries: number
  /** How long ago the delivery was queued, and how long it may wait in all. */
  ageMs: number
  maxAgeMs: number
  now: Date
  /** 0 to 1. */
  random: number
}

const firstDelayMs = 5_000
const factor = 4
const maxDelayMs = 6 * 3_600_000

/**
 * The wait before retry number `retry` (1 is the first): 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 5.7 h, then 6 h
 * each; a fifth more or less by chance, so that a receiver that comes back is not hit by all at once.
 */
export function retryDelayMs(retry: number, random: number): number {
  const planned = Math.min(maxDelayMs, firstDelayMs * factor ** (retry - 1))
  return Math.round(planned * (0.8 + 0.4 * random))
}

/**
 * Delivered, tried again or given up. What we cut off ourselves is tried again at once. 410 Gone is for good (the webhook
 * is disabled by it); everything else is tried again until maxRetries or the event max age. A longer wait that the receiver
 * asks for by Retry-After is respected.
 */
export function decide(attempted: Attempted): Verdict {
  const { outcome, success, attempts, maxRetries, ageMs, maxAgeMs, now, random } = attempted
  if (isCutOff(outcome)) return { kind: 'retry', delayMs: 0 }
  if (isSuccess(outcome, success)) return { kind: 'finished', status: 'delivered', isGone: false }
  if (outcome.kind === 'responded' && outcome.status === 410) {
    return { kind: 'finished', status: 'failed', isGone: true }
  }
  if (attempts > maxRetries) return { kind: 'finished', status: 'failed', isGone: false }
  const asked = outcome.kind === 'responded' ? retryAfterMs(outcome.headers, now) : null
  const delayMs = Math.max(retryDelayMs(attempts, random), asked ?? 0)
  // Waiting for a try that will not be allowed any more would only hide the end.
  if (ageMs + delayMs > maxAgeMs) return { kind: 'finished', status: 'expired', isGone: false }
  return { kind: 'retry', delayMs }
}

import type { NewAttempt } from '../attempts/attempt.ts'
import { isUnavailable } from '../attempts/outcome.ts'

/**
 * A circuit breaker for one webhook. While its receiver fails again and again, nothing is sent but a probe now and then,
 * at a slowing pace: events keep their retries for when the receiver is back, and workers their connections.
 */
export type Breaker = {
  /** Failures since the last success, and when the first of them was, by the monotonic clock. */
  failures: number
  failingSinceMs: number | null
  /** How many of them, up to the last, said that nobody is there, and since when. */
  absences: number
  absentSinceMs: number | null
  /** How often it has opened since the last success, the first minute of failing aside. */
  trips: number
  /** When the next probe may go, by the monotonic clock; null while it is closed. */
  openUntilMs: number | null
}

const openAfterFailures = 10
// Ten in a row come by chance in a moment where one of several backends is down: others answer in between.
const absentMs = 250
// One that answers may refuse single events only: it is not left alone sooner. Nor is one that is restarted left alone
// for long: until then the pauses do not grow.
const graceMs = 60_000
const firstPauseMs = 2_000
const maxPauseMs = 60_000
// So many that the next pause is the longest.
const manyTrips = Math.ceil(Math.log2(maxPauseMs / firstPauseMs))

export const closedBreaker: Breaker = {
  ...{ failures: 0, failingSinceMs: null, absences: 0, absentSinceMs: null, trips: 0, openUntilMs: null },
}

export type Result = Pick<NewAttempt, 'isSuccess' | 'outcome'>

/**
 * The breaker after one more result. It opens after ten failures in a row: soon where all say that nobody is there, else when
 * they have gone on for a minute. A failed probe opens it again, after that minute for twice as long.
 */
export function afterResult(breaker: Breaker, result: Result, nowMs: number): Breaker {
  if (result.isSuccess) return closedBreaker
  const failed = afterFailure(breaker, isUnavailable(result.outcome), nowMs)
  const { failures, failingSinceMs, absences, absentSinceMs, openUntilMs } = failed
  const isLong = nowMs - (failingSinceMs ?? nowMs) >= graceMs
  const isAbsent = absences >= openAfterFailures && nowMs - (absentSinceMs ?? nowMs) >= absentMs
  const opens =
    openUntilMs === null ? isAbsent || (isLong && failures >= openAfterFailures) : nowMs >= openUntilMs
  if (!opens) return failed
  const pauseMs = Math.min(maxPauseMs, firstPauseMs * 2 ** breaker.trips)
  return { ...failed, trips: isLong ? breaker.trips + 1 : 0, openUntilMs: nowMs + pauseMs }
}

function afterFailure(breaker: Breaker, isAbsent: boolean, nowMs: number): Breaker {
  return {
    ...breaker,
    failures: breaker.failures + 1,
    failingSinceMs: breaker.failingSinceMs ?? nowMs,
    absences: isAbsent ? breaker.absences + 1 : 0,
    absentSinceMs: isAbsent ? (breaker.absentSinceMs ?? nowMs) : null,
  }
}

/** One of a receiver that others found failing for so long: open, with a probe allowed at once. */
export function openedBreaker(failingForMs: number, nowMs: number): Breaker {
  const growingForMs = Math.max(0, failingForMs - graceMs)
  return {
    ...closedBreaker,
    ...{ failures: openAfterFailures, failingSinceMs: nowMs - failingForMs, openUntilMs: nowMs },
    trips: Math.min(manyTrips, Math.floor(Math.log2(1 + growingForMs / firstPauseMs))),
  }
}

/** Lets a probe go at once: something was changed that may have helped. */
export function probeNow(breaker: Breaker, nowMs: number): Breaker {
  return breaker.openUntilMs === null ? breaker : { ...breaker, openUntilMs: nowMs }
}

/** How many requests may be in flight: any number, none, or a single probe. */
export function allowedInFlight(breaker: Breaker, nowMs: number, maxConnections: number): number {
  if (breaker.openUntilMs === null) return maxConnections
  return nowMs < breaker.openUntilMs ? 0 : 1
}

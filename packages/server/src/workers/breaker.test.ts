import { describe, expect, it } from 'vitest'
import { attemptOf, responded } from '../../testing/queue.ts'
import type { FailureReason, Outcome } from '../attempts/outcome.ts'
import {
  afterResult,
  allowedInFlight,
  closedBreaker,
  openedBreaker,
  probeNow,
  type Breaker,
} from './breaker.ts'

const success = attemptOf(1, responded(200))
const failure = attemptOf(1, responded(500))
const nobody = attemptOf(1, responded(503))

function failTimes(count: number, from: Breaker = closedBreaker, nowMs = 0, result = failure): Breaker {
  return Array.from({ length: count }).reduce<Breaker>((breaker) => afterResult(breaker, result, nowMs), from)
}

/** Fails each probe as soon as it may go. Returns the pauses after them. */
function pausesAfterProbes(count: number, from: Breaker): number[] {
  let breaker = from
  return Array.from({ length: count }, () => {
    const probedMs = breaker.openUntilMs ?? 0
    breaker = afterResult(breaker, failure, probedMs)
    return (breaker.openUntilMs ?? 0) - probedMs
  })
}

/** Failing for a minute, the last time at 60,000 ms: just opened. */
const open = afterResult(failTimes(9), failure, 60_000)

const failed = (reason: FailureReason): Outcome => ({
  ...responded(0),
  ...{ kind: 'failed', reason, detail: '' },
})

describe('the circuit breaker of a webhook', () => {
  it('stays closed through any number of failures of a receiver that answers, within a minute', () => {
    expect(allowedInFlight(failTimes(500, failTimes(1), 59_999), 59_999, 10)).toBe(10)
  })

  it('stays closed through nine failures, however long they take', () => {
    expect(allowedInFlight(failTimes(8, failTimes(1), 600_000), 600_000, 10)).toBe(10)
  })

  it('begins anew with every success', () => {
    const mixed = failTimes(9, afterResult(failTimes(9), success, 0), 60_000)
    expect(allowedInFlight(mixed, 60_000, 10)).toBe(10)
  })

  it('opens after ten failures over a minute, then allows one probe at a time', () => {
    const allowed = [60_000, 61_999, 62_000, 90_000].map((nowMs) => allowedInFlight(open, nowMs, 10))
    expect(allowed).toEqual([0, 0, 1, 1])
  })

  it('does not count what was in flight when it opened as failed probes', () => {
    expect(failTimes(5, open, 61_000).openUntilMs).toBe(62_000)
  })

  it('waits twice as long after each failed probe, a minute at the most', () => {
    expect(pausesAfterProbes(8, open)).toEqual([4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000])
  })

  it('closes with the first success', () => {
    expect(afterResult(open, success, 62_000)).toEqual(closedBreaker)
  })

  it('found open by another worker allows a probe at once, and then waits the longest pause', () => {
    const found = openedBreaker(3_600_000, 5_000)
    expect(allowedInFlight(found, 5_000, 10)).toBe(1)
    expect(afterResult(found, failure, 5_000)).toMatchObject({
      ...{ failingSinceMs: 5_000 - 3_600_000, openUntilMs: 65_000 },
    })
    expect(afterResult(found, success, 5_000)).toEqual(closedBreaker)
  })

  it.each([responded(502), responded(503), responded(504), failed('dns'), failed('connect'), failed('tls')])(
    'opens soon after ten failures that say that nobody is there: %#',
    (outcome) => {
      const result = attemptOf(1, outcome)
      const nine = failTimes(9, closedBreaker, 0, result)
      expect(afterResult(nine, result, 249).openUntilMs).toBeNull()
      expect(afterResult(nine, result, 250).openUntilMs).toBe(2_250)
      expect(failTimes(8, failTimes(1, closedBreaker, 0, result), 59_999, result).openUntilMs).toBeNull()
    },
  )

  it('does not where other failures came between them, or a success', () => {
    const mixed = failTimes(9, failTimes(1, failTimes(9, closedBreaker, 0, nobody)), 1_000, nobody)
    expect(mixed.openUntilMs).toBeNull()
    const better = failTimes(
      9,
      afterResult(failTimes(9, closedBreaker, 0, nobody), success, 0),
      1_000,
      nobody,
    )
    expect(better.openUntilMs).toBeNull()
  })

  it.each([responded(400), responded(500), failed('timeout'), failed('reset')])(
    'does not where a single event may be at fault: %#',
    (outcome) => {
      expect(failTimes(500, closedBreaker, 59_999, attemptOf(1, outcome)).openUntilMs).toBeNull()
    },
  )

  it('probes every two seconds in the first minute, and only then less and less', () => {
    const pauses = pausesAfterProbes(34, failTimes(9, failTimes(1, closedBreaker, 0, nobody), 250, nobody))
    expect(pauses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 2_000))
    expect(pauses.slice(30)).toEqual([4_000, 8_000, 16_000, 32_000])
  })

  it.each([
    [10_000, 2_000],
    [61_000, 2_000],
    [70_000, 8_000],
    [3_600_000, 60_000],
  ])(
    'found open by another worker goes on where that one was: failing for %d ms',
    (failingForMs, pauseMs) => {
      expect(afterResult(openedBreaker(failingForMs, 0), nobody, 0).openUntilMs).toBe(pauseMs)
    },
  )

  it('allows a probe at once where one is asked for, and stays closed where it is', () => {
    expect(allowedInFlight(probeNow(open, 60_500), 60_500, 10)).toBe(1)
    expect(probeNow(failTimes(9), 60_500)).toEqual(failTimes(9))
  })
})

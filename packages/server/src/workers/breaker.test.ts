import { describe, expect, it } from 'vitest'
import {
  afterResult,
  allowedInFlight,
  closedBreaker,
  openedBreaker,
  probeNow,
  type Breaker,
} from './breaker.ts'

function failTimes(count: number, from: Breaker = closedBreaker, nowMs = 0): Breaker {
  return Array.from({ length: count }).reduce<Breaker>((breaker) => afterResult(breaker, false, nowMs), from)
}

/** Failing for a minute, the last time at 60,000 ms: just opened. */
const open = afterResult(failTimes(9), false, 60_000)

describe('the circuit breaker of a webhook', () => {
  it('stays closed through any number of failures within a minute', () => {
    expect(allowedInFlight(failTimes(500, failTimes(1), 59_999), 59_999, 10)).toBe(10)
  })

  it('stays closed through nine failures, however long they take', () => {
    expect(allowedInFlight(failTimes(8, failTimes(1), 600_000), 600_000, 10)).toBe(10)
  })

  it('begins anew with every success', () => {
    const mixed = failTimes(9, afterResult(failTimes(9), true, 0), 60_000)
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
    const pauses: number[] = []
    let breaker = open
    for (let probe = 0; probe < 8; probe += 1) {
      const probedMs = breaker.openUntilMs ?? 0
      breaker = afterResult(breaker, false, probedMs)
      pauses.push((breaker.openUntilMs ?? 0) - probedMs)
    }
    expect(pauses).toEqual([4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000])
  })

  it('closes with the first success', () => {
    expect(afterResult(open, true, 62_000)).toEqual(closedBreaker)
  })

  it('found open by another worker allows a probe at once, and then waits the longest pause', () => {
    const found = openedBreaker(3_600_000, 5_000)
    expect(allowedInFlight(found, 5_000, 10)).toBe(1)
    expect(afterResult(found, false, 5_000)).toMatchObject({
      ...{ failingSinceMs: 5_000 - 3_600_000, openUntilMs: 65_000 },
    })
    expect(afterResult(found, true, 5_000)).toEqual(closedBreaker)
  })

  it('allows a probe at once where one is asked for, and stays closed where it is', () => {
    expect(allowedInFlight(probeNow(open, 60_500), 60_500, 10)).toBe(1)
    expect(probeNow(failTimes(9), 60_500)).toEqual(failTimes(9))
  })
})

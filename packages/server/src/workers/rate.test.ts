import { describe, expect, it } from 'vitest'
import { fullBucket, giveTokenBack, msUntilToken, takeToken, tokensLeft } from './rate.ts'

/** When requests start within `seconds` if there is always one that waits, with timers that are late by so much in turn. */
function startsOf(rate: number, seconds: number, lateMs: readonly number[]): number[] {
  const starts: number[] = []
  let bucket = fullBucket
  for (let nowMs = 0, timer = 0; nowMs < seconds * 1_000; timer += 1) {
    while (tokensLeft(bucket, rate, nowMs) >= 1) {
      bucket = takeToken(bucket, rate, nowMs)
      starts.push(nowMs)
    }
    nowMs += Math.ceil(msUntilToken(bucket, rate, nowMs)) + (lateMs[timer % lateMs.length] ?? 0)
  }
  return starts
}

describe('a rate limit', () => {
  const rates = [0.5, 1, 7, 19, 20, 95, 333, 5_000]
  const delays = [[0], [1, 0, 4], [0, 0, 150]]
  const cases = rates.flatMap((rate) => delays.map((lateMs) => ({ rate, lateMs })))

  it.each(cases)('of $rate per second with timers late by $lateMs is never passed', ({ rate, lateMs }) => {
    const starts = startsOf(rate, 20, lateMs)
    const most = Math.floor(rate * 1.02 + 1)
    const msOfOneMore = starts.slice(most).map((atMs, index) => atMs - (starts[index] ?? 0))
    expect(Math.min(...msOfOneMore, Infinity)).toBeGreaterThanOrEqual(1_000)
  })

  it.each(rates)('of %d per second is used up in the long run', (rate) => {
    expect(Math.abs(startsOf(rate, 100, [1, 0, 4]).length - rate * 100)).toBeLessThanOrEqual(1 + rate * 0.02)
  })

  it('does not bind without a rate, and leaves no debt for one that is set later', () => {
    const bucket = takeToken(takeToken(fullBucket, null, 5), null, 5)
    expect([tokensLeft(bucket, null, 5), msUntilToken(bucket, null, 5)]).toEqual([Infinity, 0])
    expect(tokensLeft(bucket, 10, 5)).toBeGreaterThanOrEqual(1)
  })

  it('counts nothing for a request that was not made, and saves nothing up by that', () => {
    const taken = takeToken(fullBucket, 10, 0)
    expect(msUntilToken(taken, 10, 0)).toBe(80)
    expect(tokensLeft(giveTokenBack(taken), 10, 0)).toBeCloseTo(1.2)
    expect(tokensLeft(giveTokenBack(giveTokenBack(taken)), 10, 0)).toBeCloseTo(1.2)
  })
})

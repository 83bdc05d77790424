import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../testing/random.ts'
import { percentileOf, type BinCount } from './latency-bins.ts'

/** As the database counts them. */
function countIn(latencies: readonly number[]): BinCount[] {
  const bins = Map.groupBy(latencies, (ms) => Math.floor(Math.log2(Math.max(ms, 0.25)) * 16))
  return [...bins].map(([bin, { length }]) => ({ bin, attempts: length }))
}

describe('a percentile told from bins', () => {
  it.each([0.5, 0.95])('is within 5 % of the exact one: %d', (p) => {
    const random = seededRandom(7)
    const latencies = Array.from({ length: 1_000 }, () => 2 ** (random() * 17))
    const exact = latencies.toSorted((a, b) => a - b)[p * 1_000] ?? 0
    expect(Math.abs((percentileOf(countIn(latencies), p) ?? 0) / exact - 1)).toBeLessThan(0.05)
  })

  it('lies within the only bin there is', () => {
    for (const p of [0, 0.5, 0.95, 1]) {
      const ms = percentileOf(countIn([100, 100, 100]), p) ?? 0
      expect(Math.abs(ms / 100 - 1)).toBeLessThan(0.05)
    }
  })

  it('is null without any', () => {
    expect(percentileOf([], 0.5)).toBeNull()
  })
})

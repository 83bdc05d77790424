import { describe, expect, it } from 'vitest'
import { responded, timedOut } from '../../testing/queue.ts'
import type { Outcome } from '../attempts/outcome.ts'
import { decide, retryDelayMs, type Attempted } from './retry.ts'

const now = new Date('2026-04-08T09:24:04Z')
const dayMs = 86_400_000

function attempted(more: Partial<Attempted>): Attempted {
  return {
    ...{ outcome: responded(503), success: '2xx', attempts: 1, maxRetries: 8 },
    ...{ ageMs: 100, maxAgeMs: dayMs, now, random: 0.5 },
    ...more,
  }
}

describe('the wait before a retry', () => {
  it.each([
    [1, 5_000],
    [2, 20_000],
    [3, 80_000],
    [4, 320_000],
    [5, 1_280_000],
    [6, 5_120_000],
    [7, 20_480_000],
    [8, 21_600_000],
    [50, 21_600_000],
  ])('number %i is %i ms', (retry, ms) => {
    expect(retryDelayMs(retry, 0.5)).toBe(ms)
  })

  it('is up to a fifth less or more by chance', () => {
    expect([retryDelayMs(1, 0), retryDelayMs(1, 1)]).toEqual([4_000, 6_000])
    expect([retryDelayMs(9, 0), retryDelayMs(9, 1)]).toEqual([17_280_000, 25_920_000])
  })
})

describe('a delivery', () => {
  it.each([
    ['200 by the rule 2xx', responded(200), '2xx', 'delivered'],
    ['204 by the rule 2xx', responded(204), '2xx', 'delivered'],
    ['200 by the rule 200', responded(200), '200', 'delivered'],
    ['a cut body', responded(200, { bodyTruncated: true }), '200', 'delivered'],
  ] as const)('is delivered by %s', (_, outcome, success, status) => {
    expect(decide(attempted({ outcome, success }))).toEqual({ kind: 'finished', status, isGone: false })
  })

  it.each([
    ['204 by the rule 200', responded(204), '200'],
    ['a redirect', responded(302), '2xx'],
    ['304', responded(304), '2xx'],
    ['400', responded(400), '2xx'],
    ['404', responded(404), '2xx'],
    ['429', responded(429), '2xx'],
    ['500', responded(500), '2xx'],
    ['a timeout', timedOut, '2xx'],
  ] as const)('is tried again after %s', (_, outcome, success) => {
    expect(decide(attempted({ outcome, success }))).toEqual({ kind: 'retry', delayMs: 5_000 })
  })

  it('is tried again at once when we cut it off ourselves, also if it may not be retried', () => {
    const outcome: Outcome = { ...timedOut, kind: 'failed', reason: 'canceled', detail: 'Stopped.' }
    expect(decide(attempted({ outcome, maxRetries: 0 }))).toEqual({ kind: 'retry', delayMs: 0 })
  })

  it('ends for good by 410 Gone, which is said', () => {
    expect(decide(attempted({ outcome: responded(410) }))).toEqual({
      kind: 'finished',
      status: 'failed',
      isGone: true,
    })
  })

  it.each([
    [8, 8, 'retry'],
    [9, 8, 'finished'],
    [1, 0, 'finished'],
    [51, 50, 'finished'],
  ])('after attempt %i of 1 + %i is %s', (attempts, maxRetries, kind) => {
    expect(decide(attempted({ attempts, maxRetries, maxAgeMs: 100 * dayMs })).kind).toBe(kind)
  })

  it('fails when its retries are used up', () => {
    const verdict = decide(attempted({ attempts: 9 }))
    expect(verdict).toEqual({ kind: 'finished', status: 'failed', isGone: false })
  })

  it('expires when the next try would come after its max age', () => {
    const almost = { maxAgeMs: 60_000, ageMs: 55_000 }
    expect(decide(attempted(almost))).toEqual({ kind: 'retry', delayMs: 5_000 })
    expect(decide(attempted({ ...almost, ageMs: 55_001 }))).toEqual({
      kind: 'finished',
      status: 'expired',
      isGone: false,
    })
  })
})

describe('Retry-After', () => {
  it.each([
    ['30', 30_000],
    ['1', 5_000],
    ['Wed, 08 Apr 2026 09:25:04 GMT', 60_000],
    ['Wed, 08 Apr 2026 09:00:00 GMT', 5_000],
    ['soon', 5_000],
    ['-5', 5_000],
  ])('%s makes the wait %i ms: respected when longer than ours', (value, delayMs) => {
    const outcome = responded(503, { headers: { 'retry-after': value } })
    expect(decide(attempted({ outcome }))).toEqual({ kind: 'retry', delayMs })
  })

  it('beyond the event max age expires the delivery', () => {
    const outcome = responded(429, { headers: { 'retry-after': '86401' } })
    expect(decide(attempted({ outcome }))).toMatchObject({ status: 'expired' })
  })
})

import { describe, expect, it } from 'vitest'
import { responded, timedOut } from '../../testing/queue.ts'
import { askedPauseMs, isSuccess, retryAfterMs } from './outcome.ts'

describe('success', () => {
  it.each([
    [200, true, true],
    [201, true, false],
    [204, true, false],
    [299, true, false],
    [300, false, false],
    [302, false, false],
    [404, false, false],
    [500, false, false],
  ])('status %i counts as delivered: %s by the rule 2xx, %s by the rule 200', (status, any2xx, only200) => {
    expect([isSuccess(responded(status), '2xx'), isSuccess(responded(status), '200')]).toEqual([
      any2xx,
      only200,
    ])
  })

  it('never is a failed attempt', () => {
    expect([isSuccess(timedOut, '2xx'), isSuccess(timedOut, '200')]).toEqual([false, false])
  })
})

describe('a pause', () => {
  const asking = { headers: { 'retry-after': '30' } }

  it.each([
    [responded(429, asking), 30_000],
    [responded(503, asking), 30_000],
    [responded(500, asking), 0],
    [responded(503), 0],
    [timedOut, 0],
  ])('is asked for by %j for %i ms', (outcome, pauseMs) => {
    expect(askedPauseMs(outcome, new Date())).toBe(pauseMs)
  })
})

describe('Retry-After', () => {
  const now = new Date('2026-04-08T09:24:04Z')

  it.each([
    ['120', 120_000],
    ['0', 0],
    [' 7 ', 7_000],
    ['Wed, 08 Apr 2026 09:25:04 GMT', 60_000],
    ['Wed, 08 Apr 2026 09:24:04 GMT', 0],
    ['Wed, 08 Apr 2026 08:00:00 GMT', 0],
    ['Wednesday, 08-Apr-26 09:25:04 GMT', 60_000],
    ['Monday, 08-Apr-99 09:25:04 GMT', 0],
    ['Wed Apr  8 09:25:04 2026', 60_000],
    ['Thu, 31 Dec 2026 23:59:60 GMT', Date.UTC(2027, 0, 1) - now.getTime()],
  ])('"%s" asks for a wait of %i ms', (value, waitMs) => {
    expect(retryAfterMs({ 'retry-after': value }, now)).toBe(waitMs)
  })

  it.each([
    '',
    'soon',
    '-5',
    '1.5',
    '5, 10',
    '1e3',
    '99999999999999999999',
    '2026-04-08T09:25:04Z',
    'Wed, 08 Apr 2026 09:25:04',
    'Wed, 08 Apr 2026 09:25:04 +0200',
    'Wed, 31 Feb 2026 09:25:04 GMT',
    'Wed, 08 Foo 2026 09:25:04 GMT',
    'Wed, 08 Apr 2026 24:00:00 GMT',
    'Wed, 08 Apr 2026 09:60:00 GMT',
  ])('"%s" is ignored', (value) => {
    expect(retryAfterMs({ 'retry-after': value }, now)).toBeNull()
  })

  it('is not there', () => {
    expect(retryAfterMs({}, now)).toBeNull()
  })
})

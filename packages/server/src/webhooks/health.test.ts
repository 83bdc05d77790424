import { describe, expect, it } from 'vitest'
import { alertDue, type Health } from './health.ts'

const hour = (hours: number) => new Date(Date.UTC(2026, 3, 8) + hours * 3_600_000)

function health(failing: [since: number, last: number] | null, alerted: [since: number, at: number] | null) {
  return {
    failing: failing && { since: hour(failing[0]), lastFailedAt: hour(failing[1]) },
    alerted: alerted && { since: hour(alerted[0]), at: hour(alerted[1]) },
  } satisfies Health
}

describe('with 24 hours allowed', () => {
  it.each([
    ['answers', health(null, null), null],
    ['has failed for less than half of it', health([0, 11.99], null), null],
    ['has failed for half of it', health([0, 12], null), 'failing'],
    ['was told of at half of it', health([0, 12], [0, 12]), null],
    ['has failed for nearly all of it', health([0, 23.99], [0, 12]), null],
    ['has failed for all of it', health([0, 24], [0, 12]), 'disabled'],
    ['has failed for all of it and nobody was told', health([0, 30], null), 'failing'],
    ['was told of late and failed again soon', health([0, 41.9], [0, 30]), null],
    ['was told of late and failed again after half of it', health([0, 42], [0, 30]), 'disabled'],
    ['answers again and nobody was told', health(null, null), null],
    ['answers again after it was told of', health(null, [0, 12]), 'recovered'],
    ['fails again after a success, having been told of', health([13, 13.1], [0, 12]), 'recovered'],
    ['fails again for long after a success, having been told of', health([13, 90], [0, 12]), 'recovered'],
  ])('a webhook that %s', (_what, given, expected) => {
    expect(alertDue(given, 24, hour(100))?.kind ?? null).toBe(expected)
  })

  it('time in which nothing was tried does not count', () => {
    expect(alertDue(health([0, 1], null), 24, hour(1_000))).toBeNull()
    expect(alertDue(health([0, 12], [0, 12]), 24, hour(1_000))).toBeNull()
  })

  it.each([
    [12, 24],
    [20, 32],
    [90, 102],
  ])('one told of at hour %d is disabled at hour %d at the earliest', (toldAt, disablesAt) => {
    expect(alertDue(health([0, 12], null), 24, hour(toldAt))).toMatchObject({ disablesAt: hour(disablesAt) })
    expect(alertDue(health([0, disablesAt - 0.01], [0, toldAt]), 24, hour(200))).toBeNull()
    expect(alertDue(health([0, disablesAt], [0, toldAt]), 24, hour(200))?.kind).toBe('disabled')
  })
})

describe('an account that asks for nothing', () => {
  it('is told of no failing, and none is disabled', () => {
    expect(alertDue(health([0, 1_000], null), null, hour(1_000))).toBeNull()
    expect(alertDue(health([0, 1_000], [0, 12]), null, hour(1_000))).toBeNull()
  })

  it('still hears that a webhook recovered of which it was told before', () => {
    expect(alertDue(health(null, [0, 12]), null, hour(20))).toEqual({ kind: 'recovered', since: hour(0) })
  })
})

describe('a change of the hours', () => {
  it('to fewer of them still leaves half of those after it was told', () => {
    expect(alertDue(health([0, 30], null), 24, hour(30))).toMatchObject({
      kind: 'failing',
      disablesAt: hour(42),
    })
    expect(alertDue(health([0, 30], [0, 24]), 10, hour(30))?.kind).toBe('disabled')
    expect(alertDue(health([0, 28], [0, 24]), 10, hour(30))).toBeNull()
  })

  it('to more of them waits for all of those', () => {
    expect(alertDue(health([0, 62], [0, 12]), 100, hour(62))).toBeNull()
    expect(alertDue(health([0, 100], [0, 12]), 100, hour(100))?.kind).toBe('disabled')
  })
})

import { describe, expect, it } from 'vitest'
import { createPace, type Pace, type Ticket } from './pace.ts'

/** A pace whose clock is set by hand. */
function paceAt(limits: { youngLimit: number; totalLimit: number; youngMs: number }) {
  const clock = { ms: 0 }
  const pace = createPace({ ...limits, monotonicMs: () => clock.ms })
  return { pace, clock }
}

/** Starts as many as may start. */
function startAll(pace: Pace): Ticket[] {
  const tickets: Ticket[] = []
  for (let ticket = pace.tryStart(0); ticket !== undefined; ticket = pace.tryStart(0)) tickets.push(ticket)
  return tickets
}

const finishAll = (pace: Pace, tickets: readonly Ticket[]) => {
  for (const ticket of tickets) pace.finish(ticket, 0)
}

describe('how many requests are in flight', () => {
  it('is limited by the young ones, and a finished one makes room for one more', () => {
    const { pace } = paceAt({ youngLimit: 3, totalLimit: 10, youngMs: 100 })
    const tickets = startAll(pace)
    expect(tickets).toHaveLength(3)
    finishAll(pace, tickets.slice(0, 1))
    expect(startAll(pace)).toHaveLength(1)
  })

  it('grows as slow ones grow old, up to the total', () => {
    const { pace, clock } = paceAt({ youngLimit: 3, totalLimit: 7, youngMs: 100 })
    const started = [startAll(pace).length]
    for (const ms of [100, 200, 300]) {
      clock.ms = ms
      pace.tick(1)
      started.push(startAll(pace).length)
    }
    expect(started).toEqual([3, 3, 1, 0])
  })

  it('counts those as young that started less than the limit ago', () => {
    const { pace, clock } = paceAt({ youngLimit: 2, totalLimit: 10, youngMs: 100 })
    pace.tryStart(0)
    clock.ms = 50
    pace.tryStart(0)
    clock.ms = 120
    pace.tick(1)
    expect(startAll(pace)).toHaveLength(1)
  })

  it('is right again once all have finished, in whatever order and however old', () => {
    const { pace, clock } = paceAt({ youngLimit: 4, totalLimit: 6, youngMs: 100 })
    const old = startAll(pace)
    clock.ms = 150
    pace.tick(1)
    const young = startAll(pace)
    expect([old.length, young.length]).toEqual([4, 2])
    finishAll(pace, young)
    finishAll(pace, old.toReversed())
    expect(startAll(pace)).toHaveLength(4)
  })

  it('leaves the second half of the places to webhooks that have few', () => {
    const { pace, clock } = paceAt({ youngLimit: 100, totalLimit: 12, youngMs: 100 })
    pace.tick(3)
    for (let started = 0; started < 6; started += 1) {
      expect(pace.placesFor(started, 0)).toBe(6 - started)
      expect(pace.placesFor(started, 2)).toBe(Math.max(0, 4 - started))
      expect(pace.mayStart(started, 0)).toBe(true)
      pace.tryStart(0)
    }
    clock.ms = 100
    pace.tick(3)
    expect([pace.placesFor(1, 0), pace.placesFor(2, 0), pace.placesFor(6, 0)]).toEqual([1, 0, 0])
    expect([6, 2, 1].map((inFlight) => pace.mayStart(inFlight, 0))).toEqual([false, false, true])
    pace.tick(1)
    expect([6, 5].map((inFlight) => pace.mayStart(inFlight, 0))).toEqual([false, true])
    // As many as it may start, also where places do not divide.
    pace.tick(4)
    expect([0, 1, 2].map((inFlight) => pace.mayStart(inFlight, 0))).toEqual([true, true, false])
    expect([0, 1, 2].map((inFlight) => pace.placesFor(inFlight, 0))).toEqual([2, 1, 0])
    // However many have work, each may have one.
    pace.tick(1_000)
    expect([1, 0].map((inFlight) => pace.mayStart(inFlight, 0))).toEqual([false, true])
  })

  it('is bounded by the memory that large bodies take, half of which is for webhooks with nothing in flight', () => {
    const { pace } = paceAt({ youngLimit: 100, totalLimit: 100, youngMs: 100 })
    const megabyte = 1024 * 1024
    const start = (count: number) =>
      Array.from({ length: count }, () => pace.tryStart(megabyte)).filter((ticket) => ticket !== undefined)
    expect(pace.mayStart(1, 40 * megabyte)).toBe(true)
    const tickets = start(16)
    expect([pace.mayStart(1, megabyte), pace.mayStart(0, megabyte), pace.mayStart(1, 0)]).toEqual([
      false,
      true,
      true,
    ])
    tickets.push(...start(16))
    expect([pace.mayStart(0, megabyte), pace.mayStart(0, 0)]).toEqual([false, true])
    for (const ticket of tickets) pace.finish(ticket, megabyte)
    expect(pace.mayStart(1, megabyte)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, readTarget } from '../../testing/ingest.ts'
import { attemptOf, timedOut } from '../../testing/queue.ts'
import type { Head } from '../deliveries/queue.store.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import { afterResult, allowedInFlight, closedBreaker, type Breaker } from './breaker.ts'
import {
  claimBudget,
  createLane,
  hold,
  isIdle,
  letGoOfHeldUp,
  lookAtCalls,
  msUntilRate,
  nextToSend,
  pauseLane,
  pollLane,
  recall,
  release,
  setTarget,
  speedUp,
  takeHeads,
  tickLane,
  tryNow,
  type Held,
  type Lane,
} from './lane.ts'

const database = await createTestDatabase()
const { id } = await addWebhook(database)
const read = await readTarget(database, id)

const now = new Date('2026-04-08T09:00:00Z')
const nowMs = 5_000_000
const failing = { since: new Date('2026-04-08T08:00:00Z'), reason: 'answered 503', nextProbeAt: null }

function target(more: Partial<WebhookTarget> = {}): WebhookTarget {
  return { ...read, updatedAt: new Date(1_000), ...more }
}

const heldOf = (deliveryId: string, orderedCallId: string | null): Held => ({
  delivery: {
    ...{ id: deliveryId, accountId: database.accountId, webhookId: id, eventId: deliveryId },
    ...{ eventType: 'call.ringing', occurredAt: now, payloadId: deliveryId, dialect: 'offhook' },
    ...{ bodyBytes: 2, body: '{}', attempts: 0, attemptsBefore: 0, ageMs: 0, isTest: false },
    ...{ orderedCallId, settingsAt: new Date(1_000) },
  },
  heldSinceMs: nowMs,
})

/** Failing for a minute and just opened, so that the next probe is to wait. */
const open = Array.from({ length: 10 }).reduce<Breaker>(
  (breaker, _, index) => afterResult(breaker, attemptOf(1, timedOut), nowMs - 60_000 + index * 6_667),
  closedBreaker,
)

/** The breaker of a lane that had this one when its target was read anew. */
function breakerAfter(
  before: Breaker,
  was: Partial<WebhookTarget> | null,
  is: Partial<WebhookTarget>,
): Breaker {
  const lane = createLane(id)
  if (was !== null) setTarget(lane, target(was), now, nowMs)
  lane.breaker = before
  setTarget(lane, target(is), now, nowMs)
  return lane.breaker
}

describe('a lane that reads its webhook', () => {
  it('goes on from what another worker found out: since when it fails, and one probe at once', () => {
    const breaker = breakerAfter(closedBreaker, null, { failing })
    expect(breaker.failingSinceMs).toBe(nowMs - 3_600_000)
    expect(allowedInFlight(breaker, nowMs, 10)).toBe(1)
  })

  it('keeps its own breaker while nothing changed', () => {
    expect(allowedInFlight(open, nowMs, 10)).toBe(0)
    expect(breakerAfter(open, {}, { failing })).toBe(open)
    expect(breakerAfter(open, {}, { failing: null })).toBe(open)
  })

  it('lets a probe go at once when the settings changed', () => {
    const breaker = breakerAfter(open, { failing }, { failing, updatedAt: new Date(2_000) })
    expect([breaker.failingSinceMs, allowedInFlight(breaker, nowMs, 10)]).toEqual([open.failingSinceMs, 1])
  })

  it('has nothing to wait for once it is deleted', () => {
    const deleted = { failing, isDeleted: true, updatedAt: new Date(2_000) }
    expect(allowedInFlight(breakerAfter(open, { failing }, deleted), nowMs, 10)).toBe(10)
  })

  it('begins afresh when the webhook was enabled again or has another address', () => {
    expect(breakerAfter(open, { failing }, { failing: null, updatedAt: new Date(2_000) })).toBe(closedBreaker)
  })
})

describe('an idle lane', () => {
  const idle = (is: Partial<WebhookTarget> = {}) => {
    const lane = createLane(id)
    setTarget(lane, target(is), now, nowMs)
    lane.mayHaveMore = false
    return lane
  }
  const polls = (lane: Lane, count: number) => Array.from({ length: count }, () => pollLane(lane, nowMs))

  it('is forgotten after a while without work', () => {
    const lane = idle()
    expect(polls(lane, 10)).not.toContain(true)
    lane.mayHaveMore = true
    expect(pollLane(lane, nowMs)).toBe(false)
    lane.mayHaveMore = false
    expect(polls(lane, 11)).toEqual([...Array.from({ length: 10 }, () => false), true])
  })

  it('is kept while its receiver fails or its rate is used up, unless its webhook is deleted', () => {
    const failed = idle()
    failed.breaker = open
    expect(polls(failed, 20)).not.toContain(true)
    const limited = idle({ rateLimitPerSecond: 1 })
    limited.bucket = { tokens: 0, atMs: nowMs }
    expect(polls(limited, 20)).not.toContain(true)
    const deleted = idle({ isDeleted: true })
    deleted.breaker = open
    expect(polls(deleted, 11).at(-1)).toBe(true)
  })
})

describe('claiming ahead', () => {
  it('is for receivers that answer fast: a slow one holds no more than its places', () => {
    const lane = createLane(id)
    setTarget(lane, target({ maxConnections: 10 }), now, nowMs)
    for (let ended = 0; ended < 10; ended += 1) speedUp(lane, false)
    expect(claimBudget(lane, nowMs)).toBe(10)
    for (let ended = 0; ended < 10; ended += 1) speedUp(lane, true)
    expect(claimBudget(lane, nowMs)).toBeGreaterThan(256)
  })

  it('is not for places that others need', () => {
    const lane = createLane(id)
    setTarget(lane, target({ maxConnections: 10 }), now, nowMs)
    lane.inFlight = 4
    expect([claimBudget(lane, nowMs, 3), claimBudget(lane, nowMs, 0), claimBudget(lane, nowMs)]).toEqual([
      3, 0, 6,
    ])
  })

  it('is for a probe too, behind what has expired, and not for a receiver that is left alone', () => {
    const lane = createLane(id)
    setTarget(lane, target({ failing }), now, nowMs)
    expect(claimBudget(lane, nowMs)).toBe(1)
    speedUp(lane, true)
    expect(claimBudget(lane, nowMs)).toBe(9)
    lane.breaker = open
    expect(claimBudget(lane, nowMs)).toBe(0)
  })

  it('is let go of while a probe takes its time', () => {
    const lane = createLane(id)
    setTarget(lane, target({ failing }), now, nowMs)
    hold(lane, heldOf('a', null))
    hold(lane, heldOf('b', null))
    lane.ahead = 8
    lane.waiting.shift()
    lane.inFlight = 1
    letGoOfHeldUp(lane, nowMs)
    expect(lane.waiting).toHaveLength(1)
    tickLane(lane)
    letGoOfHeldUp(lane, nowMs)
    expect([lane.waiting.length, [...lane.heldIds]]).toEqual([0, ['a']])
  })
})

describe('a receiver that asks for a pause', () => {
  it('is left alone as long as it asks, a minute at most, but for tests', () => {
    const lane = createLane(id)
    setTarget(lane, target(), now, nowMs)
    hold(lane, heldOf('one', null))
    const mayGo = (ms: number) => nextToSend(lane, nowMs + ms) !== undefined
    pauseLane(lane, target(), 30_000, nowMs)
    pauseLane(lane, target(), 0, nowMs + 1_000)
    expect([mayGo(29_999), mayGo(30_000)]).toEqual([false, true])
    expect([claimBudget(lane, nowMs + 29_999), claimBudget(lane, nowMs + 30_000)]).toEqual([0, 9])
    pauseLane(lane, target(), 3_600_000, nowMs)
    expect([mayGo(59_999), mayGo(60_000)]).toEqual([false, true])
    const one = heldOf('two', null)
    hold(lane, { ...one, delivery: { ...one.delivery, isTest: true } })
    expect(mayGo(1_000)).toBe(true)
  })

  it('and one that fails are tried at once when someone expects that they answer', () => {
    const lane = createLane(id)
    setTarget(lane, target(), now, nowMs)
    hold(lane, heldOf('one', null))
    pauseLane(lane, target(), 30_000, nowMs)
    lane.breaker = open
    expect(nextToSend(lane, nowMs)).toBeUndefined()
    tryNow(lane, nowMs)
    expect(nextToSend(lane, nowMs)).toBeDefined()
    expect(allowedInFlight(lane.breaker, nowMs, 10)).toBe(1)
  })

  it('has nothing held for it meanwhile, and is not forgotten', () => {
    const lane = createLane(id)
    setTarget(lane, target(), now, nowMs)
    hold(lane, heldOf('one', null))
    pauseLane(lane, target(), 30_000, nowMs)
    letGoOfHeldUp(lane, nowMs)
    expect(isIdle(lane)).toBe(true)
    lane.mayHaveMore = false
    const isForgotten = (atMs: number) => Array.from({ length: 20 }).some(() => pollLane(lane, atMs))
    expect([isForgotten(nowMs), isForgotten(nowMs + 30_000)]).toEqual([false, true])
  })
})

describe('a rate limit', () => {
  const limited = (rateLimitPerSecond: number) => {
    const lane = createLane(id)
    setTarget(lane, target({ rateLimitPerSecond, maxConnections: 100 }), now, nowMs)
    return lane
  }
  it('has no more claimed than it lets go soon, so that what waits for it takes no room from others', () => {
    const lane = limited(100)
    lane.bucket = { tokens: 0.5, atMs: nowMs }
    expect(claimBudget(lane, nowMs)).toBe(20)
    hold(lane, heldOf('a', null))
    expect(claimBudget(lane, nowMs)).toBe(19)
    // Not one by one: a small claim costs as much as a large one.
    for (let more = 0; more < 10; more += 1) hold(lane, heldOf(`more ${more}`, null))
    expect(claimBudget(lane, nowMs)).toBe(0)
    const slow = limited(0.1)
    expect(claimBudget(slow, nowMs)).toBe(1)
    slow.bucket = { tokens: 0.9, atMs: nowMs }
    expect(claimBudget(slow, nowMs)).toBe(0)
  })

  it('says when it lets the next one go, if there is one and nothing else holds it', () => {
    const lane = limited(100)
    lane.bucket = { tokens: 0, atMs: nowMs }
    expect(msUntilRate(lane, nowMs)).toBe(0)
    hold(lane, heldOf('a', null))
    expect([nextToSend(lane, nowMs), msUntilRate(lane, nowMs)]).toEqual([undefined, 10])
    expect(nextToSend(lane, nowMs + 10)).toBeDefined()
    expect(msUntilRate(lane, nowMs + 10)).toBe(0)
  })
})

describe('a look at the calls of a long queue', () => {
  const head = (callId: string, isDue = true): Head => ({
    webhookId: id,
    id: `first of ${callId}`,
    callId,
    isDue,
  })
  const loose = (name: string): Head => ({ webhookId: id, id: name, callId: null, isDue: true })
  const heads = (...callIds: string[]) => callIds.map((callId) => head(callId))
  const looking = (missing: number, lane = createLane(id)) => {
    const look = lookAtCalls(lane, missing)
    return { lane, look, take: (found: readonly Head[]) => takeHeads(lane, missing, look, found) }
  }

  it('takes as many as are missing and goes on behind them', () => {
    const { lane, take } = looking(2)
    expect(take(heads('a', 'b', 'c'))).toEqual({ ids: ['first of a', 'first of b'], isAll: false })
    const next = looking(2, lane)
    expect(next.look.afterCall).toBe('b')
    expect(next.take(heads('c'))).toEqual({ ids: ['first of c'], isAll: false })
    const whole = looking(2, lane)
    expect(whole.look.afterCall).toBe('')
    expect(whole.take(heads('c')).isAll).toBe(true)
  })

  it('leaves half of the places to what has no call, and is not through before all of that is', () => {
    const { lane, take } = looking(4)
    const found = [...heads('a', 'b', 'c'), loose('x'), loose('y'), loose('z')]
    expect(take(found)).toEqual({ ids: ['x', 'y', 'first of a', 'first of b'], isAll: false })
    expect(lane.afterCall).toBe('b')
    expect(looking(4).take([...heads('a'), loose('x')])).toEqual({ ids: ['x', 'first of a'], isAll: true })
    expect(looking(2).take([loose('x'), loose('y')]).isAll).toBe(false)
    // A single place is for either in turn.
    const inTurn = Array.from({ length: 4 }, () => looking(1, lane).take(found).ids)
    expect(inTurn).toEqual([['first of a'], ['x'], ['first of a'], ['x']])
  })

  it('leaves out what is held and what is not due', () => {
    const { lane, take } = looking(2)
    lane.heldIds.add('first of a')
    expect(take([head('a'), head('b', false), head('c')])).toEqual({ ids: ['first of c'], isAll: true })
  })

  it('goes on behind calls of which none could be taken', () => {
    const { lane, look, take } = looking(1)
    const waiting = Array.from({ length: look.most }, (_, index) => head(`${10_000 + index}`, false))
    expect(take(waiting)).toEqual({ ids: [], isAll: false })
    expect(lookAtCalls(lane, 1).afterCall).toBe(waiting.at(-1)?.callId)
  })
})

describe('calls that stay in order', () => {
  const ordered = () => {
    const lane = createLane(id)
    setTarget(lane, target({ ordering: 'per-call' }), now, nowMs)
    return lane
  }
  const waiting = (lane: Lane) => lane.waiting.map(({ delivery }) => delivery.id)
  /** Takes the next one out, as the engine does when it sends. */
  const send = (lane: Lane) => {
    const held = nextToSend(lane, nowMs)?.held
    lane.waiting.shift()
    if (held === undefined) throw new Error('Nothing may be sent')
    return held
  }

  it('let an earlier event that comes late go first while the later one still waits', () => {
    const lane = ordered()
    for (const held of [heldOf('other', 'b'), heldOf('late', 'a'), heldOf('none', null)]) hold(lane, held)
    hold(lane, heldOf('early', 'a'))
    expect(waiting(lane)).toEqual(['other', 'early', 'none'])
    expect([...lane.heldIds]).toEqual(['other', 'none', 'early'])
  })

  it('let it wait for the result while the later one is in flight, and go then', () => {
    const lane = ordered()
    hold(lane, heldOf('late', 'a'))
    const late = send(lane)
    hold(lane, heldOf('early', 'a'))
    hold(lane, heldOf('earliest', 'a'))
    expect(waiting(lane)).toEqual([])
    release(lane, late)
    // Of the two the queue gave the earlier one last; the other stays in the queue until that is settled.
    expect(waiting(lane)).toEqual(['earliest'])
    expect([...lane.heldIds]).toEqual(['earliest'])
    release(lane, send(lane))
    expect(isIdle(lane)).toBe(true)
  })

  it('are forgotten when all is let go of, but for the one in flight', () => {
    const lane = ordered()
    hold(lane, heldOf('late', 'a'))
    const late = send(lane)
    for (const held of [heldOf('early', 'a'), heldOf('other', 'b')]) hold(lane, held)
    recall(lane)
    expect([...lane.heldIds]).toEqual(['late'])
    hold(lane, heldOf('other', 'b'))
    expect(waiting(lane)).toEqual(['other'])
    release(lane, late)
    hold(lane, heldOf('early', 'a'))
    expect(waiting(lane)).toEqual(['other', 'early'])
  })
})

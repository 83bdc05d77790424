import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, webhookDeps } from '../../testing/ingest.ts'
import { loadTargets } from '../webhooks/targets.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import { afterResult, allowedInFlight, closedBreaker, type Breaker } from './breaker.ts'
import { claimBudget, createLane, pollLane, setTarget, speedUp, type Lane } from './lane.ts'

const database = await createTestDatabase()
const { id } = await addWebhook(database)
const [read] = await loadTargets(database.db, webhookDeps(database).secretBox, [id])
if (read === undefined) throw new Error('The webhook cannot be read')

const now = new Date('2026-04-08T09:00:00Z')
const nowMs = 5_000_000
const failing = { since: new Date('2026-04-08T08:00:00Z'), reason: 'answered 503', nextProbeAt: null }

function target(more: Partial<WebhookTarget> = {}): WebhookTarget {
  return { ...(read as WebhookTarget), updatedAt: new Date(1_000), ...more }
}

/** Failing for a minute and just opened, so that the next probe is to wait. */
const open = Array.from({ length: 10 }).reduce<Breaker>(
  (breaker, _, index) => afterResult(breaker, false, nowMs - 60_000 + index * 6_667),
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
  const polls = (lane: Lane, count: number) => Array.from({ length: count }, () => pollLane(lane))

  it('is forgotten after a while without work', () => {
    const lane = idle()
    expect(polls(lane, 10)).not.toContain(true)
    lane.mayHaveMore = true
    expect(pollLane(lane)).toBe(false)
    lane.mayHaveMore = false
    expect(polls(lane, 11)).toEqual([...Array.from({ length: 10 }, () => false), true])
  })

  it('is kept while its receiver fails or its rate is used up, unless its webhook is deleted', () => {
    const failed = idle()
    failed.breaker = open
    expect(polls(failed, 20)).not.toContain(true)
    const limited = idle({ rateLimitPerSecond: 1 })
    limited.tokens = 0
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
})

import { allowedInFlight, closedBreaker, openedBreaker, probeNow, type Breaker } from './breaker.ts'
import type { ClaimedDelivery } from '../deliveries/delivery.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'

/** A claimed delivery that waits for its turn, and since when, by the monotonic clock. */
export type Held = { delivery: ClaimedDelivery; heldSinceMs: number }

/** What one worker holds for one webhook: claimed deliveries that wait, and how many are being sent. */
export type Lane = {
  webhookId: string
  target: WebhookTarget | null
  /** `updatedAt` of the last target, also while it is being read anew. */
  settingsAt: Date | null
  /** The ids of all that this worker holds: waiting, in flight, or with a result that is not in the database yet. */
  heldIds: Set<string>
  waiting: Held[]
  inFlight: number
  /** Set when there may be due deliveries that are not claimed; a claim that comes back short clears it. */
  mayHaveMore: boolean
  mayHaveTests: boolean
  /** Counts wake-ups, so that one that comes during a claim is not lost. */
  wakeUps: number
  /** Counts how often all that waits was let go of, so that a claim under way then does not bring it back. */
  recalls: number
  /** How many to claim beyond free connections: grows while the receiver is faster than the claims, else shrinks. */
  ahead: number
  finishedSinceTick: number
  /** Requests that the rate limit allows right now. */
  tokens: number
  breaker: Breaker
  /** How many polls in a row found nothing to do or to remember. */
  idlePolls: number
}

const maxAhead = 512

export function createLane(webhookId: string): Lane {
  return {
    webhookId,
    target: null,
    settingsAt: null,
    heldIds: new Set(),
    waiting: [],
    inFlight: 0,
    mayHaveMore: true,
    mayHaveTests: true,
    wakeUps: 0,
    recalls: 0,
    ahead: 0,
    finishedSinceTick: 0,
    tokens: 1,
    breaker: closedBreaker,
    idlePolls: 0,
  }
}

/**
 * Takes over the webhook as it was read at `now`, which is `nowMs` by the monotonic clock. What other workers found out
 * about its receiver is gone on from. Settings that changed are worth a probe; a webhook that was enabled again, or has
 * another address, begins afresh.
 */
export function setTarget(lane: Lane, target: WebhookTarget, now: Date, nowMs: number): void {
  const { failing, updatedAt } = target
  const isChanged = lane.settingsAt !== null && lane.settingsAt.getTime() !== updatedAt.getTime()
  if (failing !== null && lane.breaker.failures === 0)
    lane.breaker = openedBreaker(now.getTime() - failing.since.getTime(), nowMs)
  else if (isChanged) lane.breaker = failing === null ? closedBreaker : probeNow(lane.breaker, nowMs)
  lane.target = target
  lane.settingsAt = updatedAt
}

/** Whether nothing of this webhook is in this worker's hands. */
export function isIdle(lane: Lane): boolean {
  return lane.heldIds.size === 0
}

// A lane made anew reads its webhook before it sends: one that is used now and then should not have to each time.
const keptPolls = 10

/** Tells a lane of a poll. Returns whether it has long had nothing to do and can be forgotten. */
export function pollLane(lane: Lane): boolean {
  lane.idlePolls = isForgettable(lane) ? lane.idlePolls + 1 : 0
  return lane.idlePolls > keptPolls
}

/**
 * Whether nothing is lost when the lane is made anew the next time: failures of its receiver are remembered, and so is a
 * rate limit that is used up.
 */
function isForgettable(lane: Lane): boolean {
  if (!isIdle(lane) || lane.mayHaveMore) return false
  if (lane.target?.isDeleted === true) return true
  return lane.breaker.failures === 0 && (lane.target?.rateLimitPerSecond == null || lane.tokens >= 1)
}

/** Whether deliveries other than tests may go out: a deleted webhook's are canceled, which is work too. */
export function isOpen(target: WebhookTarget): boolean {
  return target.enabled || target.isDeleted
}

/** How many deliveries to claim now: enough for the free connections, and some ahead for a fast receiver. */
export function claimBudget(lane: Lane, nowMs: number): number {
  if (!lane.mayHaveMore || lane.target === null || !isOpen(lane.target)) return 0
  const allowed = allowedInFlight(lane.breaker, nowMs, lane.target.maxConnections)
  const room =
    allowed + (lane.breaker.openUntilMs === null ? lane.ahead : 0) - lane.inFlight - lane.waiting.length
  // A small claim costs as much as a large one: wait until at least half of what is wanted is free.
  return room * 2 >= lane.ahead ? Math.max(0, room) : 0
}

/** Whether the next waiting delivery may be sent now. */
export function canStart(lane: Lane, nowMs: number): boolean {
  const [next] = lane.waiting
  if (lane.target === null || next === undefined) return false
  const isAllowed = isOpen(lane.target) || next.delivery.isTest
  const isWithinRate = lane.target.rateLimitPerSecond === null || lane.tokens >= 1
  // A test is not held back: someone wants to know whether the receiver answers.
  const places = next.delivery.isTest
    ? lane.target.maxConnections
    : allowedInFlight(lane.breaker, nowMs, lane.target.maxConnections)
  return isAllowed && isWithinRate && lane.inFlight < places
}

/** Puts a claimed delivery into the lane; a test goes first, since someone waits for its answer. */
export function hold(lane: Lane, held: Held): void {
  const { target } = lane
  if (target?.updatedAt.getTime() !== held.delivery.settingsAt.getTime()) lane.target = null
  lane.heldIds.add(held.delivery.id)
  if (held.delivery.isTest) lane.waiting.unshift(held)
  else lane.waiting.push(held)
}

/** Lets go of what was claimed and cannot go out now: the webhook was disabled meanwhile, or its receiver keeps failing. */
export function letGoOfHeldUp(lane: Lane, nowMs: number): void {
  if (lane.waiting.length === 0 || lane.target === null) return
  const isPaused = lane.breaker.openUntilMs !== null && nowMs < lane.breaker.openUntilMs
  if (isPaused || !isOpen(lane.target)) letGo(lane, (held) => !held.delivery.isTest)
}

/** Lets go of everything that waits: it stays in the queue, for the next claim. */
export function recall(lane: Lane): void {
  lane.recalls += 1
  letGo(lane, () => true)
}

function letGo(lane: Lane, isMeant: (held: Held) => boolean): void {
  for (const held of lane.waiting) if (isMeant(held)) lane.heldIds.delete(held.delivery.id)
  lane.waiting = lane.waiting.filter((held) => !isMeant(held))
}

/**
 * A request ended, young or not (see pace.ts). Where the receiver keeps up with us, claim more at a time; a slow one's places
 * can be filled as they become free, and what is held for it would be missing to the others.
 */
export function speedUp(lane: Lane, isYoung: boolean): void {
  if (isYoung && lane.waiting.length === 0 && lane.mayHaveMore)
    lane.ahead = Math.min(maxAhead, Math.max(8, lane.ahead * 2))
}

/** Adapts to the pace of the last `elapsedMs`, and refills the rate limit: at most one tick's worth may be saved up. */
export function tickLane(lane: Lane, elapsedMs: number): void {
  lane.ahead = Math.min(lane.ahead, lane.finishedSinceTick)
  lane.finishedSinceTick = 0
  const rate = lane.target?.rateLimitPerSecond
  if (rate == null) return
  const earned = (rate * elapsedMs) / 1000
  lane.tokens = Math.min(Math.max(1, earned), lane.tokens + earned)
}

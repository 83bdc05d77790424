import { allowedInFlight, closedBreaker, openedBreaker, probeNow, type Breaker } from './breaker.ts'
import type { ClaimedDelivery } from '../deliveries/delivery.ts'
import type { Head, Look } from '../deliveries/queue.store.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import { fullBucket, msUntilToken, tokensLeft, type Bucket } from './rate.ts'

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
  /** Of each call that is to stay in order, the delivery that is held: there is never more than one in waiting or in flight. */
  heldOfCall: Map<string, Held>
  /** Claimed while a later one of their call was in flight already: they go when its result is in the database. */
  behind: Held[]
  /** More is due than a claim passes over, by the last poll: what may go is looked for call by call too. */
  hasLongCalls: boolean
  /** The call behind which the next such look goes on; '' when the last one came to the end. */
  afterCall: string
  /** Whether what has no call has the larger half of an odd number of places this time. */
  isLooseTurn: boolean
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
  /** What is left of the rate limit. */
  bucket: Bucket
  breaker: Breaker
  /** Until when its receiver asked to be left alone, by the monotonic clock. */
  pausedUntilMs: number
  /** How many polls in a row found nothing to do or to remember. */
  idlePolls: number
}

const maxAhead = 512
// Until a claim comes again: a tick of the engine, and what the claim takes.
const rateAheadMs = 200

export function createLane(webhookId: string): Lane {
  return {
    webhookId,
    target: null,
    settingsAt: null,
    heldIds: new Set(),
    waiting: [],
    heldOfCall: new Map(),
    behind: [],
    hasLongCalls: false,
    afterCall: '',
    isLooseTurn: false,
    inFlight: 0,
    mayHaveMore: true,
    mayHaveTests: true,
    wakeUps: 0,
    recalls: 0,
    ahead: 0,
    finishedSinceTick: 0,
    bucket: fullBucket,
    breaker: closedBreaker,
    pausedUntilMs: 0,
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
  if (isChanged) lane.pausedUntilMs = 0
  // Nothing is sent any more, only canceled.
  if (target.isDeleted) lane.breaker = closedBreaker
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
export function pollLane(lane: Lane, nowMs: number): boolean {
  lane.idlePolls = isForgettable(lane, nowMs) ? lane.idlePolls + 1 : 0
  return lane.idlePolls > keptPolls
}

/**
 * Whether nothing is lost when the lane is made anew the next time: failures of its receiver are remembered, and so is a
 * rate limit that is used up.
 */
function isForgettable(lane: Lane, nowMs: number): boolean {
  if (!isIdle(lane) || lane.mayHaveMore || nowMs < lane.pausedUntilMs) return false
  if (lane.target?.isDeleted === true) return true
  return lane.breaker.failures === 0 && rateLeft(lane, nowMs) >= 1
}

/** Whether deliveries other than tests may go out: a deleted webhook's are canceled, which is work too. */
export function isOpen(target: WebhookTarget): boolean {
  return target.enabled || target.isDeleted
}

/**
 * How many deliveries to claim now: enough for the free connections, as far as there are `places` for more requests with
 * regard to others, and some ahead for a fast receiver.
 */
export function claimBudget(lane: Lane, nowMs: number, places = Infinity): number {
  if (!lane.mayHaveMore || lane.target === null || !isOpen(lane.target)) return 0
  const allowed = placesOf(lane, lane.target, nowMs)
  if (allowed === 0) return 0
  // Also ahead of a probe: what has expired in front of it goes fast.
  const room = Math.min(allowed - lane.inFlight, places) + lane.ahead - lane.waiting.length
  // A small claim costs as much as a large one: wait until at least half of what is wanted is free.
  if (room * 2 < lane.ahead) return 0
  // What the rate does not let go soon would only be held, and what all lanes may hold together is limited.
  const soon = Math.floor(rateLeft(lane, nowMs) + ((rateOf(lane) ?? 0) * rateAheadMs) / 1_000)
  if (lane.waiting.length * 2 > soon) return 0
  return Math.max(0, Math.min(room, soon - lane.waiting.length))
}

// One that asks for longer is asked again, as one that fails is.
const maxPauseMs = 60_000

/**
 * Leaves a receiver alone for as long as it asks, a minute at most; a pause that is under way is not shortened. What an address
 * asked for that was changed meanwhile says nothing about the new one.
 */
export function pauseLane(lane: Lane, asked: WebhookTarget, askedMs: number, nowMs: number): void {
  if (asked.updatedAt.getTime() !== lane.settingsAt?.getTime()) return
  lane.pausedUntilMs = Math.max(lane.pausedUntilMs, nowMs + Math.min(askedMs, maxPauseMs))
}

/** Someone expects the receiver to answer again: neither a pause nor the time of the next probe holds a request back. */
export function tryNow(lane: Lane, nowMs: number): void {
  lane.pausedUntilMs = 0
  lane.breaker = probeNow(lane.breaker, nowMs)
}

/** How many requests may be in flight. */
function placesOf({ breaker, pausedUntilMs }: Lane, target: WebhookTarget, nowMs: number): number {
  return nowMs < pausedUntilMs ? 0 : allowedInFlight(breaker, nowMs, target.maxConnections)
}

const rateOf = ({ target }: Lane) => target?.rateLimitPerSecond ?? null
const rateLeft = (lane: Lane, nowMs: number) => tokensLeft(lane.bucket, rateOf(lane), nowMs)

/** How long until the rate lets the next one that waits go, in milliseconds; 0 when it is not the rate that holds it. */
export function msUntilRate(lane: Lane, nowMs: number): number {
  return lane.waiting.length === 0 ? 0 : msUntilToken(lane.bucket, rateOf(lane), nowMs)
}

// Calls that wait for a retry are looked at too, but not so many that a claim takes long.
const callsBesides = 1_000

/** Where to look for so many deliveries call by call. */
export function lookAtCalls({ webhookId, afterCall, heldIds }: Lane, missing: number): Look {
  const wanted = missing + heldIds.size
  return { webhookId, afterCall, wanted, most: wanted + callsBesides }
}

/**
 * Of what such a look found, the ids to claim, and whether that is all there is. The next look goes on behind them, so that
 * every call has its turn; those without a call may have half of the places.
 */
export function takeHeads(
  lane: Lane,
  missing: number,
  look: Look,
  found: readonly Head[],
): { ids: string[]; isAll: boolean } {
  const isFree = ({ id, isDue }: Head) => isDue && !lane.heldIds.has(id)
  const [loose, calls] = [found.filter(isLoose).filter(isFree), found.filter((head) => !isLoose(head))]
  lane.isLooseTurn = !lane.isLooseTurn
  const half = missing / 2
  const takenLoose = loose.slice(0, lane.isLooseTurn ? Math.ceil(half) : Math.floor(half))
  const places = missing - takenLoose.length
  const taken = calls.filter(isFree).slice(0, places)
  const isFull = taken.length === places
  const isEnd = !isFull && calls.length < look.most
  lane.afterCall = isEnd ? '' : ((isFull ? taken : calls).at(-1)?.callId ?? look.afterCall)
  return {
    ids: [...takenLoose, ...taken].map(({ id }) => id),
    isAll: isEnd && look.afterCall === '' && takenLoose.length === loose.length,
  }
}

const isLoose = ({ callId }: Head) => callId === null

/** The waiting delivery that may be sent now, and to whom. */
export function nextToSend(lane: Lane, nowMs: number): { held: Held; target: WebhookTarget } | undefined {
  const { target } = lane
  const [held] = lane.waiting
  if (target === null || held === undefined) return undefined
  const { isTest } = held.delivery
  // A test is not held back: someone wants to know whether the receiver answers.
  const places = isTest ? target.maxConnections : placesOf(lane, target, nowMs)
  const isAllowed = (isOpen(target) || isTest) && rateLeft(lane, nowMs) >= 1 && lane.inFlight < places
  return isAllowed ? { held, target } : undefined
}

/**
 * Puts a claimed delivery into the lane; a test goes first, since someone waits for its answer. Of a call in order the
 * queue gives the earliest: one that is held already is a later one, and lets it go first.
 */
export function hold(lane: Lane, held: Held): void {
  const { id, isTest, orderedCallId, settingsAt } = held.delivery
  if (lane.target?.updatedAt.getTime() !== settingsAt.getTime()) lane.target = null
  lane.heldIds.add(id)
  const later = orderedCallId === null ? undefined : lane.heldOfCall.get(orderedCallId)
  const place = later === undefined ? -1 : lane.waiting.indexOf(later)
  if (later !== undefined && place < 0) {
    lane.behind.push(held)
    return
  }
  if (orderedCallId !== null) lane.heldOfCall.set(orderedCallId, held)
  if (later !== undefined) {
    lane.heldIds.delete(later.delivery.id)
    lane.waiting[place] = held
  } else if (isTest) lane.waiting.unshift(held)
  else lane.waiting.push(held)
}

/** Lets go of a delivery whose result is in the database. */
export function release(lane: Lane, { delivery }: Held): void {
  lane.heldIds.delete(delivery.id)
  const call = delivery.orderedCallId
  if (call === null) return
  lane.heldOfCall.delete(call)
  const { behind } = lane
  lane.behind = behind.filter((held) => held.delivery.orderedCallId !== call)
  for (const held of behind) if (held.delivery.orderedCallId === call) hold(lane, held)
}

/**
 * Lets go of what was claimed and cannot go out now: the webhook was disabled meanwhile, or its receiver keeps failing or asked
 * for a pause and is left alone, or has been sent a probe that takes its time.
 */
export function letGoOfHeldUp(lane: Lane, nowMs: number): void {
  if (lane.waiting.length === 0 || lane.target === null) return
  const { openUntilMs } = lane.breaker
  const isPaused = nowMs < Math.max(openUntilMs ?? 0, lane.pausedUntilMs)
  const isProbed = openUntilMs !== null && lane.inFlight > 0 && lane.ahead === 0
  if (isPaused || isProbed || !isOpen(lane.target)) letGo(lane, (held) => !held.delivery.isTest)
}

/** Lets go of everything that waits: it stays in the queue, for the next claim. */
export function recall(lane: Lane): void {
  lane.recalls += 1
  letGo(lane, () => true)
}

function letGo(lane: Lane, isMeant: (held: Held) => boolean): void {
  for (const { delivery } of lane.behind) lane.heldIds.delete(delivery.id)
  lane.behind = []
  for (const held of lane.waiting) {
    if (!isMeant(held)) continue
    const { id, orderedCallId } = held.delivery
    lane.heldIds.delete(id)
    if (orderedCallId !== null) lane.heldOfCall.delete(orderedCallId)
  }
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

/** Adapts to the pace of the last tick. */
export function tickLane(lane: Lane): void {
  lane.ahead = Math.min(lane.ahead, lane.finishedSinceTick)
  lane.finishedSinceTick = 0
}

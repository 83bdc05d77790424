/**
 * The delivery engine of one worker: claims due deliveries of the webhooks in its shards, sends them within the limits
 * of each webhook, and settles what came of it. Fairness: every webhook has a lane of its own, with its own claim
 * budget, and lanes take turns; a lane that nobody answers holds only its own few places.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { NewAttempt } from '../attempts/attempt.ts'
import { askedPauseMs, isCutOff } from '../attempts/outcome.ts'
import type { ClaimedDelivery } from '../deliveries/delivery.ts'
import type { Settlement } from '../deliveries/settle.store.ts'
import type { Clock } from '../lib/clock.ts'
import { isDatabaseAway } from '../lib/db.ts'
import { toError } from '../lib/errors.ts'
import type { GroupCommit } from '../lib/group-commit.ts'
import type { Logger } from '../lib/log.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import { afterResult } from './breaker.ts'
import type { HealthNote } from './health-notes.ts'
import { createKick } from './kick.ts'
import {
  claimBudget,
  isIdle,
  msUntilRate,
  nextToSend,
  pauseLane,
  release,
  speedUp,
  tickLane,
  type Held,
  type Lane,
} from './lane.ts'
import type { Lanes, WakeKind } from './lanes.ts'
import type { Pace, Ticket } from './pace.ts'
import { pause } from './pause.ts'
import { giveTokenBack, takeToken } from './rate.ts'
import { shardOf } from './shares.ts'

export type EngineDeps = {
  lanes: Lanes
  pace: Pace
  log: Logger
  clock: Clock
  /** Whether our lease is over: nothing may be started any more, even before anybody says so. */
  isLeaseOver: () => boolean
  /** Sends one delivery and says how to settle it. */
  send: (held: Held, target: WebhookTarget) => Promise<Settlement>
  /** Writes how a delivery ended; whether it was still in the queue. */
  settles: GroupCommit<Settlement, boolean>
  /** Hears of an attempt whose delivery left the queue while the request was under way. */
  onLeftQueue: (delivery: ClaimedDelivery, attempt: NewAttempt) => Promise<void>
  /** Hears of each failure of a receiver that keeps failing, and when it answers again. */
  onHealth: (target: WebhookTarget, note: HealthNote) => void
}

export type Engine = {
  wake: (webhookIds: readonly string[] | '*', kind: WakeKind) => void
  /** The shards of which something is in flight or unsettled here. */
  busyShards: () => ReadonlySet<number>
  /** Claims and sends until the signal fires; then waits for requests in flight and settles them. */
  run: (signal: AbortSignal) => Promise<void>
}

const pollMs = 1_000
// While so many are about to be sent, the next claim can gather more: a small one costs nearly as much as a large one.
const enoughWaiting = 256
const gatherMs = 10
const tickMs = 100
const unsettledLimit = 3_000
const databaseAwayMs = 200
// What fails so often in a row will not heal: the worker begins anew, or others take its share.
const maxFailures = 25

export function createEngine({
  lanes,
  pace,
  log,
  clock,
  isLeaseOver,
  send,
  settles,
  onLeftQueue,
  onHealth,
}: EngineDeps): Engine {
  const { monotonicMs } = clock
  const ready: Lane[] = []
  const isReady = new Set<Lane>()
  const isWaitingForRate = new WeakSet<Lane>()
  /** Deliveries in flight, or with a result that is on its way into the database. */
  let unfinished = 0
  let whenIdle: (() => void) | undefined
  const kick = createKick()
  let isStopping = false

  function markReady(lane: Lane): void {
    if (isReady.has(lane)) return
    if (nextToSend(lane, monotonicMs()) === undefined) return waitForRate(lane)
    isReady.add(lane)
    ready.push(lane)
  }

  /** Comes back to a lane when its rate lets the next one go: a tick would be too late, and let several go at once. */
  function waitForRate(lane: Lane): void {
    const waitMs = msUntilRate(lane, monotonicMs())
    if (waitMs === 0 || isWaitingForRate.has(lane)) return
    isWaitingForRate.add(lane)
    const timer = setTimeout(() => {
      isWaitingForRate.delete(lane)
      markReady(lane)
      pump()
    }, Math.ceil(waitMs))
    timer.unref()
  }

  /** Starts what may start: one delivery of each ready lane in turn. */
  function pump(): void {
    while (!isStopping && !isLeaseOver() && settles.size() < unsettledLimit) {
      const [lane] = ready
      if (lane === undefined) return
      const bytes = bytesToRead(lane.waiting[0])
      const next = pace.mayStart(lane.inFlight, bytes) ? nextToSend(lane, monotonicMs()) : undefined
      const ticket = next === undefined ? undefined : pace.tryStart(bytes)
      if (next !== undefined && ticket === undefined) return
      ready.shift()
      isReady.delete(lane)
      if (next === undefined || ticket === undefined) continue
      start(lane, next.held, next.target, ticket)
      markReady(lane)
    }
  }

  function start(lane: Lane, held: Held, target: WebhookTarget, ticket: Ticket): void {
    const bytes = bytesToRead(held)
    lane.waiting.shift()
    lane.inFlight += 1
    lane.bucket = takeToken(lane.bucket, target.rateLimitPerSecond, monotonicMs())
    unfinished += 1
    void sendOne(lane, target, held).then((wasSent) => {
      // What only expired or was canceled has not used the receiver's rate.
      if (!wasSent) lane.bucket = giveTokenBack(lane.bucket)
      pace.finish(ticket, bytes)
      lane.inFlight -= 1
      lane.finishedSinceTick += 1
      speedUp(lane, ticket.isYoung)
      markReady(lane)
      if (claimBudget(lane, monotonicMs()) > 0) kick.kick()
      pump()
    })
  }

  async function untilIdle(): Promise<void> {
    if (unfinished === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    whenIdle = resolve
    await promise
  }

  async function sendOne(lane: Lane, target: WebhookTarget, held: Held): Promise<boolean> {
    let settlement: Settlement = { deliveryId: held.delivery.id, attempt: null, next: { delayMs: 5_000 } }
    try {
      settlement = await send(held, target)
    } catch (error) {
      log.error({ deliveryId: held.delivery.id, err: toError(error) }, 'delivery.crashed')
    }
    if (!held.delivery.isTest) noteResult(lane, target, settlement)
    // Not awaited: the place is free for the next request as soon as the receiver has answered.
    void settle(lane, target, held, settlement).then(() => {
      unfinished -= 1
      if (unfinished === 0) whenIdle?.()
    })
    return settlement.attempt !== null
  }

  async function settle(
    lane: Lane,
    target: WebhookTarget,
    held: Held,
    settlement: Settlement,
  ): Promise<void> {
    const { delivery } = held
    try {
      const wasInQueue = await settles.add(settlement)
      const { attempt } = settlement
      if (!wasInQueue && attempt !== null && !isCutOff(attempt.outcome)) await onLeftQueue(delivery, attempt)
    } catch (error) {
      log.error({ deliveryId: delivery.id, err: toError(error) }, 'settle.failed')
    }
    release(lane, held)
    // The next one of its call may go now.
    if (delivery.orderedCallId !== null) wake([lane.webhookId], 'deliveries')
  }

  /** What was not sent at all, or cut off by us, says nothing about the receiver. */
  function noteResult(lane: Lane, target: WebhookTarget, { attempt }: Settlement): void {
    if (attempt === null || isCutOff(attempt.outcome)) return
    const nowMs = monotonicMs()
    const before = lane.breaker
    lane.breaker = afterResult(before, attempt, nowMs)
    pauseLane(lane, target, askedPauseMs(attempt.outcome, clock.now()), nowMs)
    const { openUntilMs, failingSinceMs } = lane.breaker
    if (openUntilMs !== null && failingSinceMs !== null && openUntilMs !== before.openUntilMs) {
      const times = { sinceMs: failingSinceMs, failedAtMs: nowMs, nextProbeAtMs: openUntilMs }
      onHealth(target, { kind: 'failing', reason: reasonOf(attempt), ...times })
    }
    // Also when an earlier process found it failing.
    if (attempt.isSuccess && (before.openUntilMs !== null || lane.target?.failing != null)) {
      if (lane.target !== null) lane.target = { ...lane.target, failing: null }
      onHealth(target, { kind: 'healthy' })
    }
  }

  function wake(webhookIds: readonly string[] | '*', kind: WakeKind): void {
    lanes.wake(webhookIds, kind)
    kick.kick()
  }

  function tick(): void {
    const nowMs = monotonicMs()
    let atWork = 0
    for (const lane of lanes.all()) {
      tickLane(lane)
      markReady(lane)
      if (lane.inFlight > 0 || lane.waiting.length > 0) atWork += 1
      if (claimBudget(lane, nowMs) > 0) kick.kick()
    }
    pace.tick(atWork)
    pump()
  }

  let polledMs = -Infinity

  /** Claims what is due and starts it. Returns whether there was anything. */
  async function claimAndSend(): Promise<boolean> {
    if (monotonicMs() - polledMs >= pollMs) {
      polledMs = monotonicMs()
      await lanes.poll()
    }
    const hasClaimed = await lanes.claim()
    for (const lane of lanes.all()) markReady(lane)
    pump()
    return hasClaimed
  }

  async function keepClaiming(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      try {
        const hasClaimed = await claimAndSend()
        failures = 0
        if (!hasClaimed) await kick.wait(pollMs)
        else if (lanes.countSoon() >= enoughWaiting) await pause(gatherMs, signal)
        else await nextTurn()
      } catch (error) {
        // What is held and in flight is not touched by it, and neither is the lease while that can be renewed.
        const isAway = isDatabaseAway(error)
        failures = isAway ? failures : failures + 1
        if (failures === maxFailures) throw error
        log[isAway ? 'warn' : 'error']({ err: toError(error) }, 'claim.failed')
        await pause(databaseAwayMs, signal)
      }
    }
  }

  return {
    wake,
    busyShards() {
      const busy = new Set<number>()
      for (const lane of lanes.all()) if (!isIdle(lane)) busy.add(shardOf(lane.webhookId))
      return busy
    },
    async run(signal) {
      const timer = setInterval(tick, tickMs)
      const { promise: halted, resolve } = Promise.withResolvers<void>()
      // At once, and not when a claim that may hang comes back: nothing may be started after the lease is over.
      const halt = () => {
        isStopping = true
        kick.kick()
        resolve()
      }
      signal.addEventListener('abort', halt, { once: true })
      try {
        await Promise.race([keepClaiming(signal), halted])
      } finally {
        isStopping = true
        clearInterval(timer)
        await untilIdle()
      }
    },
  }
}

/** The bytes of a body that is too large to be held while it waits, and is read when it is sent. */
function bytesToRead(held: Held | undefined): number {
  return held?.delivery.body === null ? (held.delivery.bodyBytes ?? 0) : 0
}

/** Why an attempt was no success, in a few words. */
function reasonOf({ outcome }: NewAttempt): string {
  return outcome.kind === 'responded' ? `answered ${outcome.status}` : `${outcome.reason}: ${outcome.detail}`
}

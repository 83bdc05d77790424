import type { Clock } from '../lib/clock.ts'
import type { Db } from '../lib/db.ts'
import type { ClaimedDelivery } from '../deliveries/delivery.ts'
import {
  claimDeliveries,
  claimHeads,
  claimTests,
  findDueWebhooks,
  findHeads,
  findOrdered,
  postponeFollowers,
} from '../deliveries/queue.store.ts'
import type { WorkKind } from '../deliveries/wake.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import {
  claimBudget,
  createLane,
  hold,
  isIdle,
  isOpen,
  letGoOfHeldUp,
  lookAtCalls,
  pollLane,
  recall,
  setTarget,
  takeHeads,
  tryNow,
  type Lane,
} from './lane.ts'
import type { Pace } from './pace.ts'
import { shardOf } from './shares.ts'

export type LanesDeps = {
  db: Db
  workerId: string
  clock: Clock
  pace: Pick<Pace, 'placesFor'>
  loadTargets: (ids: readonly string[]) => Promise<WebhookTarget[]>
}

/** Why a lane is woken: for work, or because its webhook was changed. */
export type WakeKind = WorkKind | 'settings'

/** The lanes of a worker's shards, and all that fills them from the queue. */
export type Lanes = {
  all: () => Iterable<Lane>
  /** How many of the claimed deliveries will be sent in a moment, at the pace that their receivers have. */
  countSoon: () => number
  /** Of these webhooks, the ones in shards of other workers. */
  foreign: (webhookIds: readonly string[]) => string[]
  /** There may be work for these webhooks; `*` means all that have a lane. */
  wake: (webhookIds: readonly string[] | '*', kind: WakeKind) => void
  /** Looks for webhooks with something due, whoever told or did not tell of it. */
  poll: () => Promise<void>
  /** Claims what the lanes can take. Returns whether anything was claimed. */
  claim: () => Promise<boolean>
  /** Of shards given up, nothing more is sent. */
  setShards: (shards: ReadonlySet<number>) => void
}

/** A lane as it was when a claim for it began. */
type Asked = { lane: Lane; recalls: number; wakeUps: number }

/** One for which fewer were claimed than it can take. */
type Short = Asked & { missing: number }

const claimLimit = 500
const heldLimit = 2_000

export function createLanes({ db, workerId, clock, pace, loadTargets }: LanesDeps): Lanes {
  const lanes = new Map<string, Lane>()
  let shards: ReadonlySet<number> = new Set()

  function laneOf(webhookId: string): Lane | undefined {
    if (!shards.has(shardOf(webhookId))) return undefined
    const known = lanes.get(webhookId)
    if (known !== undefined) return known
    const lane = createLane(webhookId)
    lanes.set(webhookId, lane)
    return lane
  }

  /** Lets go of what waits; what is in flight ends here. */
  function giveUp(lane: Lane): void {
    recall(lane)
    if (isIdle(lane)) lanes.delete(lane.webhookId)
  }

  /** The lanes of our shards; those of shards given up only wait for what is in flight. */
  function owned(): Lane[] {
    return [...lanes.values()].filter((lane) => shards.has(shardOf(lane.webhookId)))
  }

  async function refreshTargets(): Promise<void> {
    const stale = [...lanes.values()].filter((lane) => lane.target === null).map(ask)
    const loaded = await loadTargets(stale.map(({ lane }) => lane.webhookId))
    const targets = new Map(loaded.map((target) => [target.id, target]))
    for (const { lane, recalls } of stale) {
      const target = targets.get(lane.webhookId)
      if (target === undefined) giveUp(lane)
      // One that was changed again meanwhile is read again.
      else if (recalls === lane.recalls) setTarget(lane, target, clock.now(), clock.monotonicMs())
    }
    for (const lane of lanes.values()) letGoOfHeldUp(lane, clock.monotonicMs())
  }

  function countWaiting(): number {
    let count = 0
    for (const lane of lanes.values()) count += lane.waiting.length
    return count
  }

  const ask = (lane: Lane): Asked => ({ lane, recalls: lane.recalls, wakeUps: lane.wakeUps })
  const idsHeldIn = (asked: readonly Asked[]) => asked.flatMap(({ lane }) => [...lane.heldIds])

  /** Puts claimed deliveries into their lanes; not into one that was given up or recalled while the claim was under way. */
  function holdAll(claimed: readonly ClaimedDelivery[], asked: readonly Asked[]): void {
    const askedById = new Map(asked.map((each) => [each.lane.webhookId, each]))
    const heldSinceMs = clock.monotonicMs()
    for (const delivery of claimed) {
      const { lane, recalls } = askedById.get(delivery.webhookId) ?? {}
      if (lane !== undefined && lanes.get(lane.webhookId) === lane && lane.recalls === recalls)
        hold(lane, { delivery, heldSinceMs })
    }
  }

  /** The lanes that can take something now, and how much: no more than may be sent, or it would only be held from others. */
  function whoWants(): (Asked & { webhookId: string; count: number })[] {
    const nowMs = clock.monotonicMs()
    const all = owned()
    // Who is asked first changes every time, so that a limit does not always cut off the same ones.
    const turn = Math.floor(nowMs) % Math.max(1, all.length)
    // What waits, but for what is claimed ahead of a fast receiver, is to be sent as soon as there are places.
    let promised = all.reduce((sum, lane) => sum + Math.max(0, lane.waiting.length - lane.ahead), 0)
    return [...all.slice(turn), ...all.slice(0, turn)].flatMap((lane) => {
      const places = pace.placesFor(lane.inFlight, promised)
      const count = claimBudget(lane, nowMs, places)
      if (count === 0) return []
      promised += Math.min(count, places)
      return [{ ...ask(lane), webhookId: lane.webhookId, count }]
    })
  }

  async function claimDue(): Promise<boolean> {
    const limit = Math.min(claimLimit, heldLimit - countWaiting())
    const asked = limit > 0 ? whoWants() : []
    if (asked.length === 0) return false
    const claimed = await claimDeliveries(db, workerId, idsHeldIn(asked), asked, limit)
    holdAll(claimed, asked)
    if (claimed.length === limit) return true
    const counts = Map.groupBy(claimed, (delivery) => delivery.webhookId)
    const short = asked
      .map((each) => ({ ...each, missing: each.count - (counts.get(each.webhookId)?.length ?? 0) }))
      .filter(({ missing }) => missing > 0)
    noteDrained(short.filter(({ lane }) => !lane.hasLongCalls))
    const long = short.filter(({ lane }) => lane.hasLongCalls)
    return (await claimCallByCall(long, limit - claimed.length)) || claimed.length > 0
  }

  /** These have nothing more that is due, unless somebody told of more meanwhile. */
  function noteDrained(asked: readonly Asked[]): void {
    for (const { lane, wakeUps } of asked) if (wakeUps === lane.wakeUps) lane.mayHaveMore = false
  }

  /** For queues of few calls with many deliveries, where what may go lies behind much that may not. */
  async function claimCallByCall(short: readonly Short[], limit: number): Promise<boolean> {
    if (short.length === 0) return false
    const looks = short.map((each) => ({ ...each, look: lookAtCalls(each.lane, each.missing) }))
    const heads = Map.groupBy(
      await findHeads(
        db,
        looks.map(({ look }) => look),
      ),
      (head) => head.webhookId,
    )
    const taken = looks.map(({ look, ...each }) => ({
      ...each,
      ...takeHeads(each.lane, each.missing, look, heads.get(look.webhookId) ?? []),
    }))
    const ids = taken.flatMap((each) => each.ids)
    // What the limit cuts off is still to be claimed.
    if (ids.length <= limit) noteDrained(taken.filter(({ isAll }) => isAll))
    const claimed = await claimHeads(db, workerId, ids.slice(0, limit))
    holdAll(claimed, short)
    return claimed.length > 0
  }

  async function claimDueTests(): Promise<void> {
    const asked = owned()
      .filter((lane) => lane.mayHaveTests)
      .map(ask)
    if (asked.length === 0) return
    for (const { lane } of asked) lane.mayHaveTests = false
    const ids = asked.map(({ lane }) => lane.webhookId)
    holdAll(await claimTests(db, workerId, idsHeldIn(asked), ids), asked)
  }

  return {
    all: () => lanes.values(),
    countSoon: () => {
      let count = 0
      for (const lane of lanes.values()) count += Math.min(lane.waiting.length, lane.ahead)
      return count
    },
    foreign: (webhookIds) => webhookIds.filter((id) => !shards.has(shardOf(id))),
    wake(webhookIds, kind) {
      for (const lane of webhookIds === '*' ? lanes.values() : webhookIds.map(laneOf)) {
        if (lane === undefined) continue
        lane.wakeUps += 1
        lane.mayHaveMore = true
        if (kind === 'tests' || kind === 'settings') lane.mayHaveTests = true
        if (kind === 'retries') tryNow(lane, clock.monotonicMs())
        if (kind !== 'settings') continue
        lane.target = null
        recall(lane)
      }
    },
    async poll() {
      for (const [id, lane] of lanes) {
        const isGivenUp = !shards.has(shardOf(id))
        if (isGivenUp ? isIdle(lane) : pollLane(lane, clock.monotonicMs())) lanes.delete(id)
        // No claim of a disabled webhook would tell that it was enabled meanwhile, had the notice of it been lost.
        if (lane.target !== null && !isOpen(lane.target)) lane.target = null
      }
      for (const id of await findDueWebhooks(db)) {
        const lane = laneOf(id)
        if (lane === undefined) continue
        lane.mayHaveMore = true
        lane.mayHaveTests = true
      }
      const ids = owned().map((lane) => lane.webhookId)
      const ordered = new Map((await findOrdered(db, ids)).map(({ id, isLong }) => [id, isLong]))
      for (const lane of lanes.values()) lane.hasLongCalls = ordered.get(lane.webhookId) ?? false
      await postponeFollowers(db, [...ordered.keys()])
    },
    async claim() {
      await refreshTargets()
      const hasClaimed = await claimDue()
      await claimDueTests()
      await refreshTargets()
      return hasClaimed
    },
    setShards(next) {
      shards = next
      for (const [id, lane] of lanes) if (!next.has(shardOf(id))) giveUp(lane)
    },
  }
}

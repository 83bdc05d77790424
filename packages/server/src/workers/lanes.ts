import type { Clock } from '../lib/clock.ts'
import type { Db } from '../lib/db.ts'
import type { ClaimedDelivery } from '../deliveries/delivery.ts'
import {
  claimDeliveries,
  claimTests,
  findDueWebhooks,
  postponeFollowers,
  returnDeliveries,
} from '../deliveries/queue.store.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import {
  claimBudget,
  createLane,
  hold,
  isForgettable,
  isIdle,
  takeHeldUp,
  type Held,
  type Lane,
} from './lane.ts'
import { shardOf } from './shares.ts'

export type LanesDeps = {
  db: Db
  workerId: string
  clock: Clock
  loadTargets: (ids: readonly string[]) => Promise<WebhookTarget[]>
}

export type WakeKind = 'deliveries' | 'tests' | 'settings'

/** The lanes of a worker's shards, and all that fills them from the queue or gives back to it. */
export type Lanes = {
  all: () => Iterable<Lane>
  /** There may be work for these webhooks; `*` means all that have a lane. */
  wake: (webhookIds: readonly string[] | '*', kind: WakeKind) => void
  /** Looks for webhooks with something due, whoever told or did not tell of it. */
  poll: () => Promise<void>
  /** Claims what the lanes can take. Returns whether anything was claimed. */
  claim: () => Promise<boolean>
  setShards: (shards: ReadonlySet<number>) => Promise<void>
  /** Gives back everything that waits. */
  returnAll: () => Promise<void>
}

const claimLimit = 500
const heldLimit = 2_000

export function createLanes({ db, workerId, clock, loadTargets }: LanesDeps): Lanes {
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

  /** The lanes of our shards; those of shards given up only wait for what is in flight. */
  function owned(): Lane[] {
    return [...lanes.values()].filter((lane) => shards.has(shardOf(lane.webhookId)))
  }

  async function giveBack(held: readonly Held[]): Promise<void> {
    if (held.length === 0) return
    await returnDeliveries(
      db,
      workerId,
      held.map(({ delivery }) => delivery.id),
    )
  }

  async function refreshTargets(): Promise<void> {
    const stale = [...lanes.values()].filter((lane) => lane.target === null)
    for (const target of await loadTargets(stale.map((lane) => lane.webhookId))) {
      const lane = lanes.get(target.id)
      if (lane !== undefined) lane.target = target
    }
    for (const lane of lanes.values()) await giveBack(takeHeldUp(lane, clock.monotonicMs()))
  }

  /** Puts claimed deliveries into their lanes; what belongs to a shard given up meanwhile goes back. */
  async function holdAll(claimed: readonly ClaimedDelivery[]): Promise<void> {
    const homeless: Held[] = []
    const heldSinceMs = clock.monotonicMs()
    for (const delivery of claimed) {
      const lane = laneOf(delivery.webhookId)
      if (lane === undefined) homeless.push({ delivery, heldSinceMs })
      else hold(lane, { delivery, heldSinceMs })
    }
    await giveBack(homeless)
  }

  async function claimDue(): Promise<boolean> {
    const heldCount = [...lanes.values()].reduce((sum, lane) => sum + lane.waiting.length, 0)
    const limit = Math.min(claimLimit, heldLimit - heldCount)
    const wanting = owned().filter((lane) => claimBudget(lane, clock.monotonicMs()) > 0)
    if (limit <= 0 || wanting.length === 0) return false
    // Who is asked first changes every time, so that the limit does not always cut off the same ones.
    const turn = Math.floor(clock.monotonicMs()) % wanting.length
    const asked = [...wanting.slice(turn), ...wanting.slice(0, turn)].map((lane) => ({
      lane,
      count: claimBudget(lane, clock.monotonicMs()),
      wakeUps: lane.wakeUps,
    }))
    const budgets = asked.map(({ lane, count }) => ({ webhookId: lane.webhookId, count }))
    const claimed = await claimDeliveries(db, workerId, budgets, limit)
    if (claimed.length < limit) {
      const counts = Map.groupBy(claimed, (delivery) => delivery.webhookId)
      for (const { lane, count, wakeUps } of asked) {
        const isShort = (counts.get(lane.webhookId)?.length ?? 0) < count
        if (isShort && wakeUps === lane.wakeUps) lane.mayHaveMore = false
      }
    }
    await holdAll(claimed)
    return claimed.length > 0
  }

  async function claimDueTests(): Promise<void> {
    const wanting = owned().filter((lane) => lane.mayHaveTests)
    if (wanting.length === 0) return
    for (const lane of wanting) lane.mayHaveTests = false
    await holdAll(
      await claimTests(
        db,
        workerId,
        wanting.map((lane) => lane.webhookId),
      ),
    )
  }

  return {
    all: () => lanes.values(),
    wake(webhookIds, kind) {
      for (const lane of webhookIds === '*' ? lanes.values() : webhookIds.map(laneOf)) {
        if (lane === undefined) continue
        lane.wakeUps += 1
        lane.mayHaveMore = true
        if (kind !== 'deliveries') lane.mayHaveTests = true
        if (kind === 'settings') lane.target = null
      }
    },
    async poll() {
      for (const [id, lane] of lanes) {
        const isGivenUp = !shards.has(shardOf(id))
        if (isGivenUp ? isIdle(lane) : isForgettable(lane)) lanes.delete(id)
      }
      const ordered = owned().filter((lane) => lane.target?.ordering === 'per-call')
      await postponeFollowers(
        db,
        ordered.map((lane) => lane.webhookId),
      )
      for (const id of await findDueWebhooks(db)) {
        const lane = laneOf(id)
        if (lane === undefined) continue
        lane.mayHaveMore = true
        lane.mayHaveTests = true
      }
    },
    async claim() {
      await refreshTargets()
      const hasClaimed = await claimDue()
      await claimDueTests()
      await refreshTargets()
      return hasClaimed
    },
    async setShards(next) {
      shards = next
      for (const [id, lane] of lanes) {
        if (next.has(shardOf(id))) continue
        await giveBack(lane.waiting.splice(0))
        if (isIdle(lane)) lanes.delete(id)
      }
    },
    async returnAll() {
      for (const lane of lanes.values()) await giveBack(lane.waiting.splice(0))
    },
  }
}

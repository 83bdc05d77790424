import { settleDeliveries, type Settlement } from '../deliveries/settle.store.ts'
import type { Clock } from '../lib/clock.ts'
import { isDatabaseAway, type Db } from '../lib/db.ts'
import { toError } from '../lib/errors.ts'
import { createGroupCommit, type GroupCommit } from '../lib/group-commit.ts'
import type { Logger } from '../lib/log.ts'
import { pause } from './pause.ts'

export type SettlesDeps = {
  db: Db
  workerId: string
  clock: Clock
  log: Logger
  /** The process ends: what cannot be written by now is lost, and its deliveries are sent again. */
  giveUp: AbortSignal
}

const slots = 2
const maxGroup = 500
// Larger groups cost less for each delivery; a result may be this late in the log.
const gatherMs = 15
const maxWaitMs = 1_000
// A result that Postgres refuses again and again: its delivery is tried anew after this time.
const refusedDelayMs = 60_000

/** Writes results in groups, and keeps them until Postgres takes them. Each answers whether the claim still held. */
export function createSettles(deps: SettlesDeps): GroupCommit<Settlement, boolean> {
  return createGroupCommit<Settlement, boolean>({
    slots,
    maxWeight: maxGroup,
    weigh: () => 1,
    gatherMs,
    commit: (settlements) => commit(deps, settlements),
  })
}

async function commit(
  deps: SettlesDeps,
  settlements: Settlement[],
): Promise<PromiseSettledResult<boolean>[]> {
  try {
    const settled = await settleUntilDone(deps, settlements)
    return settlements.map(({ deliveryId }) => ({ status: 'fulfilled', value: settled.has(deliveryId) }))
  } catch (error) {
    if (deps.giveUp.aborted) throw error
    // One result that cannot be written must neither take the others down with it nor leave its claim behind.
    return Promise.allSettled(settlements.map((settlement) => settleAlone(deps, settlement)))
  }
}

async function settleAlone(deps: SettlesDeps, settlement: Settlement): Promise<boolean> {
  const { deliveryId } = settlement
  try {
    return (await settleUntilDone(deps, [settlement])).has(deliveryId)
  } catch (error) {
    deps.log.error({ deliveryId, err: toError(error) }, 'settle.refused')
    const anew: Settlement = { deliveryId, attempt: null, next: { delayMs: refusedDelayMs } }
    return (await settleUntilDone(deps, [anew])).has(deliveryId)
  }
}

async function settleUntilDone(
  { db, workerId, clock, giveUp }: SettlesDeps,
  settlements: readonly Settlement[],
): Promise<Set<string>> {
  for (let waitMs = 50; ; waitMs = Math.min(maxWaitMs, waitMs * 2)) {
    try {
      return await settleDeliveries(db, workerId, settlements, clock.monotonicMs())
    } catch (error) {
      if (!isDatabaseAway(error) || giveUp.aborted) throw error
      await pause(waitMs, giveUp)
    }
  }
}

import type { Db } from '../lib/db.ts'
import { isDatabaseAway } from '../lib/db.ts'
import type { AdjustableClock } from '../lib/clock.ts'
import { ownIdentity } from '../lib/embedded-postgres/process-identity.ts'
import type { Logger } from '../lib/log.ts'
import {
  insertWorker,
  leaseMs,
  readShards,
  reapWorkers,
  releaseShards,
  removeWorker,
  renewLease,
  takeShards,
} from './lease.store.ts'
import { pause } from './pause.ts'
import { planShares } from './shares.ts'

export type LeaseDeps = {
  db: Db
  workerId: string
  name: string
  /** Set to the database's time at each renewal. */
  clock: AdjustableClock
  log: Logger
  /** The shards this worker now works on. */
  onShards: (shards: ReadonlySet<number>) => void
  /** Whether shards that are to be given up have nothing in flight any more. */
  isIdle: (shards: readonly number[]) => boolean
  /** The lease could not be renewed in time: others may take over, so nothing may be started or in flight any more. */
  onLost: () => void
}

const renewEveryMs = 1_000
const watchEveryMs = 200
// Ours ends a little before theirs, so that two workers never send for one webhook at a time.
const safetyMs = 1_000
// After an outage of Postgres all leases are over; whoever is back first must not take the others for dead.
const graceMs = 3_000

/** Registers the worker, then renews its lease and shares the shards with other workers until the signal fires. */
export async function keepLease(deps: LeaseDeps, signal: AbortSignal): Promise<void> {
  const { db, workerId, clock, log } = deps
  // Where the system does not tell who we are, our lease ends by its time only.
  await insertWorker(db, workerId, deps.name, await ownIdentity().catch(() => null))
  log.info({ workerId }, 'worker.started')
  let renewedMs = clock.monotonicMs()
  let cutOffMs = renewedMs
  let isLost = false
  // Beside the renewals, because one of them may hang in a network that swallows everything.
  const watch = setInterval(() => {
    if (isLost || clock.monotonicMs() - renewedMs <= leaseMs - safetyMs) return
    isLost = true
    log.warn({ workerId }, 'lease.lost')
    deps.onLost()
  }, watchEveryMs)
  let held: ReadonlySet<number> = new Set()
  try {
    while (!signal.aborted) {
      const askedMs = clock.monotonicMs()
      try {
        const now = await renewLease(db, workerId)
        if (now === undefined)
          throw new Error('Other workers took over: the lease could not be renewed in time')
        clock.set(now)
        renewedMs = askedMs
        const reaped = askedMs - cutOffMs < graceMs ? 0 : await reapWorkers(db)
        if (reaped > 0) log.warn({ reaped }, 'worker.reaped')
        if (!isLost) held = await shareShards(deps, held)
      } catch (error) {
        if (!isDatabaseAway(error)) throw error
        cutOffMs = clock.monotonicMs()
        log.warn({ err: error }, 'lease.renewalFailed')
      }
      await pause(renewEveryMs, signal)
    }
  } finally {
    clearInterval(watch)
  }
}

/**
 * Takes over free shards up to a fair share; gives up what is too much once nothing of it is in flight. What it holds is
 * read from the database each time, so that a shard is never both ours there and forgotten here.
 */
async function shareShards(deps: LeaseDeps, held: ReadonlySet<number>): Promise<Set<number>> {
  const { owners, livingWorkers } = await readShards(deps.db)
  const { release, take } = planShares(deps.workerId, owners, livingWorkers)
  const taken = take.length > 0 ? await takeShards(deps.db, deps.workerId, take) : []
  const kept = [...owners].filter(([shard, owner]) => owner === deps.workerId && !release.includes(shard))
  const next = new Set([...kept.map(([shard]) => shard), ...taken])
  if (next.symmetricDifference(held).size > 0) deps.onShards(next)
  if (release.length > 0 && deps.isIdle(release)) await releaseShards(deps.db, deps.workerId, release)
  return next
}

/** Ends the lease in good order, so that others can take over at once. */
export async function endLease({ db, workerId, log }: LeaseDeps): Promise<void> {
  await removeWorker(db, workerId).catch((error: unknown) => log.warn({ err: error }, 'lease.endFailed'))
  log.info({ workerId }, 'worker.stopped')
}

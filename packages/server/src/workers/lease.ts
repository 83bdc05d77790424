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
import { createKick } from './kick.ts'
import { planShares } from './shares.ts'

export type LeaseDeps = {
  db: Db
  workerId: string
  name: string
  /** Set to the database's time at each renewal. */
  clock: AdjustableClock
  log: Logger
  term: Term
  /** The worker is told to stop: others are to have its shards, one by one as nothing of them is in flight any more. */
  leaving: AbortSignal
  /** The shards this worker now works on. */
  onShards: (shards: ReadonlySet<number>) => void
  /** The shards of which something is in flight. */
  busyShards: () => ReadonlySet<number>
  /** The lease could not be renewed in time: others may take over, so nothing may be started or in flight any more. */
  onLost: () => void
}

const renewEveryMs = 1_000
const watchEveryMs = 200
// Ours ends a little before theirs, so that two workers never send for one webhook at a time.
const safetyMs = 1_000
// After an outage of Postgres all leases are over; whoever is back first must not take the others for dead.
const graceMs = 3_000

/** How long a worker may send under its lease, by its own monotonic clock. */
export type Term = { renewedAt: (ms: number) => void; isOver: () => boolean }

export function createTerm(monotonicMs: () => number): Term {
  let renewedMs = monotonicMs()
  return {
    renewedAt: (ms) => {
      renewedMs = ms
    },
    isOver: () => monotonicMs() - renewedMs > leaseMs - safetyMs,
  }
}

/** Registers the worker, then renews its lease and shares the shards with other workers until the signal fires. */
export async function keepLease(deps: LeaseDeps, signal: AbortSignal): Promise<void> {
  const { db, workerId, clock, log, term, leaving } = deps
  // Where the system does not tell who we are, our lease ends by its time only.
  await insertWorker(db, workerId, deps.name, await ownIdentity().catch(() => null))
  log.info({ workerId }, 'worker.started')
  let cutOffMs = clock.monotonicMs()
  let isLost = false
  // Beside the renewals, because one of them may hang in a network that swallows everything.
  const watch = setInterval(() => {
    if (isLost || !term.isOver()) return
    isLost = true
    log.warn({ workerId }, 'lease.lost')
    deps.onLost()
  }, watchEveryMs)
  let held: ReadonlySet<number> = new Set()
  const kick = createKick()
  for (const each of [leaving, signal]) each.addEventListener('abort', kick.kick, { once: true })
  try {
    while (!signal.aborted) {
      const askedMs = clock.monotonicMs()
      try {
        const now = await renewLease(db, workerId, leaving.aborted)
        if (now === undefined)
          throw new Error('Other workers took over: the lease could not be renewed in time')
        clock.set(now)
        term.renewedAt(askedMs)
        const reaped = askedMs - cutOffMs < graceMs ? 0 : await reapWorkers(db)
        if (reaped > 0) log.warn({ reaped }, 'worker.reaped')
        if (!isLost) held = await shareShards(deps, held)
      } catch (error) {
        if (!isDatabaseAway(error)) throw error
        cutOffMs = clock.monotonicMs()
        log.warn({ err: error }, 'lease.renewalFailed')
      }
      await kick.wait(renewEveryMs)
    }
  } finally {
    clearInterval(watch)
  }
}

/**
 * Takes over free shards up to a fair share; gives up what is too much, each as soon as nothing of it is in flight. What it
 * holds is read from the database each time, so that a shard is never both ours there and forgotten here.
 */
async function shareShards(
  { db, workerId, leaving, onShards, busyShards }: LeaseDeps,
  held: ReadonlySet<number>,
): Promise<Set<number>> {
  const { owners, stayingWorkers: staying } = await readShards(db)
  const { release, take } = planShares(workerId, owners, { staying, isLeaving: leaving.aborted })
  const taken = take.length > 0 ? await takeShards(db, workerId, take) : []
  const kept = [...owners].filter(([shard, owner]) => owner === workerId && !release.includes(shard))
  const next = new Set([...kept.map(([shard]) => shard), ...taken])
  if (next.symmetricDifference(held).size > 0) onShards(next)
  const idle = [...new Set(release).difference(busyShards())]
  if (idle.length > 0) await releaseShards(db, workerId, idle)
  return next
}

/** Ends the lease in good order, so that others can take over at once. */
export async function endLease({ db, workerId, log }: LeaseDeps): Promise<void> {
  await removeWorker(db, workerId).catch((error: unknown) => log.warn({ err: error }, 'lease.endFailed'))
  log.info({ workerId }, 'worker.stopped')
}

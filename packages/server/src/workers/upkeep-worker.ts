import { expireStale } from '../deliveries/expire.store.ts'
import { isDatabaseAway, type Db } from '../lib/db.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/log.ts'
import type { Ingest } from '../ingest/accept.ts'
import { raiseAlerts } from '../upkeep/alerts.ts'
import { dropOldPartitions, ensurePartitions, summarizeDays } from '../upkeep/partitions.store.ts'
import { deleteOldRows, listRetentions } from '../upkeep/retention.store.ts'
import { countNext } from '../upkeep/stats.store.ts'
import { pause } from './pause.ts'
import type { Worker } from './worker.ts'

const everyMs = 1_000
const daysEveryMs = 3_600_000
const statsPauseMs = 120_000
const statsSteps = 10
const batch = 1_000

export type UpkeepWorkerDeps = { db: Db; clock: Clock; log: Logger; ingest: Ingest }

/**
 * Expires what waits for disabled webhooks, tells of those that keep failing, makes coming days' partitions, ends what
 * retention has passed, and counts the figures of the overview.
 */
export function createUpkeepWorker({ db, clock, log, ingest }: UpkeepWorkerDeps): Worker {
  let daysAtMs = -Infinity
  // Results that waited for the database are only written now, with the time when they came.
  let statsFromMs = clock.monotonicMs() + statsPauseMs

  async function endRetention(signal: AbortSignal): Promise<void> {
    for (const { accountId, before } of await listRetentions(db)) {
      while (!signal.aborted && (await deleteOldRows(db, accountId, before, batch)) >= batch);
    }
  }

  /** Drops before it makes new ones, since that is what makes room on a full disk. Whether nothing was left for later. */
  async function turnDays(): Promise<boolean> {
    const { dropped, isInUse } = await dropOldPartitions(db, log)
    if (dropped.length > 0) log.info({ dropped }, 'retention.dropped')
    await ensurePartitions(db, log)
    await summarizeDays(db)
    return !isInUse
  }

  /** A few steps at a time: after an upgrade or a long stop there are many, and all else waits for them. */
  async function countStats(signal: AbortSignal): Promise<void> {
    if (clock.monotonicMs() < statsFromMs) return
    for (let step = 0; step < statsSteps && !signal.aborted; step += 1) if (!(await countNext(db))) return
  }

  async function work(signal: AbortSignal): Promise<void> {
    const isTime = clock.monotonicMs() - daysAtMs >= daysEveryMs
    const isDropped = isTime && (await turnDays())
    while (!signal.aborted && (await expireStale(db, batch)) === batch);
    await raiseAlerts({ db, ingest, log })
    await countStats(signal)
    // A day that a dump still reads goes as a whole later, and not row by row now.
    if (isDropped) await endRetention(signal)
    if (isTime) daysAtMs = clock.monotonicMs()
  }

  return {
    name: 'upkeep',
    async run(signal) {
      while (!signal.aborted) {
        await work(signal).catch((error: unknown) => {
          if (!isDatabaseAway(error)) throw error
          statsFromMs = clock.monotonicMs() + statsPauseMs
          log.warn({ err: error }, 'upkeep.databaseAway')
        })
        await pause(everyMs, signal)
      }
    },
  }
}

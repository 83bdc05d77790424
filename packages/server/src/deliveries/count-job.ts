import type { Db } from '../lib/db.ts'
import type { ReplayFilter } from './job.ts'
import { inSnapshot, noteTotal, readJobRow } from './jobs.store.ts'
import { countEndedBadly, countEvents } from './requeue.store.ts'
import { endedBefore } from './run-job.ts'

// A number that helps people, not worth reading the history for long.
const countMs = 10_000

/**
 * Counts what a job has to look at, while the job goes on: what it did so far and what lies ahead, as of one moment.
 * Rejects with Postgres's query_canceled when that takes too long; the job then stays without a total.
 */
export async function countJob(db: Db, id: string): Promise<void> {
  const total = await inSnapshot(db, countMs, async (tx) => {
    const job = await readJobRow(tx, id)
    const ahead =
      job.kind === 'recover'
        ? await countEndedBadly(tx, endedBefore(job), job.position)
        : await countEvents(tx, job.accountId, JSON.parse(job.filter) as ReplayFilter, job.position)
    return job.done + ahead
  })
  await noteTotal(db, id, total)
}

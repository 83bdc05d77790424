import type { Kysely } from 'kysely'
import type { Db } from '../lib/db.ts'
import type { Tables } from '../lib/tables.ts'
import { inSnapshot, noteTotal, readJobRow, workOf, type JobRow } from './jobs.store.ts'
import { countPending } from './pending.store.ts'
import { countEndedBadly, countEvents } from './requeue.store.ts'

// A number that helps people, not worth reading the history for long.
const countMs = 10_000

/**
 * Counts what a job has to look at, while the job goes on: what it did so far and what lies ahead, as of one moment.
 * Rejects with Postgres's query_canceled when that takes too long; the job then stays without a total.
 */
export async function countJob(db: Db, id: string): Promise<void> {
  const total = await inSnapshot(db, countMs, async (tx) => {
    const job = await readJobRow(tx, id)
    return job.done + (await countAhead(tx, job))
  })
  await noteTotal(db, id, total)
}

async function countAhead(tx: Kysely<Tables>, job: JobRow): Promise<number> {
  const { webhookId, createdAt: before, position } = job
  const work = workOf(job)
  switch (work.kind) {
    case 'recover':
      return countEndedBadly(tx, { webhookId, before, since: new Date(work.filter.since) }, position)
    case 'replay':
      return countEvents(tx, job.accountId, work.filter, position)
    case 'retry':
    case 'cancel':
      return countPending(tx, work.kind, { jobId: job.id, webhookId, filter: work.filter })
  }
}

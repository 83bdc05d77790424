import { sql, type Kysely, type Selectable } from 'kysely'
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { PageRequest } from '../lib/page.ts'
import type { JobsTable, Tables } from '../lib/tables.ts'
import { progressOf, type Job, type RecoverFilter, type ReplayFilter } from './job.ts'

export type NewJob = { webhookId: string } & (
  | { kind: 'recover'; filter: RecoverFilter }
  | { kind: 'replay'; filter: ReplayFilter }
)

export async function insertJob(db: Db, actor: Actor, job: NewJob): Promise<Job> {
  return db.kysely.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('jobs')
      .values({
        id: newId(),
        accountId: actor.accountId,
        webhookId: job.webhookId,
        kind: job.kind,
        filter: JSON.stringify(job.filter),
        state: 'running',
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await audit(tx, actor, `job.${job.kind}`, row.id)
    return toJob(row)
  })
}

export async function getJob(db: Db, accountId: string, id: string): Promise<Job> {
  const row = await db.kysely
    .selectFrom('jobs')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw noSuchJob(id)
  return toJob(row)
}

/** Newest first, one row more than asked for. */
export async function listJobs(db: Db, accountId: string, page: PageRequest): Promise<Job[]> {
  let query = db.kysely.selectFrom('jobs').selectAll().where('accountId', '=', accountId)
  if (page.cursor !== undefined) query = query.where('id', '<', page.cursor)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return rows.map(toJob)
}

/** Stops a running job or lets a stopped one go on. */
export async function setJobState(
  db: Db,
  actor: Actor,
  id: string,
  state: 'running' | 'stopped',
): Promise<Job> {
  return db.kysely.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('jobs')
      .set({ state, updatedAt: sql`now()` })
      .where('accountId', '=', actor.accountId)
      .where('id', '=', id)
      .where('state', '<>', 'done')
      .returningAll()
      .executeTakeFirst()
    if (row !== undefined) {
      await audit(tx, actor, state === 'running' ? 'job.resumed' : 'job.stopped', id)
      return toJob(row)
    }
    const known = await tx
      .selectFrom('jobs')
      .select('id')
      .where('accountId', '=', actor.accountId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (known === undefined) throw noSuchJob(id)
    throw new AppError('conflict', 'The job is done.')
  })
}

export type JobRow = Selectable<JobsTable>

/** The running job that was worked on longest ago, locked for this step; others pass it over. */
export async function lockNextJob(tx: Kysely<Tables>): Promise<JobRow | undefined> {
  return tx
    .selectFrom('jobs')
    .selectAll()
    .where('state', '=', 'running')
    .orderBy('updatedAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/** Notes a step: how far it came, in the transaction that did it. */
export async function noteStep(
  tx: Kysely<Tables>,
  job: JobRow,
  step: { total?: number; position?: string; done: number; queued: number; isLast: boolean },
): Promise<void> {
  await tx
    .updateTable('jobs')
    .set((eb) => ({
      ...(step.total === undefined ? {} : { total: step.total }),
      ...(step.position === undefined ? {} : { position: step.position }),
      done: eb('done', '+', step.done),
      queued: eb('queued', '+', step.queued),
      // A pause between two steps counts as work up to five seconds: beyond that the job was not running.
      runningMs: sql`running_ms + least(5000, extract(epoch from clock_timestamp() - updated_at) * 1000)`,
      updatedAt: sql`clock_timestamp()`,
      ...(step.isLast ? { state: 'done', finishedAt: sql`now()` } : {}),
    }))
    .where('id', '=', job.id)
    .execute()
}

function toJob(row: JobRow): Job {
  const { accountId: _, position: __, updatedAt: ___, runningMs, filter, kind, state, ...job } = row
  return {
    ...job,
    kind: kind as Job['kind'],
    state: state as Job['state'],
    filter: JSON.parse(filter) as Job['filter'],
    ...progressOf({ total: row.total, done: row.done, runningMs }),
  }
}

function noSuchJob(id: string): AppError {
  return new AppError('not_found', `There is no job with the id ${id}.`)
}

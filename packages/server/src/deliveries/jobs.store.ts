import { sql, type Kysely, type Selectable } from 'kysely'
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { PageRequest } from '../lib/page.ts'
import type { JobsTable, Tables } from '../lib/tables.ts'
import { progressOf, type Job, type JobWork } from './job.ts'

export async function insertJob(db: Db, actor: Actor, job: JobWork & { webhookId: string }): Promise<Job> {
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

/** Those of one webhook or of all, newest first, one row more than asked for. */
export async function listJobs(
  db: Db,
  accountId: string,
  webhookId: string | undefined,
  page: PageRequest,
): Promise<Job[]> {
  let query = db.kysely.selectFrom('jobs').selectAll().where('accountId', '=', accountId)
  if (webhookId !== undefined) query = query.where('webhookId', '=', webhookId)
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

/** A job as it is stored: how far it came is `position`, the last id it worked on, with `positionAt` where times order them. */
export type JobRow = Selectable<JobsTable>

/** What it works on. */
export function workOf({ kind, filter }: JobRow): JobWork {
  return { kind, filter: JSON.parse(filter) as unknown } as JobWork
}

export type NextJob = JobRow & { isWebhookGone: boolean }

const isWebhookGone = sql<boolean>`
  not exists (select from webhooks w where w.id = j.webhook_id and w.deleted_at is null)`

// What `retry` makes due is in the queue already: for it only what is due stands in front of live events.
const waitingUpTo = (count: number) => sql<number>`
  (select count(*) from (select from pending_deliveries p
                          where p.webhook_id = j.webhook_id
                            and p.due_at <= case when j.kind = 'retry' then now() else 'infinity' end
                          limit ${count}) q)`

const addsNothing = sql<boolean>`(j.kind = 'cancel' or ${isWebhookGone})`

/**
 * The running job that was worked on longest ago, locked for this step; others pass it over. Jobs whose webhook has more
 * than `maxQueued` deliveries waiting are left out, so that live events are not held up, unless they add nothing to them.
 */
export async function lockNextJob(tx: Kysely<Tables>, maxQueued: number): Promise<NextJob | undefined> {
  return tx
    .selectFrom('jobs as j')
    .selectAll('j')
    .select(isWebhookGone.as('isWebhookGone'))
    .where('state', '=', 'running')
    .where(sql<boolean>`(${addsNothing} or ${waitingUpTo(maxQueued + 1)} <= ${maxQueued})`)
    .orderBy('updatedAt')
    .limit(1)
    .forUpdate('j')
    .skipLocked()
    .executeTakeFirst()
}

/** Whether any job is running, also when it cannot go on just now. */
export async function hasRunningJob(db: Db): Promise<boolean> {
  const row = await db.kysely
    .selectFrom('jobs')
    .select('id')
    .where('state', '=', 'running')
    .executeTakeFirst()
  return row !== undefined
}

/** Reads of one moment, each within this time; they lock nothing. */
export async function inSnapshot<T>(
  db: Db,
  statementTimeoutMs: number,
  read: (tx: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  const snapshot = db.kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return snapshot.execute(async (tx) => {
    await sql`set local statement_timeout = ${sql.lit(statementTimeoutMs)}`.execute(tx)
    return read(tx)
  })
}

export async function readJobRow(tx: Kysely<Tables>, id: string): Promise<JobRow> {
  return tx.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** Notes how many a job has to look at, unless it is done by now and knows better. */
export async function noteTotal(db: Db, id: string, total: number): Promise<void> {
  await db.kysely
    .updateTable('jobs')
    .set({ total })
    .where('id', '=', id)
    .where('state', '<>', 'done')
    .execute()
}

/** What a step did, and where the next one goes on, unless it was the last: behind an id, or a time and an id. */
export type NotedStep = {
  done: number
  queued: number
  isLast: boolean
  position?: { id: string; at?: string } | null
}

/** Lets the other jobs have their turn before one whose step could not be done. */
export async function putBack(db: Db, id: string): Promise<void> {
  await db.kysely
    .updateTable('jobs')
    .set({ updatedAt: sql`clock_timestamp()` })
    .where('id', '=', id)
    .execute()
}

/** Notes a step, in the transaction that did it. After the last one all there was is known. */
export async function noteStep(tx: Kysely<Tables>, job: JobRow, step: NotedStep): Promise<void> {
  await tx
    .updateTable('jobs')
    .set((eb) => ({
      done: eb('done', '+', step.done),
      queued: eb('queued', '+', step.queued),
      // A pause between two steps is the receiver's pace up to five seconds: beyond that the job was not running.
      runningMs: sql`running_ms + least(5000, extract(epoch from clock_timestamp() - updated_at) * 1000)`,
      updatedAt: sql`clock_timestamp()`,
      ...(step.isLast
        ? { state: 'done', finishedAt: sql`now()`, total: eb('done', '+', step.done) }
        : {
            position: step.position?.id ?? null,
            positionAt: sql`${step.position?.at ?? null}::timestamptz`,
          }),
    }))
    .where('id', '=', job.id)
    .execute()
}

function toJob(row: JobRow): Job {
  const { id, webhookId, total, done, queued, createdAt, finishedAt } = row
  return {
    ...{ id, webhookId, total, done, queued, createdAt, finishedAt },
    ...workOf(row),
    state: row.state as Job['state'],
    ...progressOf(row),
  }
}

function noSuchJob(id: string): AppError {
  return new AppError('not_found', `There is no job with the id ${id}.`)
}

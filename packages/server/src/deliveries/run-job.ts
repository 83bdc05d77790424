/**
 * One step of the job that waited longest: some deliveries go into the queue, and how far the job came is noted in the
 * same transaction. A job that is stopped or crashes goes on from there, without doing anything twice.
 */
import type { Kysely } from 'kysely'
import { getAccount } from '../accounts/accounts.store.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { plan } from '../fanout/plan.ts'
import type { Db } from '../lib/db.ts'
import type { Tables } from '../lib/tables.ts'
import type { DialectId, Subscriber } from '../webhooks/webhook.ts'
import { loadSubscribers } from '../webhooks/webhooks.store.ts'
import type { RecoverFilter, ReplayFilter } from './job.ts'
import { hasRunningJob, lockNextJob, noteStep, type JobRow } from './jobs.store.ts'
import { insertReplay, type ReplayedEvent } from './replay.store.ts'
import { firstPayloads, nextEvents, requeueEndedBadly } from './requeue.store.ts'

export type RunJobDeps = { db: Db; dialects: Record<DialectId, Dialect>; newId: () => string }

/** What a step did: the job it took on, `waiting` when the queues of all jobs are full, or `none` without a job. */
export type Step =
  | { kind: 'worked'; jobId: string; webhookId: string; isCounted: boolean }
  | { kind: 'waiting' }
  | { kind: 'none' }

// Small steps and a short queue: a live event never waits behind more than this many replayed ones.
const stepSize = 200
const maxQueued = 400

export async function runJobStep(deps: RunJobDeps): Promise<Step> {
  const job = await deps.db.kysely.transaction().execute(async (tx) => {
    const next = await lockNextJob(tx, maxQueued)
    if (next === undefined) return undefined
    if (next.isWebhookGone) await noteStep(tx, next, { done: 0, queued: 0, isLast: true })
    else if (next.kind === 'recover') await recoverStep(tx, next)
    else await replayStep(deps, tx, next)
    return next
  })
  if (job === undefined) return { kind: (await hasRunningJob(deps.db)) ? 'waiting' : 'none' }
  return { kind: 'worked', jobId: job.id, webhookId: job.webhookId, isCounted: job.total !== null }
}

async function recoverStep(tx: Kysely<Tables>, job: JobRow): Promise<void> {
  const ids = await requeueEndedBadly(tx, endedBefore(job), job.position, stepSize)
  const position = ids.at(-1)
  await noteStep(tx, job, {
    ...(position === undefined ? {} : { position }),
    done: ids.length,
    queued: ids.length,
    isLast: ids.length < stepSize,
  })
}

/** What fails again after the job began is not its concern: it would go round in circles. */
export function endedBefore(job: JobRow): { webhookId: string; since: Date; before: Date } {
  const { since } = JSON.parse(job.filter) as RecoverFilter
  return { webhookId: job.webhookId, since: new Date(since), before: job.createdAt }
}

async function replayStep(deps: RunJobDeps, tx: Kysely<Tables>, job: JobRow): Promise<void> {
  const filter = JSON.parse(job.filter) as ReplayFilter
  const events = await nextEvents(tx, job.accountId, filter, job.position, stepSize)
  const subscriber = await findSubscriber(deps.db, job)
  const wanted =
    subscriber === undefined
      ? []
      : events.filter((event) => plan(event, [subscriber], deps.dialects).length > 0)
  const sent = filter.rerender
    ? new Map<string, string>()
    : await firstPayloads(
        tx,
        job.webhookId,
        wanted.map((event) => event.id),
      )
  const account = await getAccount(deps.db, job.accountId)
  const replayed = wanted.map((event): ReplayedEvent => {
    const payloadId = sent.get(event.id)
    const isOrdered = subscriber?.isOrdered === true && event.call !== null
    const ids = { deliveryId: deps.newId(), payloadId: payloadId ?? deps.newId() }
    const dialect = subscriber?.dialect ?? 'offhook'
    const body =
      payloadId === undefined ? deps.dialects[dialect].render(event, { account, isTest: false }) : null
    return { event, isOrdered, dialect, body, ...ids }
  })
  await insertReplay(tx, job, replayed)
  const position = events.at(-1)?.id
  await noteStep(tx, job, {
    ...(position === undefined ? {} : { position }),
    done: events.length,
    queued: replayed.length,
    isLast: events.length < stepSize,
  })
}

/** The webhook as it is now: replay goes by today's subscription, whatever it was when the events occurred. */
async function findSubscriber(db: Db, job: JobRow): Promise<Subscriber | undefined> {
  return (await loadSubscribers(db, [job.accountId])).find((subscriber) => subscriber.id === job.webhookId)
}

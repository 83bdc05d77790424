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
import { lockNextJob, noteStep, type JobRow } from './jobs.store.ts'
import { insertReplay, type ReplayedEvent } from './replay.store.ts'
import {
  countEndedBadly,
  countEvents,
  firstPayloads,
  isQueueLongerThan,
  nextEvents,
  requeueEndedBadly,
} from './requeue.store.ts'

export type RunJobDeps = { db: Db; dialects: Record<DialectId, Dialect>; newId: () => string }

/** What a step did: the webhook that got deliveries, `waiting` when its queue is full, or `none` without a job. */
export type Step = { kind: 'queued'; webhookId: string } | { kind: 'waiting' } | { kind: 'none' }

// Small steps and a short queue: a live event never waits behind more than this many replayed ones.
const stepSize = 200
const maxQueued = 400

export async function runJobStep(deps: RunJobDeps): Promise<Step> {
  return deps.db.kysely.transaction().execute(async (tx) => {
    const job = await lockNextJob(tx)
    if (job === undefined) return { kind: 'none' }
    if (await isQueueLongerThan(tx, job.webhookId, maxQueued)) {
      await noteStep(tx, job, { done: 0, queued: 0, isLast: false })
      return { kind: 'waiting' }
    }
    if (job.kind === 'recover') await recoverStep(tx, job)
    else await replayStep(deps, tx, job)
    return { kind: 'queued', webhookId: job.webhookId }
  })
}

async function recoverStep(tx: Kysely<Tables>, job: JobRow): Promise<void> {
  const { since } = JSON.parse(job.filter) as RecoverFilter
  // What fails again after the job began is not its concern: it would go round in circles.
  const ended = { webhookId: job.webhookId, since: new Date(since), before: job.createdAt }
  const total = job.total ?? (await countEndedBadly(tx, ended))
  const ids = await requeueEndedBadly(tx, ended, job.position, stepSize)
  const position = ids.at(-1)
  await noteStep(tx, job, {
    total,
    ...(position === undefined ? {} : { position }),
    done: ids.length,
    queued: ids.length,
    isLast: ids.length < stepSize,
  })
}

async function replayStep(deps: RunJobDeps, tx: Kysely<Tables>, job: JobRow): Promise<void> {
  const filter = JSON.parse(job.filter) as ReplayFilter
  const total = job.total ?? (await countEvents(tx, job.accountId, filter))
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
    total,
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

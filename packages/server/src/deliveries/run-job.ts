/**
 * One step of the job that waited longest: some deliveries go into the queue, and how far the job came is noted in the
 * same transaction. A job that is stopped or crashes goes on from there, without doing anything twice.
 */
import type { Kysely } from 'kysely'
import { getAccount } from '../accounts/accounts.store.ts'
import { loadChannels } from '../channels/channels.store.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Event } from '../events/event.ts'
import { plan } from '../fanout/plan.ts'
import { isDatabaseAway, type Db } from '../lib/db.ts'
import type { Tables } from '../lib/tables.ts'
import type { DialectId, Subscriber } from '../webhooks/webhook.ts'
import { loadSubscribers } from '../webhooks/webhooks.store.ts'
import type { ReplayFilter } from './job.ts'
import {
  hasRunningJob,
  lockNextJob,
  noteStep,
  putBack,
  workOf,
  type JobRow,
  type NextJob,
  type NotedStep,
} from './jobs.store.ts'
import { cancelPending, retryPending } from './pending.store.ts'
import { insertReplay, type ReplayedEvent } from './replay.store.ts'
import { firstPayloads, nextEvents, requeueEndedBadly } from './requeue.store.ts'

export type RunJobDeps = { db: Db; dialects: Record<DialectId, Dialect>; newId: () => string }

/**
 * What a step did: the job it took on, or could not go on with, `waiting` when the queues of all jobs are full, or `none`
 * without a job. `isToBeTried` when it put the first of what the receiver did not take back: it is to be tried at once.
 */
export type Step =
  | { kind: 'worked'; jobId: string; webhookId: string; isCounted: boolean; isToBeTried: boolean }
  | { kind: 'failed'; jobId: string; error: unknown }
  | { kind: 'waiting' }
  | { kind: 'none' }

// Small steps and a short queue: a live event never waits behind more than this many replayed ones.
const stepSize = 200
const maxQueued = 400
// What leaves the queue is in nobody's way.
const cancelSize = 1_000

export async function runJobStep(deps: RunJobDeps): Promise<Step> {
  let job: NextJob | undefined
  try {
    job = await deps.db.kysely.transaction().execute(async (tx) => {
      job = await lockNextJob(tx, maxQueued)
      if (job !== undefined) await noteStep(tx, job, await workOn(deps, tx, job))
      return job
    })
  } catch (error) {
    if (job === undefined || isDatabaseAway(error)) throw error
    await putBack(deps.db, job.id)
    return { kind: 'failed', jobId: job.id, error }
  }
  if (job === undefined) return { kind: (await hasRunningJob(deps.db)) ? 'waiting' : 'none' }
  return {
    ...{ kind: 'worked', jobId: job.id, webhookId: job.webhookId, isCounted: job.total !== null },
    isToBeTried: job.position === null && (job.kind === 'retry' || job.kind === 'recover'),
  }
}

const behind = (id: string | null) => (id === null ? null : { id })

async function workOn(deps: RunJobDeps, tx: Kysely<Tables>, job: NextJob): Promise<NotedStep> {
  const { id: jobId, webhookId } = job
  if (job.isWebhookGone) return { done: 0, queued: 0, isLast: true }
  const work = workOf(job)
  switch (work.kind) {
    case 'recover': {
      // What fails again after the job began is not its concern: it would go round in circles.
      const ended = { webhookId, before: job.createdAt, since: new Date(work.filter.since) }
      const { found, next } = await requeueEndedBadly(tx, ended, job.position, stepSize)
      return { done: found.length, queued: found.length, isLast: next === null, position: behind(next) }
    }
    case 'replay':
      return replay(deps, tx, job, work.filter)
    case 'retry': {
      const step = await retryPending(tx, { jobId, webhookId, filter: work.filter }, stepSize)
      return { ...step, queued: step.done }
    }
    case 'cancel': {
      const step = await cancelPending(tx, { jobId, webhookId, filter: work.filter }, cancelSize)
      return { ...step, queued: 0 }
    }
  }
}

async function replay(
  deps: RunJobDeps,
  tx: Kysely<Tables>,
  job: JobRow,
  filter: ReplayFilter,
): Promise<NotedStep> {
  const { found, next } = await nextEvents(tx, job.accountId, filter, job.position, stepSize)
  const subscriber = await findSubscriber(deps.db, job)
  const replayed =
    subscriber === undefined ? [] : await replayTo(deps, tx, subscriber, found, filter.rerender)
  await insertReplay(tx, job, replayed)
  return { done: found.length, queued: replayed.length, isLast: next === null, position: behind(next) }
}

async function replayTo(
  { db, dialects, newId }: RunJobDeps,
  tx: Kysely<Tables>,
  subscriber: Subscriber,
  events: readonly Event[],
  rerender: boolean,
): Promise<ReplayedEvent[]> {
  const channels = subscriber.bindingKind === 'channel' ? await loadChannels(db, subscriber.accountId) : []
  const privateIds = new Set(channels.filter(({ isPrivate }) => isPrivate).map(({ id }) => id))
  const isPrivate = (channelId: string) => privateIds.has(channelId)
  const wanted = events.filter((event) => plan(event, [subscriber], dialects, isPrivate).length > 0)
  const ids = wanted.map((event) => event.id)
  const sent = rerender ? new Map<string, string>() : await firstPayloads(tx, subscriber.id, ids)
  const account = await getAccount(db, subscriber.accountId)
  const { dialect } = subscriber
  return wanted.map((event) => {
    const payloadId = sent.get(event.id)
    return {
      ...{ deliveryId: newId(), event, isOrdered: subscriber.isOrdered, dialect },
      payloadId: payloadId ?? newId(),
      body: payloadId === undefined ? dialects[dialect].render(event, { account, isTest: false }) : null,
    }
  })
}

/** The webhook as it is now: replay goes by today's subscription, whatever it was when the events occurred. */
async function findSubscriber(db: Db, job: JobRow): Promise<Subscriber | undefined> {
  return (await loadSubscribers(db, [job.accountId])).find((subscriber) => subscriber.id === job.webhookId)
}

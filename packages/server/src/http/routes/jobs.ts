import { z } from 'zod'
import type { Actor } from '../../accounts/actor.ts'
import type { Job, PendingFilter, ReplayFilter } from '../../deliveries/job.ts'
import { getJob, insertJob, listJobs, setJobState } from '../../deliveries/jobs.store.ts'
import { eventTypes } from '../../events/catalogue.ts'
import { unknownEvents } from '../../events/events.store.ts'
import type { Db } from '../../lib/db.ts'
import { AppError } from '../../lib/errors.ts'
import { toPageById } from '../../lib/page.ts'
import { getWebhook } from '../../webhooks/webhooks.ts'
import type { Webhook } from '../../webhooks/webhook.ts'
import type { HttpDeps } from '../deps.ts'
import { route } from '../route.ts'
import { bodyTime, idParams, idSchema, pageById, pageOf, pageQuery, timeSchema } from '../schemas/common.ts'

const tag = 'Jobs'
const params = idParams

const jobSchema = z
  .object({
    id: idSchema,
    webhookId: idSchema,
    kind: z.enum(['recover', 'replay', 'retry', 'cancel']),
    filter: z.record(z.string(), z.unknown()),
    state: z.enum(['running', 'stopped', 'done']),
    total: z.int().nullable().meta({ description: 'Null until counted.' }),
    done: z.int(),
    queued: z.int().meta({ description: 'How many of them led to a delivery that is due in the queue.' }),
    ratePerSecond: z.number().nullable(),
    remainingSeconds: z.int().nullable(),
    createdAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'Job' })

// More than anyone picks by hand, and still a short statement.
const maxChosenEvents = 1_000

const replaySchema = z.strictObject({
  eventIds: z
    .array(z.uuid('must be the id of an event').toLowerCase())
    .min(1)
    .max(maxChosenEvents)
    .optional()
    .meta({ description: 'These events and no others, in place of a time.' }),
  from: bodyTime.optional().meta({
    description: 'Of the time the events occurred, inclusive. Required without `eventIds`.',
  }),
  to: bodyTime.optional().meta({ description: 'Exclusive; now when left out.' }),
  eventTypes: z
    .array(z.enum(eventTypes))
    .min(1)
    .optional()
    .meta({ description: 'Those of the webhook when left out.' }),
  callId: z.string().min(1).max(500).optional(),
  campaignId: z.string().min(1).max(500).optional(),
  rerender: z
    .boolean()
    .default(false)
    .meta({ description: 'Render anew instead of sending the bytes first sent.' }),
})

const pendingSchema = z.strictObject({
  from: bodyTime.optional().meta({ description: 'Of the time the events occurred, inclusive.' }),
  to: bodyTime.optional().meta({ description: 'Exclusive.' }),
  eventTypes: z.array(z.enum(eventTypes)).min(1).optional(),
  callId: z.string().min(1).max(500).optional(),
})

export const jobRoutes = [
  route({
    method: 'POST',
    path: '/v1/webhooks/{id}/recover',
    tag,
    summary: 'Retry all that failed or expired since a time',
    description: 'As a background job. Each gets its retries and its event max age anew.',
    params,
    body: z.strictObject({ since: bodyTime }),
    status: 202,
    response: jobSchema,
    handle: async ({ db, webhooks }, { actor, params: { id }, body }) => {
      await getWebhook(webhooks, actor.accountId, id)
      return insertJob(db, actor, { webhookId: id, kind: 'recover', filter: body })
    },
  }),
  route({
    method: 'POST',
    path: '/v1/webhooks/{id}/replay',
    tag,
    summary: 'Make new deliveries for old events',
    description:
      'As a background job. Ids of events stay the same, so receivers that drop duplicates drop these too.',
    params,
    body: replaySchema,
    status: 202,
    response: jobSchema,
    handle: async ({ db, webhooks, clock }, { actor, params: { id }, body }) => {
      const webhook = await getWebhook(webhooks, actor.accountId, id)
      const filter =
        body.eventIds === undefined
          ? replayFilter(webhook, body, clock.now())
          : await chosenFilter(db, actor.accountId, webhook, { ...body, eventIds: body.eventIds })
      return insertJob(db, actor, { webhookId: id, kind: 'replay', filter })
    },
  }),
  route({
    method: 'POST',
    path: '/v1/webhooks/{id}/retry-pending',
    tag,
    summary: 'Try what waits for a retry again now',
    description: 'As a background job. An empty object means all that waited for a retry when it began.',
    params,
    body: pendingSchema,
    status: 202,
    response: jobSchema,
    handle: async (deps, { actor, params: { id }, body }) => startOnPending(deps, actor, id, 'retry', body),
  }),
  route({
    method: 'POST',
    path: '/v1/webhooks/{id}/cancel-pending',
    tag,
    summary: 'Take pending deliveries out of the queue',
    description: 'As a background job. An empty object means all that was in the queue when it began.',
    params,
    body: pendingSchema,
    status: 202,
    response: jobSchema,
    handle: async (deps, { actor, params: { id }, body }) => startOnPending(deps, actor, id, 'cancel', body),
  }),
  route({
    method: 'GET',
    path: '/v1/jobs',
    tag,
    summary: 'Background jobs, newest first',
    query: z.strictObject({
      ...pageQuery,
      webhookId: z.uuid('must be the id of a webhook').optional(),
    }),
    status: 200,
    response: pageOf(jobSchema),
    handle: async ({ db }, { actor, query: { webhookId, ...page } }) => {
      const jobs = await listJobs(db, actor.accountId, webhookId, pageById(page))
      return toPageById(jobs, page.limit)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/jobs/{id}',
    tag,
    summary: 'One job with its progress',
    params,
    status: 200,
    response: jobSchema,
    handle: async ({ db }, { actor, params: { id } }) => getJob(db, actor.accountId, id),
  }),
  route({
    method: 'POST',
    path: '/v1/jobs/{id}/stop',
    tag,
    summary: 'Stop a job where it is',
    params,
    status: 200,
    response: jobSchema,
    handle: async ({ db }, { actor, params: { id } }) => setJobState(db, actor, id, 'stopped'),
  }),
  route({
    method: 'POST',
    path: '/v1/jobs/{id}/resume',
    tag,
    summary: 'Let a stopped job go on',
    params,
    status: 200,
    response: jobSchema,
    handle: async ({ db }, { actor, params: { id } }) => setJobState(db, actor, id, 'running'),
  }),
]

async function startOnPending(
  { db, webhooks }: HttpDeps,
  actor: Actor,
  webhookId: string,
  kind: 'retry' | 'cancel',
  { from, to, eventTypes, callId }: z.output<typeof pendingSchema>,
): Promise<Job> {
  await getWebhook(webhooks, actor.accountId, webhookId)
  if (from !== undefined && to !== undefined && new Date(from) >= new Date(to))
    throw notStarted('to', 'must be later than from')
  const filter: PendingFilter = {
    from: from ?? null,
    to: to ?? null,
    eventTypes: eventTypes ?? null,
    callId: callId ?? null,
  }
  return insertJob(db, actor, { webhookId, kind, filter })
}

type ReplayBody = z.output<typeof replaySchema>

function notStarted(path: string, message: string): AppError {
  return new AppError('invalid_request', 'The job was not started.', { fields: [{ path, message }] })
}

function replayFilter(webhook: Webhook, body: ReplayBody, now: Date): ReplayFilter {
  if (body.from === undefined) throw notStarted('from', 'is required')
  const to = body.to ?? now.toISOString()
  if (new Date(body.from) >= new Date(to)) throw notStarted('to', 'must be later than from')
  const types = body.eventTypes ?? webhook.eventTypes
  const strangers = types.filter((type) => !webhook.eventTypes.includes(type))
  if (strangers.length > 0)
    throw notStarted('eventTypes', `the webhook is not subscribed to ${strangers.join(', ')}`)
  return {
    from: body.from,
    to,
    eventTypes: [...types],
    callId: body.callId ?? null,
    campaignId: body.campaignId ?? null,
    rerender: body.rerender,
  }
}

async function chosenFilter(
  db: Db,
  accountId: string,
  webhook: Webhook,
  { rerender, eventIds, ...others }: ReplayBody & { eventIds: string[] },
): Promise<ReplayFilter> {
  const [beside] = Object.keys(others)
  if (beside !== undefined) throw notStarted(beside, 'cannot be given with eventIds')
  const [unknown] = await unknownEvents(db, accountId, eventIds)
  if (unknown !== undefined)
    throw notStarted(
      `eventIds[${eventIds.indexOf(unknown)}]`,
      'is not the id of an event that can be replayed',
    )
  const eventTypes = [...webhook.eventTypes]
  return {
    eventIds: [...new Set(eventIds)],
    from: null,
    to: null,
    eventTypes,
    callId: null,
    campaignId: null,
    rerender,
  }
}

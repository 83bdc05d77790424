import { z } from 'zod'
import { percentileOf } from '../../deliveries/latency-bins.ts'
import { partsOf, type Span } from '../../deliveries/stats-parts.ts'
import {
  measureWaiting,
  readAttempts,
  readCounted,
  readEvents,
  readFinished,
  readLatencies,
  type WaitingFigures,
  type WebhookAttempts,
} from '../../deliveries/stats.store.ts'
import { route } from '../route.ts'
import { idSchema, timeSchema } from '../schemas/common.ts'

/** How long each range is and how finely it is drawn. */
const ranges = {
  '1h': { hours: 1, bucketSeconds: 60 },
  '24h': { hours: 24, bucketSeconds: 1_800 },
  '7d': { hours: 168, bucketSeconds: 10_800 },
  '30d': { hours: 720, bucketSeconds: 43_200 },
} as const

const count = z.int()
const ms = z
  .number()
  .nullable()
  .meta({ description: 'Of the attempts that were answered, within 5 %; null without any.' })

const bucketSchema = z.object({
  at: timeSchema,
  events: count,
  delivered: count,
  failed: count,
  expired: count,
  canceled: count,
  attemptsSucceeded: count,
  attemptsFailed: count,
  p50Ms: ms,
  p95Ms: ms,
})
type Bucket = Omit<z.output<typeof bucketSchema>, 'at'> & { at: Date }

const statsSchema = z
  .object({
    from: timeSchema,
    to: timeSchema,
    bucketSeconds: count,
    buckets: z.array(bucketSchema),
    pending: z.object({ deliveries: count, retrying: count, oldestQueuedAt: timeSchema.nullable() }),
    webhooks: z
      .array(
        z.object({
          webhookId: idSchema,
          succeeded: count,
          failed: count,
          pending: count,
          retrying: count,
          oldestQueuedAt: timeSchema.nullable(),
          series: z
            .array(z.object({ succeeded: count, failed: count }))
            .meta({ description: 'One for each bucket.' }),
        }),
      )
      .meta({ description: 'Webhooks with attempts in this time or with something waiting.' }),
  })
  .meta({ id: 'Stats' })

export const statsRoutes = [
  route({
    method: 'GET',
    path: '/v1/stats',
    tag: 'Stats',
    summary: 'Figures for plots',
    description: 'Events by when they were received, deliveries by when they ended, attempts by their start.',
    query: z.strictObject({ range: z.enum(['1h', '24h', '7d', '30d']).default('24h') }),
    status: 200,
    response: statsSchema,
    handle: async ({ db, clock }, { actor, query }) => {
      const span = spanOf(query.range, clock.now())
      const asked = { accountId: actor.accountId, span, parts: partsOf(span, await readCounted(db)) }
      // One after another: together they would take five of the API's eight connections.
      const received = await readEvents(db, asked)
      const finished = await readFinished(db, asked)
      const attempts = await readAttempts(db, asked)
      const latencies = await readLatencies(db, asked)
      const waiting = await measureWaiting(db, actor.accountId)
      const buckets = emptyBuckets(span)
      const indexOf = (at: Date) =>
        Math.floor((at.getTime() - span.from.getTime()) / 1000 / span.bucketSeconds)
      const put = (index: number, figures: Partial<Bucket>) => Object.assign(buckets[index] ?? {}, figures)
      for (const { at, events } of received) put(indexOf(at), { events })
      for (const { at, status, deliveries } of finished) put(indexOf(at), { [status]: deliveries })
      for (const [index, own] of Map.groupBy(attempts, ({ at }) => indexOf(at)))
        put(index, { attemptsSucceeded: sumOf(own, 'succeeded'), attemptsFailed: sumOf(own, 'failed') })
      for (const [index, bins] of Map.groupBy(latencies, ({ at }) => indexOf(at)))
        put(index, { p50Ms: percentileOf(bins, 0.5), p95Ms: percentileOf(bins, 0.95) })
      return {
        ...span,
        buckets,
        pending: sumWaiting(waiting),
        webhooks: webhooksOf(attempts, waiting, buckets.length, indexOf),
      }
    },
  }),
]

const sumOf = (rows: readonly WebhookAttempts[], name: 'succeeded' | 'failed') =>
  rows.reduce((sum, row) => sum + row[name], 0)

/** The range that ends with the bucket of now. */
function spanOf(range: keyof typeof ranges, now: Date): Span {
  const { hours, bucketSeconds } = ranges[range]
  const bucketMs = bucketSeconds * 1000
  const toMs = (Math.floor(now.getTime() / bucketMs) + 1) * bucketMs
  return { from: new Date(toMs - hours * 3_600_000), to: new Date(toMs), bucketSeconds }
}

function emptyBuckets({ from, to, bucketSeconds }: Span): Bucket[] {
  const length = Math.round((to.getTime() - from.getTime()) / 1000 / bucketSeconds)
  return Array.from({ length }, (_, index) => ({
    at: new Date(from.getTime() + index * bucketSeconds * 1000),
    ...{ events: 0, delivered: 0, failed: 0, expired: 0, canceled: 0 },
    ...{ attemptsSucceeded: 0, attemptsFailed: 0, p50Ms: null, p95Ms: null },
  }))
}

function sumWaiting(waiting: readonly WaitingFigures[]) {
  const oldest = waiting.map((row) => row.oldestQueuedAt.getTime())
  return {
    deliveries: waiting.reduce((sum, row) => sum + row.pending, 0),
    retrying: waiting.reduce((sum, row) => sum + row.retrying, 0),
    oldestQueuedAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)),
  }
}

function webhooksOf(
  attempts: readonly WebhookAttempts[],
  waiting: readonly WaitingFigures[],
  length: number,
  indexOf: (at: Date) => number,
) {
  const rows = Map.groupBy(attempts, (row) => row.webhookId)
  const waits = new Map(waiting.map((row) => [row.webhookId, row]))
  return [...new Set([...rows.keys(), ...waits.keys()])].map((webhookId) => {
    const own = rows.get(webhookId) ?? []
    const wait = waits.get(webhookId)
    const series = Array.from({ length }, () => ({ succeeded: 0, failed: 0 }))
    for (const { at, succeeded, failed } of own)
      Object.assign(series[indexOf(at)] ?? {}, { succeeded, failed })
    return {
      webhookId,
      succeeded: sumOf(own, 'succeeded'),
      failed: sumOf(own, 'failed'),
      pending: wait?.pending ?? 0,
      retrying: wait?.retrying ?? 0,
      oldestQueuedAt: wait?.oldestQueuedAt ?? null,
      series,
    }
  })
}

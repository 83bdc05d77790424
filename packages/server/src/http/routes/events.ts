import { z } from 'zod'
import { listDeliveries } from '../../deliveries/deliveries.store.ts'
import { eventTypes } from '../../events/catalogue.ts'
import { getEvent, listEvents } from '../../events/events.store.ts'
import { searchEvents } from '../../events/search.ts'
import { parsePostedEvent, postedEventSchema, type PostedEvent } from '../../events/posted-event.ts'
import { AppError, type FieldError } from '../../lib/errors.ts'
import { encodeCursor } from '../../lib/page.ts'
import { eventsOfBatch, maxEvents } from '../event-batch.ts'
import type { JsonBody } from '../json-body.ts'
import { maxFields } from '../problem.ts'
import { route } from '../route.ts'
import { idParams, idSchema, pageById, pageOf, pageQuery, queryTime } from '../schemas/common.ts'
import { eventSchema, eventWithDeliveriesSchema } from '../schemas/event.ts'

const maxEventBytes = 1_048_576
const maxBatchBytes = 32 * 1_048_576
// One event to thousands of webhooks is shown as far as people read.
const shownDeliveries = 1_000

const acceptedSchema = z.object({
  ids: z.array(idSchema).meta({ description: 'Ids of the events, in the order posted.' }),
  id: idSchema.optional().meta({ description: 'For a single event.' }),
})

export const eventRoutes = [
  route({
    method: 'POST',
    path: '/v1/events',
    tag: 'Events',
    summary: 'Post one event, or up to 1,000',
    description:
      'Accepted all together or not at all. Posting an id again changes nothing. One event may have 1 MiB, a batch 32 MiB. ' +
      'Unknown fields inside `data` are kept; anywhere else they are refused.',
    body: z.union([
      postedEventSchema,
      z.strictObject({ events: z.array(postedEventSchema).min(1).max(maxEvents) }),
    ]),
    isBodyRaw: true,
    bodyLimit: maxBatchBytes,
    status: 202,
    response: acceptedSchema,
    handle: async (deps, { actor, body }) => {
      const posted = body as unknown as JsonBody
      const { events, isBatch } = parseEvents(posted)
      const { accountId } = actor
      const ids = await deps.ingest.accept({ accountId, events, isBatch, bytes: posted.bytes })
      return isBatch ? { ids } : { id: ids[0], ids }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/events',
    tag: 'Events',
    summary: 'List events, newest first',
    description:
      'A page may hold fewer events than asked for while `nextCursor` leads on: it ends at 16 MiB and, with a filter, where ' +
      'its time for searching does, even before the first.',
    query: z.strictObject({
      ...pageQuery,
      type: z.enum(eventTypes).optional(),
      callId: z.string().max(500).optional(),
      campaignId: z.string().max(500).optional(),
      webhookId: z.uuid('must be the id of a webhook').optional(),
      from: queryTime,
      to: queryTime,
      text: z.string().max(200).optional().meta({ description: 'Found anywhere in call and data.' }),
    }),
    status: 200,
    response: pageOf(eventSchema),
    handle: async ({ db, clock }, { actor, query }) => {
      const { cursor, limit, ...filter } = query
      const page = pageById({ cursor, limit })
      // Those of a call have an index, and all of them need no search.
      const isSearch =
        filter.callId === undefined && Object.values(filter).some((value) => value !== undefined)
      if (isSearch) {
        const { events, searchedTo } = await searchEvents({ db, clock }, actor.accountId, filter, page)
        return { data: events, nextCursor: searchedTo === null ? null : encodeCursor(searchedTo) }
      }
      const { events, hasMore } = await listEvents(db, actor.accountId, filter, page)
      const last = hasMore ? events.at(-1) : undefined
      return { data: events, nextCursor: last === undefined ? null : encodeCursor(last.id) }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/events/{id}',
    tag: 'Events',
    summary: 'One event with its deliveries',
    params: idParams,
    status: 200,
    response: eventWithDeliveriesSchema,
    handle: async ({ db }, { actor, params }) => {
      const event = await getEvent(db, actor.accountId, params.id)
      const deliveries = await listDeliveries(
        db,
        actor.accountId,
        { eventIds: [event.id] },
        { limit: shownDeliveries },
      )
      return { ...event, deliveries: deliveries.slice(0, shownDeliveries) }
    },
  }),
]

/** Checks everything before anything is accepted, so that the answer names what is wrong, up to 50 fields. */
function parseEvents({ value, bytes, hasEscapes }: JsonBody): { events: PostedEvent[]; isBatch: boolean } {
  const batch = eventsOfBatch(value)
  if (batch === undefined && bytes > maxEventBytes) throw tooLarge('')
  const inputs = batch ?? [value]
  const events: PostedEvent[] = []
  const fields: FieldError[] = []
  for (const [index, input] of inputs.entries()) {
    const path = batch === undefined ? '' : `events[${index}]`
    if (batch !== undefined && bytes > maxEventBytes && isTooLarge(input)) throw tooLarge(path)
    const parsed = parsePostedEvent(input, path, hasEscapes)
    if (parsed.ok) events.push(parsed.event)
    else fields.push(...parsed.fields)
    // More would not be read, and finding all that is wrong in a large batch of nonsense takes many seconds.
    if (fields.length >= maxFields) break
  }
  if (fields.length > 0) {
    const detail = batch === undefined ? 'The event was not accepted.' : 'None of the batch was accepted.'
    throw new AppError('invalid_request', detail, { fields })
  }
  return { events, isBatch: batch !== undefined }
}

/** Whether an event of a batch is; what nests too deep to be written out is refused for that. */
function isTooLarge(input: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(input)) > maxEventBytes
  } catch {
    return false
  }
}

function tooLarge(path: string): AppError {
  return new AppError('too_large', 'An event may have at most 1 MiB.', {
    fields: [{ path, message: 'is larger than 1 MiB' }],
  })
}

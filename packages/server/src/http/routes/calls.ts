import { z } from 'zod'
import { getCall, listCalls } from '../../calls/calls.store.ts'
import { showTranscript } from '../../calls/transcript.ts'
import { listDeliveries } from '../../deliveries/deliveries.store.ts'
import { listCallEvents, type StoredEvent } from '../../events/events.store.ts'
import { decodeCursor, toPage } from '../../lib/page.ts'
import { route } from '../route.ts'
import { pageOf, pageQuery, queryTime } from '../schemas/common.ts'
import { callSchema, callWithTimelineSchema } from '../schemas/event.ts'

// A call of hours with live transcript has a few thousand events.
const shownEvents = 5_000
const shownDeliveries = 20_000
const optionalText = z.string().max(500).optional()

export const callRoutes = [
  route({
    method: 'GET',
    path: '/v1/calls',
    tag: 'Calls',
    summary: 'The list of calls, newest first',
    query: z.strictObject({
      ...pageQuery,
      state: z.enum(['initiated', 'ringing', 'answered', 'ended']).optional(),
      agentId: optionalText,
      channelId: optionalText,
      campaignId: optionalText,
      from: queryTime,
      to: queryTime,
      text: z.string().max(200).optional().meta({ description: 'Part of the id or of a phone number.' }),
    }),
    status: 200,
    response: pageOf(callSchema),
    handle: async ({ db }, { actor, query }) => {
      const { cursor, limit, ...filter } = query
      const before =
        cursor === undefined
          ? undefined
          : parseKey(decodeCursor(cursor, (key) => parseKey(key) !== undefined))
      const calls = await listCalls(db, actor.accountId, filter, { before, limit })
      return toPage(
        calls,
        limit,
        (call) => `${call.firstEventAt.toISOString()} ${call.number}`,
        (call) => call,
      )
    },
  }),
  route({
    method: 'GET',
    path: '/v1/calls/{id}',
    tag: 'Calls',
    summary: 'One call with its timeline',
    params: z.object({ id: z.string() }),
    status: 200,
    response: callWithTimelineSchema,
    handle: async ({ db }, { actor, params }) => {
      const call = await getCall(db, actor.accountId, params.id)
      const { events, isCut } = await listCallEvents(db, actor.accountId, call.id, shownEvents)
      const eventIds = events.map((event) => event.id)
      const page = { limit: shownDeliveries }
      const deliveries =
        eventIds.length === 0 ? [] : await listDeliveries(db, actor.accountId, { eventIds }, page)
      const byEvent = Map.groupBy(deliveries, (delivery) => delivery.eventId)
      const timeline = events.map((event) => ({ ...event, deliveries: byEvent.get(event.id) ?? [] }))
      return {
        ...{ ...call, transcript: transcriptOf(events), timeline },
        isCut: isCut || deliveries.length > shownDeliveries,
      }
    },
  }),
]

type Key = { firstEventAt: Date; number: number }

function parseKey(key: string): Key | undefined {
  const [, time = '', number = ''] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\d{1,16})$/.exec(key) ?? []
  const firstEventAt = new Date(time)
  return Number.isNaN(firstEventAt.getTime()) ? undefined : { firstEventAt, number: Number(number) }
}

/** What the end of the call carried, or the live lines while it goes on. */
function transcriptOf(events: readonly StoredEvent[]): readonly unknown[] {
  const carried = events.findLast(
    (event) => event.type === 'call.ended' && Array.isArray(event.data.transcript),
  )?.data.transcript
  const lines = events.filter((event) => event.type === 'call.transcript')
  return showTranscript(Array.isArray(carried) ? carried : [], lines)
}

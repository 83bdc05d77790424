import { z } from 'zod'
import type { FieldError } from '../lib/errors.ts'
import { catalogue, isEventType, sourceEventTypes, type EventData, type EventType } from './catalogue.ts'
import { id, maybe, text, time } from './catalogue/parts.ts'
import { parseTimeMs } from './catalogue/time.ts'
import { fieldErrors, joinPath } from '../lib/field-errors.ts'
import { storageProblem } from './storable.ts'

const UUID_V7 = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/

// Far below 2^53, so that the numbers assigned after it stay exact.
const maxCallNumber = 1_000_000_000_000_000

const postedCallSchema = z.strictObject({
  id: id.describe('Id of the call, given by the source, unique in the account.'),
  number: maybe(
    z.int().min(1).max(maxCallNumber),
    'Whole number unique in the account; left out, Offhook assigns one.',
  ),
  from: maybe(text(256), 'Who calls, as the source writes it.'),
  to: maybe(text(256), 'Who is called, as the source writes it.'),
  direction: maybe(z.enum(['inbound', 'outbound']), 'Seen from the account.'),
  source: maybe(text(200), 'The device, trunk or feed the call was seen on.'),
  agentId: maybe(id, 'The AI agent that talks.'),
  channelId: maybe(id, 'The channel the call runs over.'),
  campaignId: maybe(id, 'The campaign the call was made for.'),
})

/** One event as a source posts it. `data` is checked further by the schema its type has in the catalogue. */
export const postedEventSchema = z.strictObject({
  id: maybe(
    z.string().regex(UUID_V7, { message: 'must be a UUIDv7' }).meta({ format: 'uuid' }),
    'UUIDv7; the same id again changes nothing. Left out, Offhook makes one.',
  ),
  type: z.enum(sourceEventTypes).describe('What happened.'),
  occurredAt: time.describe('When it happened; kept to the millisecond.'),
  call: maybe(postedCallSchema, 'The call; required for call.* events.'),
  campaignId: maybe(id, 'The campaign; required for campaign.* events.'),
  data: maybe(z.looseObject({}), 'Facts of the type; unknown fields are kept.'),
})

export type PostedCall = z.output<typeof postedCallSchema>

/** An event as a source gives it, checked. What is null or left out is not known. */
export type PostedEvent = {
  id?: string
  type: EventType
  occurredAt: Date
  call?: PostedCall | null
  campaignId?: string | null
  data: Record<string, unknown>
}

export type ParsedEvent = { ok: true; event: PostedEvent } | { ok: false; fields: FieldError[] }

/**
 * Checks one posted event. `path` is where it stands in the request ('' or `events[3]`). `checkText` also looks for
 * text that cannot be stored, which a JSON body can only hold where it has `\u` escapes.
 */
export function parsePostedEvent(input: unknown, path: string, checkText: boolean): ParsedEvent {
  const problem = storageProblem(input, checkText)
  if (problem !== undefined)
    return { ok: false, fields: [{ path: joinPath(path, problem.keys), message: problem.message }] }
  const parsed = postedEventSchema.safeParse(input)
  const fields = [
    ...(parsed.success ? [] : fieldErrors(parsed.error.issues, input, path)),
    ...dataErrors(input, path),
  ]
  if (!parsed.success || fields.length > 0) return { ok: false, fields }

  const { id: postedId, type, call, campaignId } = parsed.data
  const event: PostedEvent = {
    type,
    occurredAt: new Date(parseTimeMs(parsed.data.occurredAt) ?? Number.NaN),
    call: call ?? null,
    campaignId: campaignId ?? null,
    data: givenData(input) ?? {},
  }
  if (postedId != null) event.id = postedId.toLowerCase()
  const mismatches = relationErrors(event, path)
  return mismatches.length > 0 ? { ok: false, fields: mismatches } : { ok: true, event }
}

/** The data as given and not as zod copied it, so that every unknown field stays, in the order in which it was read. */
function givenData(input: unknown): Record<string, unknown> | undefined {
  return (input as { data?: Record<string, unknown> }).data
}

function dataErrors(input: unknown, path: string): FieldError[] {
  if (typeof input !== 'object' || input === null || !('type' in input)) return []
  const { type } = input
  const data = givenData(input) ?? {}
  if (typeof type !== 'string' || !isEventType(type) || typeof data !== 'object' || Array.isArray(data))
    return []
  const parsed = catalogue[type].data.safeParse(data)
  return parsed.success ? [] : fieldErrors(parsed.error.issues, data, joinPath(path, ['data']))
}

/** What a type asks of the call and the campaign beside its data. */
function relationErrors(event: PostedEvent, path: string): FieldError[] {
  const wrong = (field: string, message: string) => [{ path: joinPath(path, field.split('.')), message }]
  if (event.type.startsWith('call.')) {
    if (!event.call) return wrong('call', `is required for ${event.type}`)
    const both = event.campaignId != null && event.call.campaignId != null
    return both && event.campaignId !== event.call.campaignId
      ? wrong('campaignId', 'must be the same as call.campaignId')
      : []
  }
  if (event.call) return wrong('call', `must be left out for ${event.type}`)
  if (event.campaignId == null) return wrong('campaignId', `is required for ${event.type}`)
  const { id: dataId } = (event.data as EventData<'campaign.activated'>).campaign
  return dataId === event.campaignId ? [] : wrong('data.campaign.id', 'must be the same as campaignId')
}

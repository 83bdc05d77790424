import { z } from 'zod'
import { eventTypes } from '../../events/catalogue.ts'
import { deliveryStatuses } from '../../deliveries/delivery.ts'
import { idSchema, timeSchema } from './common.ts'

const callFacts = z.object({
  id: z.string(),
  number: z.int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  source: z.string().nullable(),
  agentId: z.string().nullable(),
  channelId: z.string().nullable(),
  campaignId: z.string().nullable(),
})

const callTimes = z
  .object({
    startedAt: timeSchema.nullable(),
    answeredAt: timeSchema.nullable(),
    endedAt: timeSchema.nullable(),
  })
  .meta({
    description:
      'In `call.ended` and `call.logged`: the times of the call as it was known then, for dialects to tell where `data` has none.',
  })

export const eventSchema = z
  .object({
    id: idSchema,
    type: z.enum(eventTypes),
    occurredAt: timeSchema,
    receivedAt: timeSchema,
    call: callFacts.nullable(),
    campaignId: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
    callTimes: callTimes.optional(),
    isTest: z.boolean(),
  })
  .meta({ id: 'Event' })

export const deliverySchema = z
  .object({
    id: idSchema,
    webhookId: idSchema,
    eventId: idSchema,
    eventType: z.enum(eventTypes),
    callId: z.string().nullable(),
    status: z.enum(deliveryStatuses),
    attempts: z.int().meta({ description: 'Attempts made so far.' }),
    occurredAt: timeSchema,
    queuedAt: timeSchema,
    nextAttemptAt: timeSchema.nullable().meta({ description: 'Null when finished.' }),
    finishedAt: timeSchema.nullable(),
    isTest: z.boolean(),
  })
  .meta({ id: 'Delivery' })

const ms = z.number().nullable()

export const attemptSchema = z
  .object({
    deliveryId: idSchema,
    number: z.int(),
    startedAt: timeSchema,
    outcome: z.enum(['responded', 'failed']),
    isSuccess: z.boolean(),
    request: z.object({
      method: z.literal('POST'),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
    }),
    response: z
      .object({
        status: z.int(),
        headers: z.record(z.string(), z.string()),
        body: z.string().meta({ description: 'The first 16 KiB.' }),
        bodyEncoding: z.enum(['utf8', 'base64']),
        isBodyTruncated: z.boolean(),
      })
      .nullable(),
    failure: z.object({ reason: z.string(), detail: z.string() }).nullable(),
    remoteAddress: z.string().nullable(),
    timing: z
      .object({ dnsMs: ms, connectMs: ms, tlsMs: ms, firstByteMs: ms, totalMs: z.number() })
      .meta({ description: 'DNS, connect and TLS are null where an open connection was used again.' }),
    nextAttemptAt: timeSchema.nullable(),
  })
  .meta({ id: 'Attempt' })

export const eventWithDeliveriesSchema = eventSchema
  .extend({ deliveries: z.array(deliverySchema) })
  .meta({ id: 'EventWithDeliveries' })

export const callSchema = z
  .object({
    ...callFacts.shape,
    state: z.enum(['initiated', 'ringing', 'answered', 'ended']),
    result: z.string().nullable(),
    initiatedAt: timeSchema.nullable(),
    ringingAt: timeSchema.nullable(),
    answeredAt: timeSchema.nullable(),
    endedAt: timeSchema.nullable(),
    errorAt: timeSchema.nullable(),
    firstEventAt: timeSchema,
    lastEventAt: timeSchema,
  })
  .meta({ id: 'Call' })

export const callWithTimelineSchema = callSchema
  .extend({
    transcript: z
      .array(z.record(z.string(), z.unknown()))
      .meta({ description: 'The lines in the order spoken.' }),
    timeline: z
      .array(eventWithDeliveriesSchema)
      .meta({ description: 'The events in the order in which they occurred.' }),
    isCut: z.boolean().meta({
      description:
        'Whether the timeline leaves something out, pieces of live transcript first: it ends at 5,000 events, 16 MiB of them ' +
        'or 20,000 deliveries. `GET /v1/events?callId=` has all.',
    }),
  })
  .meta({ id: 'CallWithTimeline' })

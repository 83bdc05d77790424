import { z } from 'zod'
import type { Dialect } from '../../dialects/dialect.ts'
import { catalogue, eventTypes, type EventType } from '../../events/catalogue.ts'
import { exampleEvent } from '../../events/catalogue/example-event.ts'
import type { DialectId } from '../../webhooks/webhook.ts'
import { fixedJson } from '../fixed-json.ts'
import { route } from '../route.ts'

// Fixed, so that the examples are the same for everyone and always.
const exampleId = '019cbd41-70a0-7c00-8000-0123456789ab'
const exampleTime = new Date('2026-03-05T13:20:10.000Z')
const exampleAccount = { id: '019cb000-0000-7000-8000-000000000001', name: 'Lindqvist Practice' }

export const eventTypeRoutes = [
  route({
    method: 'GET',
    path: '/v1/event-types',
    tag: 'Events',
    summary: 'The catalogue of event types',
    status: 200,
    response: z.object({
      data: z.array(
        z.object({
          type: z.enum(eventTypes),
          description: z.string(),
          schema: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of `data`.' }),
          example: z.record(z.string(), z.unknown()).meta({
            description:
              'An event of this type, as sources post it; those of `webhook.*` Offhook raises itself, and takes from nobody.',
          }),
          dialects: z.record(z.string(), z.object({ name: z.string(), example: z.unknown() })),
        }),
      ),
    }),
    handle: fixedJson(({ dialects }) => ({ data: eventTypes.map((type) => describe(type, dialects)) })),
  }),
]

function describe(type: EventType, dialects: Record<DialectId, Dialect>) {
  const { description, data } = catalogue[type]
  const event = exampleEvent(type, exampleId, exampleTime)
  return {
    type,
    description,
    schema: z.toJSONSchema(data),
    example: event,
    dialects: Object.fromEntries(
      Object.values(dialects).flatMap((dialect) => {
        const name = dialect.eventNames[type]
        if (name === undefined || !dialect.accepts(event)) return []
        const body = dialect.render(event, { account: exampleAccount, isTest: false })
        return [[dialect.id, { name, example: JSON.parse(body) as unknown }]]
      }),
    ),
  }
}

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exampleEvent } from './catalogue/example-event.ts'
import { catalogue, eventTypes, isEventType, sourceEventTypes } from './catalogue.ts'
import { parsePostedEvent } from './posted-event.ts'

type JsonSchema = {
  description?: string
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

function fieldsOf(schema: JsonSchema, path: string): [path: string, field: JsonSchema][] {
  const parts = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]
  const fields = Object.entries(schema.properties ?? {}).map(([key, field]): [string, JsonSchema] => [
    `${path}.${key}`,
    field,
  ])
  const inner = [...parts.map((part): [string, JsonSchema] => [path, part]), ...fields]
  return fields.concat(inner.flatMap(([place, field]) => fieldsOf(field, place)))
}

describe('the catalogue of event types', () => {
  it.each(sourceEventTypes)('has an example of %s that is accepted as a posted event', (type) => {
    const posted = { type, occurredAt: '2026-03-05T13:20:00Z', ...catalogue[type].example }
    expect(parsePostedEvent(posted, '', true)).toMatchObject({ ok: true, event: { type, data: posted.data } })
  })

  it.each(eventTypes)('has an example of %s that fits its schema', (type) => {
    const { data, example } = catalogue[type]
    expect(data.safeParse(example.data).error).toBeUndefined()
  })

  it.each(eventTypes)('describes every field of %s', (type) => {
    const schema = z.toJSONSchema(catalogue[type].data) as JsonSchema
    const silent = fieldsOf(schema, 'data').filter(([, field]) => field.description === undefined)
    expect(silent).toEqual([])
  })

  it.each(eventTypes)('has no field in the example of %s that its schema does not name', (type) => {
    const { data, example } = catalogue[type]
    expect(Object.keys(data.shape)).toEqual(expect.arrayContaining(Object.keys(example.data)))
  })

  it('makes a complete event of an example', () => {
    const occurredAt = new Date(1_700_000_000_000)
    const event = exampleEvent('call.answered', '0195f3a0-0000-7000-8000-000000000001', occurredAt)
    expect(event).toMatchObject({
      type: 'call.answered',
      occurredAt,
      campaignId: null,
      call: { number: 4711 },
    })
  })

  it('knows its own types and nothing else', () => {
    expect(eventTypes.filter(isEventType)).toEqual([...eventTypes])
    expect(['call.begun', '', 'constructor', '__proto__'].filter(isEventType)).toEqual([])
  })
})

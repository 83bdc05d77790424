import { describe, expect, it } from 'vitest'
import { parsePostedEvent } from '../../events/posted-event.ts'
import { isId, timeOfId } from '../../lib/ids.ts'
import { callEventId, toEvent } from './call-event.ts'

const types = ['call.initiated', 'call.ringing', 'call.answered', 'call.error', 'call.ended'] as const

describe('the id of an event of a call', () => {
  it.each(types)('is a UUIDv7 of the time of the %s', (type) => {
    const id = callEventId('call-1@test', type, 1_767_225_600_123)
    expect(isId(id)).toBe(true)
    expect(timeOfId(id)).toBe(1_767_225_600_123)
  })

  it('is the same for the same fact and another for every other', () => {
    const ids = ['a@test', 'b@test'].flatMap((callId) =>
      types.flatMap((type) => [1, 2].map((atMs) => callEventId(callId, type, atMs))),
    )
    expect(new Set(ids).size).toBe(2 * types.length * 2)
    expect(callEventId('a@test', 'call.initiated', 1)).toBe(ids[0])
  })

  it('sorts as the call went, also within one millisecond', () => {
    for (const callId of ['a', 'b', 'c', 'd', 'e']) {
      const ids = types.map((type) => callEventId(callId, type, 1))
      expect(ids.toSorted((one, other) => (one < other ? -1 : 1))).toEqual(ids)
    }
  })
})

it('makes an event the API would take as it is', () => {
  const event = toEvent({
    type: 'call.ended',
    at: 1_767_225_600_123.456,
    call: { id: 'call-1@test', from: '201', to: null, direction: null, source: 'hep:1' },
    data: { result: 'answered' },
  })
  const posted = { ...event, occurredAt: event.occurredAt.toISOString() }
  expect(posted.occurredAt).toBe('2026-01-01T00:00:00.123Z')
  expect(parsePostedEvent(JSON.parse(JSON.stringify(posted)), '', true)).toMatchObject({ ok: true })
})

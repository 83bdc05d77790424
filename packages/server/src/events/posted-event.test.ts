import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { parsePostedEvent } from './posted-event.ts'

const occurredAt = '2026-04-08T11:24:04.329+02:00'
const call = { id: 'pbx-42', from: '+493023125042', to: '201' }
const ringing = { type: 'call.ringing', occurredAt, call, data: {} }
const paused = { type: 'campaign.paused', occurredAt, ...catalogue['campaign.paused'].example }

function errorsOf(input: unknown, path = '', checkText = false) {
  const parsed = parsePostedEvent(input, path, checkText)
  return parsed.ok ? [] : parsed.fields.map((field) => `${field.path}: ${field.message}`)
}

function eventOf(input: unknown) {
  const parsed = parsePostedEvent(input, '', true)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fields))
  return parsed.event
}

describe('an accepted posted event', () => {
  it('has its time as a moment to the millisecond', () => {
    expect(eventOf(ringing).occurredAt).toEqual(new Date('2026-04-08T09:24:04.329Z'))
  })

  it('needs no id, and has a given one in lower case', () => {
    expect(eventOf(ringing)).not.toHaveProperty('id')
    expect(eventOf({ ...ringing, id: null })).not.toHaveProperty('id')
    const id = '019615F0-8A49-7CC2-9D0A-6B1C2D3E4F50'
    expect(eventOf({ ...ringing, id }).id).toBe(id.toLowerCase())
  })

  it('keeps numbers as the source wrote them and lets facts be null', () => {
    const given = {
      ...call,
      from: 'anonymous',
      to: '0049 (30) 23125-042',
      direction: null,
      source: null,
      agentId: null,
    }
    expect(eventOf({ ...ringing, call: given }).call).toEqual(given)
  })

  it('takes no data for data without facts', () => {
    const { data: _, ...bare } = ringing
    expect(eventOf(bare).data).toEqual({})
    expect(eventOf({ ...ringing, data: null }).data).toEqual({})
    expect(errorsOf({ ...ringing, type: 'call.error', data: null })).toEqual(['data.message: is required'])
  })

  it('keeps unknown fields of data exactly, at every depth', () => {
    const text =
      '{"result":"busy","__proto__":{"x":1},"sip":{"code":486,"via":["a",{"b":null}]},"queue":"north"}'
    const data = JSON.parse(text) as unknown
    expect(JSON.stringify(eventOf({ ...ringing, type: 'call.ended', data }).data)).toBe(text)
  })

  it('fits what a plain SIP capture knows', () => {
    const data = {
      result: 'noAnswer',
      startedAt: occurredAt,
      answeredAt: null,
      endedAt: '2026-04-08T11:24:34.329+02:00',
      durationMs: 30_000,
      ringMs: 29_100,
      sip: { code: 487, reason: 'Request Terminated' },
      endedBy: 'caller',
      downstreamSipCodes: [486, 480],
      inferred: 'no response seen',
    }
    const captured = { ...call, direction: 'inbound', source: 'hep:2001' }
    expect(eventOf({ ...ringing, type: 'call.ended', call: captured, data }).data).toEqual(data)
  })
})

describe('a refused posted event', () => {
  const ended = { ...ringing, type: 'call.ended' }
  const line = { speaker: 'customer', text: 'Yes.' }

  it.each([
    ['no object', 7, ['events[3]: must be an object']],
    ['a list', [], ['events[3]: must be an object']],
    ['nothing', {}, ['events[3].type: is required', 'events[3].occurredAt: is required']],
    ['an unknown field', { ...ringing, calls: {} }, ['events[3].calls: is not a known field']],
    ['an odd unknown field', { ...ringing, 'a b': 1 }, ['events[3]["a b"]: is not a known field']],
    [
      'an id of another kind',
      { ...ringing, id: '7d4f0a52-1d0e-4c3b-9a68-0e1f2a3b4c5d' },
      ['events[3].id: must be a UUIDv7'],
    ],
    [
      'a time without offset',
      { ...ringing, occurredAt: '2026-04-08T11:24:04' },
      [
        'events[3].occurredAt: must be a time as in RFC 3339 with an offset, such as 2026-04-08T09:24:04.329Z',
      ],
    ],
    ['a call without id', { ...ringing, call: { from: '1' } }, ['events[3].call.id: is required']],
    ['an empty call id', { ...ringing, call: { id: '' } }, ['events[3].call.id: must not be empty']],
    ['a number as id', { ...ringing, call: { id: 42 } }, ['events[3].call.id: must be text']],
    [
      'an endless id',
      { ...ringing, call: { id: 'x'.repeat(256) } },
      ['events[3].call.id: must have at most 255 characters'],
    ],
    [
      'an unknown fact of the call',
      { ...ringing, call: { ...call, user: 1 } },
      ['events[3].call.user: is not a known field'],
    ],
    [
      'a call number of zero',
      { ...ringing, call: { ...call, number: 0 } },
      ['events[3].call.number: must be at least 1'],
    ],
    [
      'half a call number',
      { ...ringing, call: { ...call, number: 1.5 } },
      ['events[3].call.number: must be a whole number'],
    ],
    [
      'an unknown direction',
      { ...ringing, call: { ...call, direction: 'IN' } },
      ['events[3].call.direction: must be one of inbound, outbound'],
    ],
    ['no call', { ...ringing, call: null }, ['events[3].call: is required for call.ringing']],
    [
      'two campaigns',
      { ...ringing, call: { ...call, campaignId: 'a' }, campaignId: 'b' },
      ['events[3].campaignId: must be the same as call.campaignId'],
    ],
    ['data that is a list', { ...ringing, data: [] }, ['events[3].data: must be an object']],
    [
      'a line without text',
      { ...ended, data: { transcript: [line, line, { speaker: 'customer' }] } },
      ['events[3].data.transcript[2].text: is required'],
    ],
    [
      'an unknown speaker',
      { ...ended, data: { transcript: [{ ...line, speaker: 'bot' }] } },
      ['events[3].data.transcript[0].speaker: must be one of ai, agent, customer, caller, callee'],
    ],
    [
      'a SIP code that is none',
      { ...ended, data: { sip: { code: 42 } } },
      ['events[3].data.sip.code: must be at least 100'],
    ],
    [
      'a campaign event without campaign',
      { ...paused, campaignId: null },
      ['events[3].campaignId: is required for campaign.paused'],
    ],
    [
      'a campaign event of another campaign',
      { ...paused, campaignId: 'x' },
      ['events[3].data.campaign.id: must be the same as campaignId'],
    ],
    [
      'a campaign event with a call',
      { ...paused, call },
      ['events[3].call: must be left out for campaign.paused'],
    ],
    [
      'a day that is none',
      { ...paused, data: { campaign: { ...paused.data.campaign, startDate: '2026-02-30' } } },
      ['events[3].data.campaign.startDate: must be a calendar date such as 2026-04-08'],
    ],
  ])('tells what is wrong with %s', (_what, input, messages) => {
    expect(errorsOf(input, 'events[3]')).toEqual(messages)
  })

  it('names fields from the top when it stands alone', () => {
    expect(errorsOf({ ...ringing, call: { id: 1 } })).toEqual(['call.id: must be text'])
  })

  it('tells everything that is wrong at once', () => {
    const bad = { ...ended, id: 'x', data: { result: 'gone', sip: { code: 'x' } } }
    expect(errorsOf(bad)).toHaveLength(3)
  })

  it('stops telling after a while', () => {
    const transcript = Array.from({ length: 5_000 }, () => ({}))
    expect(errorsOf({ ...ended, data: { transcript } })).toHaveLength(20)
    const stray = Object.fromEntries(Array.from({ length: 5_000 }, (_value, index) => [`x${index}`, 1]))
    expect(errorsOf({ ...ringing, ...stray })).toHaveLength(20)
  })

  it('holds text that cannot be stored, looked for only when asked to', () => {
    const bad = { ...ringing, data: { note: ['ok', 'half \ud83d'] } }
    expect(errorsOf(bad, 'events[0]', true)).toEqual([
      'events[0].data.note[1]: must be valid Unicode: it has half of a surrogate pair',
    ])
    expect(errorsOf(bad, 'events[0]', false)).toEqual([])
    expect(errorsOf({ ...ringing, call: { id: 'a\0b' } }, '', true)).toEqual([
      'call.id: must not contain the character U+0000',
    ])
  })
})

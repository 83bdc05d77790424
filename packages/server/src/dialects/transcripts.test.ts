import { describe, expect, it } from 'vitest'
import { exampleEvent } from '../events/catalogue/example-event.ts'
import type { EventType } from '../events/catalogue.ts'
import type { Direction, Event } from '../events/event.ts'
import { offhook } from './offhook.ts'
import { dialects } from './registry.ts'
import { salpre } from './salpre.ts'
import { sipgate } from './sipgate.ts'

const context = { account: { id: 'a', name: 'A' }, isTest: false }
const occurredAt = new Date(1_772_716_900_999)
const lastMs = { startMs: 19_999_000, endMs: 19_999_900 }

function event(
  type: EventType,
  data: Record<string, unknown>,
  direction: Direction | null = 'inbound',
): Event {
  const example = exampleEvent(type, '019cbe01-3c5a-7b10-8a2f-4d5e6f708192', occurredAt)
  return { ...example, call: example.call && { ...example.call, direction }, data }
}

type SalpreBody = { payload: { transcript: Record<string, unknown>[] } }
type SipgateBody = {
  call: Record<string, unknown>
  assist: { transcription: { content: string; chunks: Record<string, unknown>[] } } & Record<string, unknown>
}

function salpreBody(posted: Event): SalpreBody {
  return JSON.parse(salpre.render(posted, context)) as SalpreBody
}

function sipgateBody(posted: Event): SipgateBody {
  return JSON.parse(sipgate.render(posted, context)) as SipgateBody
}

const sides = [
  ['ai', 'inbound', 'ai', 'CALLEE'],
  ['ai', 'outbound', 'ai', 'CALLER'],
  ['agent', 'inbound', 'ai', 'CALLEE'],
  ['agent', null, 'ai', 'CALLEE'],
  ['customer', 'inbound', 'customer', 'CALLER'],
  ['customer', 'outbound', 'customer', 'CALLEE'],
  ['caller', 'inbound', 'customer', 'CALLER'],
  ['caller', 'outbound', 'ai', 'CALLER'],
  ['caller', null, 'customer', 'CALLER'],
  ['callee', 'inbound', 'ai', 'CALLEE'],
  ['callee', 'outbound', 'customer', 'CALLEE'],
  ['callee', null, 'ai', 'CALLEE'],
] as const

describe('speakers', () => {
  it.each(sides)(
    '%s of a call that is %s is %s for salpre and %s for sipgate',
    (speaker, direction, role, side) => {
      const transcript = [{ speaker, text: 'Yes.' }]
      expect(salpreBody(event('call.ended', { transcript }, direction)).payload.transcript).toMatchObject([
        { type: role },
      ])
      const { chunks, content } = sipgateBody(event('call.logged', { transcript }, direction)).assist
        .transcription
      expect(chunks).toMatchObject([{ speaker: side }])
      expect(content.toUpperCase()).toBe(`${side}: YES.`)
    },
  )
})

describe('the time of a line', () => {
  const startedAt = '2026-03-05T13:20:00.500Z'
  const line = { speaker: 'customer', text: 'Yes.' }

  it.each([
    ['as the source wrote it', { timestamp: 'T+4', at: '2026-03-05T13:20:04Z' }, 'T+4'],
    ['in Unix seconds', { at: '2026-03-05T14:20:04.900+01:00' }, '1772716804'],
    ['counted from the start of the call', { startMs: 4_400 }, '1772716804'],
    ['absent when unknown', {}, undefined],
  ])('is %s in call_ended of salpre', (_how, time, expected) => {
    const [written] = salpreBody(event('call.ended', { startedAt, transcript: [{ ...line, ...time }] }))
      .payload.transcript
    expect(written?.utc_timestamp).toBe(expected)
  })

  it('is that of the event in a live line of salpre without one', () => {
    const body = JSON.parse(salpre.render(event('call.transcript', line), context)) as { payload: object }
    expect(body.payload).toMatchObject({ timestamp_utc: '1772716900' })
  })

  it('is counted from the start of the call in a chunk of sipgate', () => {
    const transcript = [
      { ...line, at: '2026-03-05T13:20:04Z' },
      { ...line, startMs: 5_000, endMs: 5_900 },
      line,
    ]
    expect(
      sipgateBody(event('call.logged', { startedAt, transcript })).assist.transcription.chunks,
    ).toMatchObject([
      { startTime: 3_500, endTime: null },
      { startTime: 5_000, endTime: 5_900 },
      { startTime: null, endTime: null },
    ])
  })
})

describe('a huge transcript', () => {
  const line = { speaker: 'ai', text: 'Wörter 👋 '.repeat(20), ...lastMs }
  const data = { transcript: Array.from({ length: 20_000 }, () => line) }

  it('comes out whole in every dialect that carries it', () => {
    expect(salpreBody(event('call.ended', data)).payload.transcript).toHaveLength(20_000)
    expect(sipgateBody(event('call.logged', data)).assist.transcription.chunks).toHaveLength(20_000)
    expect(JSON.parse(offhook.render(event('call.ended', data), context))).toMatchObject({ data })
  })
})

describe('sipgate', () => {
  const startedAt = '2026-03-05T13:20:00.500Z'

  it('says nothing of calls over a private channel', () => {
    const channel = { id: 'c', name: 'C' }
    expect(sipgate.accepts(event('call.logged', { channel: { ...channel, isPrivate: true } }))).toBe(false)
    expect(sipgate.accepts(event('call.logged', { channel }))).toBe(true)
    expect(sipgate.accepts(event('call.ended', {}))).toBe(false)
  })

  it.each([
    ['absent when it was not looked for', {}, undefined],
    ['null when it was and none was completed', { playbooks: [] }, null],
    ['null when the source says so', { playbooks: null }, null],
  ])('has callScenarios %s', (_when, data, expected) => {
    expect(sipgateBody(event('call.logged', data)).assist.callScenarios).toBe(expected)
  })

  it('counts the duration from the times unless it is given', () => {
    const times = { startedAt, endedAt: '2026-03-05T13:21:00Z' }
    expect(sipgateBody(event('call.logged', times)).call.duration).toBe(59_500)
    expect(sipgateBody(event('call.logged', { ...times, durationMs: 59_000 })).call.duration).toBe(59_000)
    expect(sipgateBody(event('call.logged', { startedAt })).call.duration).toBeNull()
  })

  it('joins ids and names of users that have only the parts', () => {
    const users = [
      { id: 'w1', accountId: '77', firstName: 'Noor', lastName: 'Albers' },
      { id: 'w2', lastName: 'Wilk' },
      { id: 'w3' },
    ]
    expect(sipgateBody(event('call.logged', { users })).call.users).toMatchObject([
      { fullUserId: '77w1', fullName: 'Noor Albers' },
      { fullUserId: null, fullName: 'Wilk' },
      { fullUserId: null, fullName: null },
    ])
  })
})

describe('an event without the call its type asks for', () => {
  it('is not accepted, and an error that names the event', () => {
    const orphan = { ...event('call.error', { message: '' }), call: null }
    expect(Object.values(dialects).filter((dialect) => dialect.accepts(orphan))).toEqual([offhook])
    expect(() => salpre.render(orphan, context)).toThrow('has no call')
  })

  it('of a type the format lacks is an error too', () => {
    expect(() => salpre.render(event('call.logged', {}), context)).toThrow(
      'salpre has no event for call.logged',
    )
  })
})

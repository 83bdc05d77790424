import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleEvent } from '../events/catalogue/example-event.ts'
import { eventTypes, type EventType } from '../events/catalogue.ts'
import type { CallFacts, Event } from '../events/event.ts'
import type { RenderContext } from './dialect.ts'
import { dialects } from './registry.ts'

const folder = join(import.meta.dirname, 'golden')
const isUpdate = process.env.UPDATE_GOLDEN === '1'
const id = '019cbe01-3c5a-7b10-8a2f-4d5e6f708192'
const occurredAt = new Date('2026-03-05T13:21:40.780Z')
const context: RenderContext = {
  account: { id: '019c0000-0000-7000-8000-000000000001', name: 'Praxis Lindqvist' },
  isTest: false,
}

const unknownCall: CallFacts = {
  id: 'call-1',
  number: 1,
  from: null,
  to: null,
  direction: null,
  source: null,
  agentId: null,
  channelId: null,
  campaignId: 'campaign-1',
}

type Variant = { name: string; event: Event; isTest?: boolean }

function variant(name: string, type: EventType, changes: Partial<Event>, isTest = false): Variant {
  return { name: `${type}.${name}`, event: { ...exampleEvent(type, id, occurredAt), ...changes }, isTest }
}

const variants: Variant[] = [
  ...eventTypes.map((type) => ({ name: type, event: exampleEvent(type, id, occurredAt) })),
  ...eventTypes
    .filter((type) => type.startsWith('call.'))
    .map((type) => variant('bare', type, { call: unknownCall, data: bareData(type) })),
  variant('bare', 'campaign.activated', {
    campaignId: 'campaign-1',
    data: { campaign: { id: 'campaign-1', name: '' } },
  }),
  variant('test', 'call.answered', {}, true),
  variant('unanswered', 'call.ended', {
    data: {
      result: 'noAnswer',
      startedAt: '2026-03-05T09:15:00Z',
      answeredAt: null,
      endedAt: '2026-03-05T09:15:29.050Z',
      sip: { code: 487, reason: null },
      endedBy: 'caller',
      downstreamSipCodes: [480],
      dialer: { campaign: { name: 'March reminders' }, retryAt: '2026-03-05T12:00:00+01:00' },
    },
  }),
  variant('characters', 'call.transcript', {
    data: {
      speaker: 'callee',
      text: '</script> "quoted" \\ 50 € 👩‍👩‍👧 ñ\u2028line\nbreak\u007f',
      unknown: { '': [1.5, 'ß'] },
    },
  }),
  variant('none-completed', 'call.logged', {
    data: { playbooks: null, headline: '', summary: { content: 'Short.' } },
  }),
]

function bareData(type: EventType): Record<string, unknown> {
  if (type === 'call.transcript') return { speaker: 'caller', text: '' }
  return type === 'call.error' ? { message: 'Failed' } : {}
}

const cases = Object.values(dialects).flatMap((dialect) =>
  variants
    .filter(({ event }) => dialect.eventNames[event.type] !== undefined && dialect.accepts(event))
    .map(({ name, event, isTest = false }) => ({
      dialect,
      event,
      isTest,
      file: `${dialect.id}/${name}.json`,
    })),
)

describe('the bodies of every dialect', () => {
  it.each(cases)('are those of golden/$file, byte by byte', ({ dialect, event, isTest, file }) => {
    const path = join(folder, file)
    const body = dialect.render(event, { ...context, isTest })
    if (isUpdate) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, body)
    }
    expect(body).toBe(readFileSync(path, 'utf8'))
  })

  it.each(cases)(
    'are the same in whatever order the facts of the call come ($file)',
    ({ dialect, event, isTest }) => {
      const call = event.call && (Object.fromEntries(Object.entries(event.call).toReversed()) as CallFacts)
      const body = dialect.render(event, { ...context, isTest })
      expect(dialect.render({ ...event, call }, { ...context, isTest })).toBe(body)
      expect(JSON.parse(body)).toBeTypeOf('object')
    },
  )

  it('have no golden file that nothing renders', () => {
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json'),
    )
    expect(found.toSorted()).toEqual(cases.map(({ file }) => file).toSorted())
  })
})

import { describe, expect, it } from 'vitest'
import { permutations, seededRandom, shuffle } from '../../testing/random.ts'
import type { EventType } from '../events/catalogue.ts'
import { newId } from '../lib/ids.ts'
import { applyEvent, callFactsOf, newCall, type CallEvent, type CallState, type KnownFacts } from './state.ts'

const at = (second: number): Date => new Date(Date.UTC(2026, 3, 8, 9, 24, second))

function event(type: EventType, second: number, facts: Partial<KnownFacts> = {}, result = ''): CallEvent {
  return { id: newId(), type, occurredAt: at(second), facts, result: result === '' ? null : result }
}

function build(events: readonly CallEvent[]): CallState {
  const [first] = events
  return events.reduce(applyEvent, newCall('pbx-1', 7, first?.occurredAt ?? at(0)))
}

const oneCall = [
  event('call.initiated', 0, { from: '+493023125042', to: '200', direction: 'inbound' }),
  event('call.ringing', 1, { to: '201', agentId: null }),
  event('call.answered', 5, { to: '202', agentId: 'agent-1' }),
  event('call.transcript', 6, { channelId: 'desk' }),
  event('call.error', 8),
  event('call.ended', 9, { source: 'trunk:a', agentId: 'agent-2' }, 'answered'),
]

describe('the call log', () => {
  it('is built from the events of the call', () => {
    expect(build(oneCall)).toMatchObject({
      id: 'pbx-1',
      number: 7,
      facts: {
        from: '+493023125042',
        to: '202',
        direction: 'inbound',
        source: 'trunk:a',
        agentId: 'agent-2',
        channelId: 'desk',
        campaignId: null,
      },
      result: 'answered',
      initiatedAt: at(0),
      ringingAt: at(1),
      answeredAt: at(5),
      endedAt: at(9),
      errorAt: at(8),
      firstEventAt: at(0),
      lastEventAt: at(9),
    })
  })

  it('ends the same in every order of its events', () => {
    const expected = build(oneCall)
    for (const order of permutations(oneCall)) expect(build(order)).toEqual(expected)
  })

  it('ends the same for any events, in any order, however often each comes', () => {
    const random = seededRandom(20_260_408)
    for (let round = 0; round < 300; round += 1) {
      const events = randomEvents(random, 2 + Math.floor(random() * 12))
      const expected = build(events)
      const again = events.filter(() => random() < 0.4)
      expect(build(shuffle([...events, ...again], random)), `round ${round}`).toEqual(expected)
    }
  })

  it('takes the earliest time of events that came twice with different times', () => {
    const call = build([event('call.ringing', 4), event('call.ringing', 2), event('call.ringing', 3)])
    expect(call.ringingAt).toEqual(at(2))
  })

  it('takes a fact from the larger event id when two events tell it for the same moment', () => {
    const [a, b] = [event('call.ringing', 1, { to: 'a' }), event('call.ringing', 1, { to: 'b' })]
    expect([build([a, b]).facts.to, build([b, a]).facts.to]).toEqual(['b', 'b'])
  })

  it('does not change the call it was given', () => {
    const call = newCall('pbx-1', 7, at(0))
    applyEvent(call, event('call.ended', 3, { to: '200' }, 'busy'))
    expect(call).toEqual(newCall('pbx-1', 7, at(0)))
  })
})

describe('the call as an event shows it', () => {
  it('is what the event says, and what is known where the event is silent', () => {
    const call = build(oneCall)
    expect(callFactsOf(call, { to: '200', agentId: null })).toEqual({
      ...{ id: 'pbx-1', number: 7, from: '+493023125042', to: '200', direction: 'inbound' },
      ...{ source: 'trunk:a', agentId: 'agent-2', channelId: 'desk', campaignId: null },
    })
  })
})

const types = [
  'call.initiated',
  'call.ringing',
  'call.answered',
  'call.transcript',
  'call.ended',
  'call.error',
] as const

/** Few seconds and few values, so that events often meet in time and contradict each other. */
function randomEvents(random: () => number, count: number): CallEvent[] {
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)]
  const fact = () => pick(['a', 'b', 'c', null])
  return Array.from({ length: count }, () =>
    event(
      pick(types) ?? 'call.ringing',
      Math.floor(random() * 5),
      Object.fromEntries(
        ['from', 'to', 'source', 'agentId', 'channelId', 'campaignId'].flatMap((name) =>
          random() < 0.5 ? [[name, fact() ?? null]] : [],
        ),
      ),
      pick(['', 'answered', 'busy']),
    ),
  )
}

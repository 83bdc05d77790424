import { describe, expect, it } from 'vitest'
import type { Schemas } from '../lib/api.ts'
import { canReplayAll, isUnwanted, replayBody } from './replayed.ts'

const webhook = { eventTypes: ['call.ended'] }

describe('all that match', () => {
  it.each([
    [{}, false],
    [{ type: 'call.ended' }, true],
    [{ since: '24h', callId: 'pbx-1', campaignId: 'spring' }, true],
    [{ type: 'call.ended', text: 'Kiel' }, false],
    [{ type: 'call.ended', webhookId: '019d6bf3-0000-7000-8000-000000000000' }, false],
  ])('of %o can be replayed: %s', (filter, expected) => {
    expect(canReplayAll(filter)).toBe(expected)
  })

  it('are narrowed as the list is', () => {
    const times = { from: '2026-04-08T09:00:00.000Z', to: '2026-04-08T10:00:00.000Z' }
    const filter = { ...times, type: 'call.ended', callId: 'pbx-1' }
    expect(replayBody({ kind: 'matching', filter }, webhook)).toEqual({
      ...{ ...times, eventTypes: ['call.ended'], callId: 'pbx-1', rerender: false },
    })
  })

  it('begin with the first event where the list has no beginning', () => {
    expect(replayBody({ kind: 'matching', filter: { callId: 'pbx-1' } }, webhook)).toMatchObject({
      from: '1970-01-01T00:00:00.000Z',
    })
  })

  it('are nothing to a webhook that is not subscribed to their type', () => {
    expect(isUnwanted({ kind: 'matching', filter: { type: 'call.error' } }, webhook)).toBe(true)
    expect(isUnwanted({ kind: 'matching', filter: { callId: 'pbx-1' } }, webhook)).toBe(false)
  })
})

describe('events that were chosen', () => {
  const event = (id: string, type: Schemas['Event']['type'], isTest = false): Schemas['Event'] => ({
    ...{ id, type, isTest, call: null, campaignId: null, data: {} },
    ...{ occurredAt: '2026-04-08T09:24:04.329Z', receivedAt: '2026-04-08T09:24:04.400Z' },
  })

  it('are replayed as far as the webhook wants them', () => {
    const events = [event('a', 'call.ended'), event('b', 'call.error'), event('c', 'call.ended', true)]
    expect(replayBody({ kind: 'chosen', events }, webhook)).toEqual({ eventIds: ['a'], rerender: false })
    expect(isUnwanted({ kind: 'chosen', events: events.slice(1) }, webhook)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { dialects } from '../dialects/registry.ts'
import { catalogue, type EventType } from '../events/catalogue.ts'
import { exampleEvent } from '../events/catalogue/example-event.ts'
import type { Event } from '../events/event.ts'
import type { Subscriber } from '../webhooks/webhook.ts'
import { plan } from './plan.ts'

const at = new Date('2026-04-08T09:24:04.329Z')

function subscriber(more: Partial<Subscriber> = {}): Subscriber {
  return {
    ...{ id: 'w', accountId: 'a', dialect: 'offhook', eventTypes: Object.keys(catalogue) },
    ...{ bindingKind: 'account', bindingIds: [], isOrdered: false },
    ...more,
  }
}

function event(type: EventType, more: Partial<Event> = {}): Event {
  return { ...exampleEvent(type, '019cbd41-70a0-7c00-8000-0123456789ab', at), ...more }
}

const isPrivate = (channelId: string) => channelId === 'channel-boss'
const isPlanned = (given: Event, more: Partial<Subscriber>) =>
  plan(given, [subscriber(more)], dialects, isPrivate).length === 1

describe('an event', () => {
  it('goes to everyone who is subscribed to its type', () => {
    const all = [
      subscriber({ id: '1', eventTypes: ['call.ringing'] }),
      subscriber({ id: '2', eventTypes: ['call.ended'] }),
      subscriber({ id: '3', eventTypes: ['call.ended', 'call.ringing'] }),
    ]
    expect(plan(event('call.ringing'), all, dialects, isPrivate).map(({ id }) => id)).toEqual(['1', '3'])
  })

  it.each([
    ['agent', 'agent-reception', true],
    ['agent', 'agent-other', false],
    ['channel', 'channel-front-desk', true],
    ['channel', 'agent-reception', false],
    ['campaign', 'spring', false],
  ] as const)('of a call goes to a webhook bound to the %s %s: %s', (bindingKind, id, expected) => {
    expect(isPlanned(event('call.ringing'), { bindingKind, bindingIds: ['x', id] })).toBe(expected)
  })

  it('of a call over a private channel goes to the account’s webhooks, and to none of the channel', () => {
    for (const type of ['call.initiated', 'call.transcript', 'call.ended', 'call.logged'] as const) {
      const given = event(type)
      const boss = { ...given, call: given.call && { ...given.call, channelId: 'channel-boss' } }
      expect(isPlanned(boss, { bindingKind: 'channel', bindingIds: ['channel-boss'] })).toBe(false)
      expect(isPlanned(boss, {})).toBe(true)
    }
  })

  it('of a campaign or of a call made for it goes to webhooks bound to that campaign', () => {
    const ended = event('call.ended')
    const finished = event('campaign.finished')
    for (const given of [ended, finished]) {
      const id = given.campaignId ?? ''
      expect(isPlanned(given, { bindingKind: 'campaign', bindingIds: [id] })).toBe(true)
      expect(isPlanned(given, { bindingKind: 'campaign', bindingIds: ['another'] })).toBe(false)
    }
  })

  it('without an agent, channel or campaign goes to none that is bound to one', () => {
    const bare = event('call.ringing', { call: null, campaignId: null })
    for (const bindingKind of ['agent', 'channel', 'campaign'] as const) {
      expect(isPlanned(bare, { bindingKind, bindingIds: ['x'] })).toBe(false)
    }
  })

  it('that a dialect cannot carry is not planned for it, whatever it is subscribed to', () => {
    expect(isPlanned(event('call.ended'), { dialect: 'sip-caller' })).toBe(true)
    const call = event('call.ended').call
    const plain = event('call.ended', { call: call && { ...call, campaignId: null }, campaignId: null })
    expect(isPlanned(plain, { dialect: 'sip-caller' })).toBe(false)
  })

  it('about a webhook goes to other webhooks of the whole account, never to that one', () => {
    for (const type of ['webhook.failing', 'webhook.disabled', 'webhook.recovered'] as const) {
      const about = catalogue[type].example.data.webhook.id
      expect(isPlanned(event(type), { id: 'another' })).toBe(true)
      expect(isPlanned(event(type), { id: about })).toBe(false)
      expect(isPlanned(event(type), { id: 'another', bindingKind: 'agent', bindingIds: ['x'] })).toBe(false)
      expect(isPlanned(event(type), { id: 'another', dialect: 'salpre' })).toBe(false)
    }
  })
})

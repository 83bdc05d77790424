import { describe, expect, it } from 'vitest'
import { callEvent } from '../../testing/ingest.ts'
import { dialects } from '../dialects/registry.ts'
import { newId, timeOfId } from '../lib/ids.ts'
import type { Subscriber } from '../webhooks/webhook.ts'
import { planGroup, type AcceptRequest, type GroupContext } from './group.ts'
import { countWanting, weigh } from './weight.ts'

const accountId = newId()

const subscribers = (count: number): Subscriber[] =>
  Array.from({ length: count }, () => ({
    ...{ id: newId(), accountId, dialect: 'offhook', isOrdered: false, eventTypes: ['call.ringing'] },
    ...{ bindingKind: 'account', bindingIds: [] },
  }))

const request = (count: number, more: Partial<AcceptRequest> = {}): AcceptRequest => ({
  accountId,
  events: Array.from({ length: count }, () => callEvent('call.ringing', 'a')),
  ...more,
})

describe('the weight of a request in a group', () => {
  it.each([
    ['no webhook wants', 0, 20],
    ['a few webhooks want', 10, 20],
    ['many webhooks want', 500, 1_000],
  ])('counts events that %s', (_, wanting, weight) => {
    expect(weigh(request(20), countWanting(subscribers(wanting)))).toBe(weight)
  })

  it('is the number of its events while the webhooks are not known, and for a test', () => {
    const [testFor] = subscribers(1)
    expect(weigh(request(20), undefined)).toBe(20)
    const test = request(1, testFor === undefined ? {} : { testFor })
    expect(weigh(test, countWanting(subscribers(500)))).toBe(1)
  })

  it('is more than any group when it brings work of its own', () => {
    expect(weigh(request(1, { within: async () => [] }), undefined)).toBe(Infinity)
  })
})

describe('a request that would make more than 200,000 deliveries', () => {
  const none = new Map<string, never>()
  const context: GroupContext = {
    accounts: new Map([[accountId, { name: 'Test', subscribers: subscribers(1_000) }]]),
    knownEvents: new Set(),
    ...{ calls: none, numberOwners: none, transcripts: none, freshNumbers: none, owners: none },
    ...{ campaigns: none, numbers: none, newId, dialects, latestIdMs: timeOfId(newId()) + 1_000 },
  }

  it('is refused with a sentence, and the others of its group are written', () => {
    const group = planGroup([request(201), request(200)], context)
    expect(group.results).toMatchObject([
      {
        status: 'rejected',
        reason: { code: 'too_large', message: expect.stringContaining('200,000') as string },
      },
      { status: 'fulfilled' },
    ])
    expect(group.deliveries).toHaveLength(200_000)
  })
})

import { describe, expect, it } from 'vitest'
import { changesOf, draftOf, inDialect, newDraft, settingsOf } from './draft.ts'
import { webhook } from './webhook.fixture.ts'

describe('the change of a webhook', () => {
  const before = draftOf(webhook)

  it('is nothing when nothing was changed', () => {
    expect(changesOf(draftOf(webhook), before)).toEqual({})
  })

  it('is only what was changed', () => {
    const changed = { timeoutMs: 7_000, binding: { kind: 'agent' as const, ids: ['a'] } }
    expect(changesOf({ ...before, ...changed }, before)).toEqual(changed)
  })

  it('has the default of each field that was emptied', () => {
    const emptied = {
      ...{ name: ' ', timeoutMs: '', maxRetries: '', eventMaxAgeSeconds: '', maxConnections: '' },
      ...{ rateLimitPerSecond: '', headers: [] },
    }
    expect(changesOf({ ...before, ...emptied }, before)).toEqual({
      ...{ name: 'shop.example.com', timeoutMs: 10_000, maxRetries: 8, eventMaxAgeSeconds: 86_400 },
      ...{ maxConnections: 10, rateLimitPerSecond: null, headers: {} },
    })
  })
})

describe('another dialect', () => {
  const eventTypes = [
    { type: 'call.ended', dialects: { offhook: {}, salpre: {} } },
    { type: 'call.error', dialects: { offhook: {}, salpre: {} } },
    { type: 'call.logged', dialects: { offhook: {}, sipgate: {} } },
  ]
  const all = eventTypes.map(({ type }) => type)

  it.each([
    ['sipgate', {}, { eventTypes: ['call.logged'], success: '2xx' }],
    ['salpre', {}, { eventTypes: ['call.ended', 'call.error'], success: '200' }],
    ['offhook', {}, { eventTypes: all, success: '2xx' }],
    ['salpre', { success: '2xx' }, { eventTypes: ['call.ended', 'call.error'], success: '2xx' }],
    ['sipgate', { eventTypes: ['call.ended'] }, { eventTypes: ['call.logged'], success: '2xx' }],
    ['offhook', { eventTypes: ['call.ended'] }, { eventTypes: ['call.ended'], success: '2xx' }],
  ] as const)('%s has its defaults, or of what was chosen (%o) what it can', (dialect, chosen, expected) => {
    expect(inDialect(dialect, chosen, eventTypes)).toEqual({ dialect, ...expected })
  })
})

describe('a new webhook', () => {
  it('leaves its name to the server while its URL is none', () => {
    expect(settingsOf({ ...newDraft([]), url: 'shop' })).not.toHaveProperty('name')
  })
})

import { describe, expect, it } from 'vitest'
import { actionsOf, isBlocked, whyFixed, whyNumbersFixed } from './lifecycle.ts'

const now = Date.parse('2026-03-06T12:00:00Z')
const campaign = (status: Parameters<typeof actionsOf>[0]['status'], more: object = {}) => ({
  ...{ status, type: 'static' as const, endsAt: '2026-03-07T00:00:00Z', archivedAt: null, ...more },
})

describe('what a campaign offers', () => {
  it.each([
    ['draft', ['activate', 'cancel', 'archive']],
    ['active', ['pause', 'cancel']],
    ['paused', ['resume', 'cancel']],
    ['canceled', ['archive']],
    ['finished', ['archive']],
  ] as const)('%s: %j', (status, actions) => {
    expect(actionsOf(campaign(status))).toEqual(actions)
  })

  it('is nothing once it is archived', () => {
    expect(actionsOf(campaign('finished', { archivedAt: '2026-03-06T00:00:00Z' }))).toEqual([])
  })

  it('is neither to begin nor to go on after the last day, but to end', () => {
    const over = campaign('paused', { endsAt: '2026-03-06T00:00:00Z' })
    expect([isBlocked(over, 'resume', now), isBlocked(over, 'cancel', now)]).toEqual([true, false])
    expect(isBlocked(campaign('draft'), 'activate', now)).toBe(false)
  })
})

describe('why something is fixed', () => {
  it.each([
    ['draft', {}, null, null],
    ['active', {}, null, 'static'],
    ['paused', { type: 'dynamic' }, null, null],
    ['canceled', { type: 'dynamic' }, 'canceled', 'canceled'],
    ['finished', {}, 'finished', 'finished'],
    ['draft', { archivedAt: '2026-03-06T00:00:00Z' }, 'archived', 'archived'],
  ] as const)('%s %j: settings %s, numbers %s', (status, more, settings, numbers) => {
    expect(whyFixed(campaign(status, more))).toBe(settings)
    expect(whyNumbersFixed(campaign(status, more))).toBe(numbers)
  })
})

import { describe, expect, it } from 'vitest'
import { afterCall, type CallResult } from './after-call.ts'
import type { CampaignNumber } from './campaign.ts'

const endedAt = new Date('2026-03-05T10:00:00Z')
const rules = { maxAttempts: 3, retryDelayMinutes: 30, endsAt: new Date('2026-03-05T23:00:00Z') }
const fresh: CampaignNumber = {
  id: 'n',
  number: '+493023125042',
  varValues: [],
  state: 'waiting',
  attempts: 0,
  retryAt: null,
  lastCallId: null,
  lastResult: null,
  lastCalledAt: null,
  createdAt: endedAt,
}
const call = (given: Partial<CallResult> = {}): CallResult => ({
  ...{ callId: 'c1', result: 'busy', isAnswered: false, outcome: null, retryAt: undefined, endedAt },
  ...given,
})
const answered = { result: 'answered', isAnswered: true }

describe('a number after a call', () => {
  it('is done when it was answered', () => {
    const after = afterCall(fresh, call(answered), rules)
    expect(after).toMatchObject({ attempt: 1, outcome: 'success', retryAt: null })
    expect(after.number).toMatchObject({ state: 'succeeded', attempts: 1, lastCallId: 'c1' })
  })

  it('is called again after the campaign’s delay when it was busy', () => {
    expect(afterCall(fresh, call(), rules).number).toMatchObject({
      state: 'retrying',
      retryAt: new Date('2026-03-05T10:30:00Z'),
    })
  })

  it('fails when its attempts are used up', () => {
    expect(afterCall({ ...fresh, attempts: 2 }, call(), rules).number.state).toBe('failed')
  })

  it('fails when the retry would come after the end of the campaign', () => {
    const late = call({ endedAt: new Date('2026-03-05T22:45:00Z') })
    expect(afterCall(fresh, late, rules).number).toMatchObject({ state: 'failed', retryAt: null })
  })

  it('takes the dialer’s word for outcome and retry over its own rules', () => {
    const retryAt = new Date('2026-03-05T15:00:00Z')
    const after = afterCall(fresh, call({ ...answered, outcome: 'failure', retryAt }), rules)
    expect(after.number).toMatchObject({ state: 'retrying', retryAt })
    expect(afterCall(fresh, call({ retryAt: null }), rules).number.state).toBe('failed')
  })

  it('is called again when the only call turns out to be a failure after all', () => {
    const reached = afterCall(fresh, call(answered), rules).number
    const corrected = afterCall(reached, call({ ...answered, outcome: 'failure' }), rules)
    expect(corrected).toMatchObject({ attempt: 1, outcome: 'failure', number: { state: 'retrying' } })
  })

  it('stays done when its only call is told of again without a word on the answer, and is not done by that', () => {
    const silent = call({ result: null, isAnswered: null })
    const reached = afterCall(fresh, call(answered), rules).number
    expect(afterCall(reached, silent, rules)).toMatchObject({
      ...{ outcome: 'success', retryAt: null, number: { state: 'succeeded', attempts: 1 } },
    })
    const busy = afterCall(fresh, call(), rules).number
    expect(afterCall(busy, silent, rules)).toMatchObject({
      outcome: 'failure',
      number: { state: 'retrying' },
    })
  })

  it('stays done when a later call fails, whichever is told of first, unless the dialer calls again', () => {
    const success = call(answered)
    const later = call({ callId: 'c2', endedAt: new Date('2026-03-05T10:30:00Z') })
    const inOrder = afterCall(afterCall(fresh, success, rules).number, later, rules)
    expect(inOrder).toMatchObject({ attempt: 2, outcome: 'failure', retryAt: null })
    expect(inOrder.number).toMatchObject({ state: 'succeeded', lastCallId: 'c2', lastResult: 'busy' })
    expect(afterCall(afterCall(fresh, later, rules).number, success, rules).number).toEqual(inOrder.number)
    const retryAt = new Date('2026-03-05T15:00:00Z')
    const again = afterCall(afterCall(fresh, success, rules).number, { ...later, retryAt }, rules).number
    expect(again).toMatchObject({ state: 'retrying', retryAt })
  })

  it('keeps what a later call decided when an earlier one is told of late, which counts all the same', () => {
    const later = call({ ...answered, callId: 'c2', endedAt: new Date('2026-03-05T10:30:00Z') })
    const reached = afterCall(fresh, later, rules).number
    const after = afterCall(reached, call({ callId: 'c1' }), rules)
    expect(after.number).toEqual({ ...reached, attempts: 2 })
    expect(after).toMatchObject({ attempt: 2, outcome: 'failure', retryAt: null })
  })

  it('ends by an earlier call that is told of late, when that reached somebody or was the last allowed', () => {
    const later = call({ callId: 'c2', endedAt: new Date('2026-03-05T10:30:00Z') })
    const retrying = afterCall(fresh, later, rules).number
    expect(afterCall(retrying, call(), rules).number).toEqual({ ...retrying, attempts: 2 })
    const success = afterCall(retrying, call(answered), rules).number
    expect(success).toMatchObject({ state: 'succeeded', retryAt: null, lastCallId: 'c2' })
    const usedUp = afterCall(retrying, call(), { ...rules, maxAttempts: 2 }).number
    expect(usedUp).toMatchObject({ state: 'failed', retryAt: null, lastCallId: 'c2' })
  })

  it('counts a call that is told of twice once', () => {
    const once = afterCall(fresh, call(), rules).number
    expect(afterCall(once, call(answered), rules).number).toMatchObject({
      attempts: 1,
      state: 'succeeded',
    })
  })
})

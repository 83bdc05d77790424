import { describe, expect, it } from 'vitest'
import { mayBeRetried, verdictOf } from './result.ts'

const plain = { hasRung: false, isCanceled: false }

describe('the result of a call', () => {
  it.each([
    [302, 'rejected'],
    [400, 'failed'],
    [401, 'rejected'],
    [403, 'rejected'],
    [404, 'notFound'],
    [407, 'rejected'],
    [408, 'failed'],
    [410, 'notFound'],
    [480, 'noAnswer'],
    [484, 'notFound'],
    [486, 'busy'],
    [487, 'canceled'],
    [488, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
    [600, 'busy'],
    [603, 'rejected'],
    [604, 'notFound'],
    [606, 'failed'],
    [607, 'rejected'],
    [608, 'rejected'],
  ])('after %i is %s', (code, result) => {
    expect(verdictOf(code, plain).result).toBe(result)
  })

  it('after 408 is noAnswer when it rang', () => {
    expect(verdictOf(408, { ...plain, hasRung: true }).result).toBe('noAnswer')
  })

  it.each([408, 480, 487, 503, 603])('after a CANCEL is canceled, whatever follows (%i)', (code) => {
    expect(verdictOf(code, { hasRung: true, isCanceled: true })).toEqual({
      result: 'canceled',
      endedBy: 'caller',
    })
  })
})

it.each([
  [302, true],
  [401, true],
  [407, true],
  [408, true],
  [422, true],
  [488, true],
  [500, true],
  [503, true],
  [404, false],
  [486, false],
  [504, false],
])('whether %i may be followed by another try: %s', (code, isRetriable) => {
  expect(mayBeRetried(code)).toBe(isRetriable)
})

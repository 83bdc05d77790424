import { describe, expect, it } from 'vitest'
import { createBodyBudget, bytesToHold } from './body-budget.ts'

describe('the memory for bodies', () => {
  it('is refused beyond its total, and there again once given back, once', () => {
    const { reserve } = createBodyBudget(100)
    const giveBack = reserve(60)
    reserve(40)
    const refused = () => reserve(1)
    expect(refused).toThrow(expect.objectContaining({ code: 'unavailable' }))
    expect(() => reserve(0)).not.toThrow()
    giveBack()
    giveBack()
    reserve(60)
    expect(refused).toThrow('Try again')
  })

  it.each([
    ['its length', { 'content-length': '70' }, 70],
    ['nothing without a body', {}, 0],
    ['its limit when it comes in chunks', { 'transfer-encoding': 'chunked' }, 100],
    ['its limit when it says both', { 'transfer-encoding': 'chunked', 'content-length': '1' }, 100],
    ['nothing when it is too long to be read', { 'content-length': '101' }, 0],
    [
      'nothing when it is read as a stream',
      { 'transfer-encoding': 'chunked', 'content-type': 'text/csv' },
      0,
    ],
  ])('is taken by a body as %s', (_, headers, bytes) => {
    expect(bytesToHold(headers, 100)).toBe(bytes)
  })
})

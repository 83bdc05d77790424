import { describe, expect, it } from 'vitest'
import { nextSpan } from './spans.ts'

describe('how far a search looks at once', () => {
  it.each([
    ['begins small', 0, 0, 500],
    ['goes on at four times as much while that is quick', 500, 2, 2_000],
    ['takes what is left of its time by the pace so far', 10_000, 75, 10_000],
    ['is never smaller than at first', 500, 149, 500],
    ['ends when the time is used up', 20_000, 150, 0],
  ])('%s', (_, rows, ms, span) => {
    expect(nextSpan(rows, ms)).toBe(span)
  })
})

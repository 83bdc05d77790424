import { describe, expect, it } from 'vitest'
import { answerOf } from './call-answer.ts'

const at = (second: number) => new Date(Date.UTC(2026, 3, 8, 9, 24, second))
const text = at(6).toISOString()
const none = { answeredAt: null, endedAt: null }
const told = { answeredAt: at(3), endedAt: at(40) }
const earlierEnd = { answeredAt: at(3), endedAt: at(9) }

describe('a call that ended at second 40', () => {
  it.each([
    ['its result, whatever it gives as the answer', { result: 'busy', answeredAt: text }, told, false, null],
    [
      'its result against an answer that is null',
      { result: 'answered', answeredAt: null },
      told,
      true,
      at(3),
    ],
    ['its answer', { answeredAt: text }, none, true, null],
    ['its answer that is null', { answeredAt: null, result: null }, told, false, null],
    ['what was told before', {}, told, true, at(3)],
    ['nothing', {}, none, false, null],
    ['an answer behind its end', {}, { answeredAt: at(41), endedAt: at(40) }, false, null],
    ['an answer before an earlier end', {}, earlierEnd, null, null],
    ['its result after an earlier end', { result: 'answered' }, earlierEnd, true, null],
    ['an answer after an earlier end', {}, { answeredAt: at(35), endedAt: at(9) }, true, at(35)],
  ])('by %s', (_, data, call, isAnswered, toldAt) => {
    expect(answerOf({ occurredAt: at(40), data }, call)).toEqual({ isAnswered, toldAt })
  })
})

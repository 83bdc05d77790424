import { describe, expect, it } from 'vitest'
import type { AppError } from '../lib/errors.ts'
import { eventsOfBatch } from './event-batch.ts'

/** The fields that are wrong with a batch. */
function wrongWith(batch: object): AppError['fields'] {
  try {
    eventsOfBatch(batch)
    return []
  } catch (error) {
    return (error as AppError).fields
  }
}

describe('a batch with unknown fields', () => {
  it.each(['', 'k'])('is searched for no more of them than an answer names: %s0, %s1, …', (prefix) => {
    const others = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${prefix}${index}`, 0]))
    expect(wrongWith({ ...others, events: [{}] })).toHaveLength(50)
  })

  it('has them named as other fields are', () => {
    const names = wrongWith({ events: [{}], 'a b': 0, ['k'.repeat(1_000)]: 0, ['__proto__']: 0 })
    expect(names.map(({ path }) => path)).toEqual(['["a b"]', `["${'k'.repeat(100)}…"]`, '__proto__'])
  })

  it('is read when it has none', () => {
    expect(eventsOfBatch({ events: [1, 2] })).toEqual([1, 2])
  })
})

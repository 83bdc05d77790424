import { describe, expect, it } from 'vitest'
import { createIdSource, firstIdAt, isId, newId, timeOfId } from './ids.ts'

describe('a new id', () => {
  it('is a UUIDv7 of its time', () => {
    const id = createIdSource(() => Date.UTC(2026, 3, 8, 9, 24, 4, 329))()
    expect(isId(id)).toBe(true)
    expect(new Date(timeOfId(id)).toISOString()).toBe('2026-04-08T09:24:04.329Z')
  })

  it('sorts after the one before, however many are made in a millisecond', () => {
    const make = createIdSource(() => 1_775_640_244_329)
    const ids = Array.from({ length: 10_000 }, make)
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('sorts after the one before when the clock goes back', () => {
    const times = [5_000, 5_000, 3_000, 4_999, 5_000, 5_001]
    const make = createIdSource(() => times.shift() ?? 0)
    const ids = Array.from({ length: 6 }, make)
    expect(ids.toSorted()).toEqual(ids)
  })

  it('ends in a byte that is random, by which work is shared', () => {
    expect(new Set(Array.from({ length: 2_000 }, () => newId().slice(-2))).size).toBeGreaterThan(200)
  })
})

describe('the bound of a time', () => {
  it('lies before every id of that millisecond and after every one before', () => {
    const ms = 1_775_640_244_329
    expect(createIdSource(() => ms)() > firstIdAt(ms)).toBe(true)
    expect(createIdSource(() => ms - 1)() < firstIdAt(ms)).toBe(true)
  })

  it('of a time before 1970 is the smallest id there is', () => {
    expect(firstIdAt(-5)).toBe('00000000-0000-0000-0000-000000000000')
  })
})

describe('a text', () => {
  it.each([
    '',
    'x',
    '019615F0-8A49-7CC2-9D0A-6B1C2D3E4F50',
    '019615f0-8a49-4cc2-9d0a-6b1c2d3e4f50',
    `${newId()} `,
  ])('is no id: %j', (text) => {
    expect(isId(text)).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { storageProblem } from './storable.ts'

function nested(levels: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { in: value }
  return value
}

describe('storageProblem', () => {
  it('finds nothing wrong with ordinary data', () => {
    expect(storageProblem({ a: ['ü', '😀', null, true, 1.5e-7, {}], 'odd key': [] }, true)).toBeUndefined()
  })

  it.each([
    ['a lone surrogate', { a: [{ b: 'x\ud83d' }] }, ['a', 0, 'b']],
    ['a NUL', { a: 'x\0y' }, ['a']],
    ['a NUL in a key', { a: { 'k\0': 1 } }, ['a', 'k\0']],
    ['half of a surrogate pair in a key', { '\udc00': 1 }, ['\udc00']],
  ])('tells where there is %s', (_what, value, keys) => {
    expect(storageProblem(value, true)?.keys).toEqual(keys)
    expect(storageProblem(value, false)).toBeUndefined()
  })

  it('refuses numbers that would be written as null', () => {
    expect(storageProblem(JSON.parse('{"a":[1,1e999]}'), false)).toEqual({
      keys: ['a', 1],
      message: 'must be a number JSON can express',
    })
  })

  it.each(['12345678901234567890', '9007199254740992', '-9007199254740993', '1e300'])(
    'refuses the whole number %s, which is read with other digits than it has',
    (number) => {
      expect(storageProblem(JSON.parse(`{"a":[${number}]}`), false)).toEqual({
        keys: ['a', 0],
        message: 'is a whole number beyond 2^53 - 1, which would lose digits: give it as text',
      })
    },
  )

  it.each(['9007199254740991', '-9007199254740991', '1e15', '1.5e-300', '0.1'])('takes %s', (number) => {
    expect(storageProblem(JSON.parse(number), false)).toBeUndefined()
  })

  it('refuses nesting deeper than 64 levels, however deep it goes', () => {
    expect(storageProblem(nested(64), false)).toBeUndefined()
    expect(storageProblem(nested(65), false)?.message).toBe('must not nest deeper than 64 levels')
    expect(storageProblem(nested(200_000), true)?.keys).toHaveLength(64)
  })
})

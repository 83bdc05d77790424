import { describe, expect, it } from 'vitest'
import { interleaveFamilies } from './dial.ts'

describe('the order of addresses', () => {
  it.each([
    [[], []],
    [['1.1.1.1'], ['1.1.1.1']],
    [
      ['1.1.1.1', '2.2.2.2', '::1'],
      ['1.1.1.1', '::1', '2.2.2.2'],
    ],
    [
      ['::1', '::2', '::3', '1.1.1.1'],
      ['::1', '1.1.1.1', '::2', '::3'],
    ],
    [
      ['::1', '1.1.1.1', '2.2.2.2', '3.3.3.3'],
      ['::1', '1.1.1.1', '2.2.2.2', '3.3.3.3'],
    ],
  ])('of %j is %j: the families take turns', (addresses, ordered) => {
    expect(interleaveFamilies(addresses)).toEqual(ordered)
  })
})

import { describe, expect, it } from 'vitest'
import { createShares } from './shares.ts'

const refusal = expect.objectContaining({ code: 'unavailable', message: 'Too much.' })

describe('a share', () => {
  it('is refused beyond itself, to that account alone, and there again once given back, once', () => {
    const { take } = createShares(100, 60, 'Too much.')
    const taken = take('a', 40)
    taken.add(20)
    expect(() => take('a', 1)).toThrow(refusal)
    expect(() => taken.add(1)).toThrow(refusal)
    expect(() => take('a', 0)).not.toThrow()
    take('b', 40)
    taken.giveBack()
    taken.giveBack()
    take('a', 60)
    expect(() => take('a', 1)).toThrow(refusal)
  })

  it('takes nothing more once it was given back: the rest of a refused body still comes', () => {
    const { take } = createShares(100, 100, 'Too much.')
    const taken = take('a', 10)
    taken.giveBack()
    taken.add(50)
    expect(() => take('b', 100)).not.toThrow()
  })

  it('is refused when all accounts together have taken everything', () => {
    const { take } = createShares(100, 60, 'Too much.')
    const taken = [take('a', 60), take('b', 40)]
    expect(() => take('c', 1)).toThrow(refusal)
    for (const { giveBack } of taken) giveBack()
    expect(() => take('c', 60)).not.toThrow()
  })
})

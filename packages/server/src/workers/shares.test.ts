import { describe, expect, it } from 'vitest'
import { planShares, shardCount, shardOf } from './shares.ts'

const owners = (ownerOf: (shard: number) => string | null) =>
  new Map(Array.from({ length: shardCount }, (_, shard) => [shard, ownerOf(shard)]))

const staying = (count: number) => ({ staying: count, isLeaving: false })

/** Lets each worker act on its plan in turn, until nobody has anything to do. */
function settle(shares: Map<number, string | null>, workers: readonly string[]): number {
  for (let round = 1; round <= 10; round += 1) {
    let moved = 0
    for (const worker of workers) {
      const { release, take } = planShares(worker, shares, staying(workers.length))
      for (const shard of release) shares.set(shard, null)
      for (const shard of take) shares.set(shard, worker)
      moved += release.length + take.length
    }
    if (moved === 0) return round
  }
  return Infinity
}

describe('the shard of a webhook', () => {
  it.each([
    ['019615f0-8a49-7cc2-9d0a-6b1c2d3e4f00', 0],
    ['019615f0-8a49-7cc2-9d0a-6b1c2d3e4fff', 255],
    ['019615f0-8a49-7cc2-9d0a-6b1c2d3e4f50', 80],
  ])('of %s is %i, the last byte', (id, shard) => {
    expect(shardOf(id)).toBe(shard)
  })
})

describe('sharing the work', () => {
  it('gives all of it to a worker that is alone', () => {
    const { release, take } = planShares(
      'a',
      owners(() => null),
      staying(1),
    )
    expect([release.length, take.length]).toEqual([0, shardCount])
  })

  it('takes nothing from others, and releases what is more than a fair share', () => {
    const { release, take } = planShares(
      'a',
      owners((shard) => (shard < 200 ? 'a' : 'b')),
      staying(2),
    )
    expect([release.length, take.length]).toEqual([72, 0])
    expect(
      planShares(
        'b',
        owners((shard) => (shard < 200 ? 'a' : 'b')),
        staying(2),
      ),
    ).toEqual({ release: [], take: [] })
  })

  it.each([2, 3, 5, 7, 100])(
    'of %i workers comes to rest with every shard owned, none with too many',
    (count) => {
      const workers = Array.from({ length: count }, (_, index) => `worker ${index}`)
      const shares = owners(() => 'worker 0')
      expect(settle(shares, workers)).toBeLessThan(10)
      const sizes = workers.map((worker) => [...shares.values()].filter((owner) => owner === worker).length)
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(shardCount)
      expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.ceil(shardCount / count))
    },
  )

  it('of a worker that leaves goes to those that stay', () => {
    const shares = owners((shard) => (shard % 2 === 0 ? 'a' : 'b'))
    const { release, take } = planShares('a', shares, { staying: 1, isLeaving: true })
    expect([release.length, take]).toEqual([128, []])
    for (const shard of release) shares.set(shard, null)
    expect(planShares('b', shares, staying(1)).take).toEqual(release)
  })

  it('has a dead worker’s shards taken over by the living', () => {
    const shares = owners((shard) => (shard % 2 === 0 ? 'a' : null))
    settle(shares, ['a'])
    expect(new Set(shares.values())).toEqual(new Set(['a']))
  })
})

import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

type Commit = (items: number[]) => Promise<PromiseSettledResult<string>[]>

const fulfil: Commit = async (items) => items.map((item) => ({ status: 'fulfilled', value: `done ${item}` }))

/** A commit that ends when told to, and keeps what it was given. */
function controlled() {
  const groups: number[][] = []
  const release: (() => void)[] = []
  const commit: Commit = async (items) => {
    groups.push(items)
    await new Promise<void>((resolve) => release.push(resolve))
    return fulfil(items)
  }
  return { groups, release: () => release.shift()?.(), commit }
}

const turn = async () => new Promise((resolve) => setTimeout(resolve, 5))
const gather = (commit: Commit, slots = 1, maxWeight = 100) =>
  createGroupCommit<number, string>({ slots, maxWeight, weigh: (item) => item, commit })

describe('a group', () => {
  it('answers each item with its own result', async () => {
    const group = gather(fulfil)
    expect(await Promise.all([group.add(1), group.add(2), group.add(3)])).toEqual([
      'done 1',
      'done 2',
      'done 3',
    ])
  })

  it('has all that came together, and while it runs the next one gathers', async () => {
    const { groups, release, commit } = controlled()
    const group = gather(commit)
    const first = [group.add(1), group.add(2)]
    await turn()
    const second = [group.add(3), group.add(4), group.add(5)]
    await turn()
    expect(groups).toEqual([[1, 2]])
    expect(group.size()).toBe(5)
    release()
    await Promise.all(first)
    await turn()
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
    release()
    await Promise.all(second)
    expect(group.size()).toBe(0)
  })

  it('is no heavier than allowed, but a single heavier item goes alone', async () => {
    const groups: number[][] = []
    const group = gather(async (items) => (groups.push(items), fulfil(items)), 1, 10)
    await Promise.all([4, 5, 6, 50, 1, 2].map(async (item) => group.add(item)))
    expect(groups).toEqual([[4, 5], [6], [50], [1, 2]])
  })

  it('runs beside as many others as there are slots', async () => {
    const { groups, release, commit } = controlled()
    const group = gather(commit, 2, 1)
    const all = [1, 1, 1].map(async (item) => group.add(item))
    await turn()
    expect(groups).toHaveLength(2)
    for (let index = 0; index < 3; index += 1) {
      release()
      await turn()
    }
    expect(await Promise.all(all)).toHaveLength(3)
  })

  it('lets others start beside it only when it takes long, or once it is done', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { groups, release, commit } = controlled()
    const group = createGroupCommit<number, string>({
      ...{ slots: 2, maxWeight: 1, weigh: () => 1, aloneMs: 10, commit },
    })
    const all = [1, 2, 3, 4].map(async (item) => group.add(item))
    await vi.advanceTimersByTimeAsync(9)
    expect(groups).toEqual([[1]])
    release()
    await vi.advanceTimersByTimeAsync(9)
    expect(groups).toEqual([[1], [2]])
    await vi.advanceTimersByTimeAsync(9)
    expect(groups).toEqual([[1], [2], [3]])
    await vi.advanceTimersByTimeAsync(50)
    expect(groups).toEqual([[1], [2], [3]])
    release()
    await vi.advanceTimersByTimeAsync(1)
    release()
    release()
    await vi.advanceTimersByTimeAsync(1)
    expect(await Promise.all(all)).toHaveLength(4)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that fails fails all its items, and the next one goes on', async () => {
    let count = 0
    const group = gather(async (items) => {
      count += 1
      if (count === 1) throw new Error('no disk')
      return fulfil(items)
    })
    const results = await Promise.allSettled([group.add(1), group.add(2)])
    expect(results.map((result) => (result.status === 'rejected' ? String(result.reason) : ''))).toEqual([
      'Error: no disk',
      'Error: no disk',
    ])
    expect(await group.add(3)).toBe('done 3')
  })

  it('may refuse single items', async () => {
    const commit: Commit = async (items) =>
      items.map((item) =>
        item % 2 === 0
          ? { status: 'rejected', reason: new Error('even') }
          : { status: 'fulfilled', value: 'odd' },
      )
    const group = gather(commit)
    const results = await Promise.allSettled([1, 2, 3].map(async (item) => group.add(item)))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

describe('draining', () => {
  it('waits for all that waits and runs', async () => {
    const group = gather(async (items) => (await turn(), fulfil(items)), 1, 1)
    const done: number[] = []
    for (const item of [1, 1, 1]) void group.add(item).then(() => done.push(item))
    await group.drain()
    await turn()
    expect(done).toHaveLength(3)
  })

  it('ends at once when there is nothing', async () => {
    await gather(fulfil).drain()
  })
})

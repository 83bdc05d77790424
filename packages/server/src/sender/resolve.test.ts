import { describe, expect, it } from 'vitest'
import { lookupAll, shareLookups } from './resolve.ts'

function countingResolver(answers: readonly (readonly string[] | Error)[]) {
  const asked: string[] = []
  const resolve = async (hostname: string): Promise<readonly string[]> => {
    const answer = answers[asked.length] ?? []
    asked.push(hostname)
    if (answer instanceof Error) throw answer
    return answer
  }
  return { asked, resolve }
}

describe('names whose name servers are slow', () => {
  it('leave threads to others, are asked again later, and do not make those slow that wait for them', async () => {
    let nowMs = 0
    let waiting: (() => void)[] = []
    const resolve = async (): Promise<readonly string[]> => {
      await new Promise<void>((wake) => waiting.push(wake))
      return []
    }
    const answerAll = () => {
      nowMs += 5_000
      for (const wake of waiting) wake()
      waiting = []
    }
    const lookUp = shareLookups(resolve, () => nowMs)
    const dead = Array.from({ length: 8 }, (_, index) => `h${index}.dead.example`)
    const ask = (names: string[]) => Promise.allSettled(names.map((name) => lookUp(name)))
    const first = ask([...dead, 'behind.example'])
    expect(waiting).toHaveLength(9)
    answerAll()
    await first

    nowMs += 5_000
    const second = ask([...dead, 'behind.example', 'alive.example'])
    expect(waiting).toHaveLength(6)
    answerAll()
    const results = await second
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
      ...[true, true, true, true],
      ...[false, false, false, false],
      ...[true, true],
    ])
    expect(results[4]).toMatchObject({ reason: { code: 'EAI_AGAIN' } })

    nowMs += 600_001
    const third = ask(dead)
    expect(waiting).toHaveLength(8)
    answerAll()
    await third
  })
})

describe('shared lookups', () => {
  it('ask once for many that want the same name at the same time', async () => {
    const { asked, resolve } = countingResolver([['1.1.1.1']])
    const lookUp = shareLookups(resolve, () => 0)
    const answers = await Promise.all([lookUp('a.example'), lookUp('a.example'), lookUp('a.example')])
    expect(answers).toEqual([['1.1.1.1'], ['1.1.1.1'], ['1.1.1.1']])
    expect(asked).toEqual(['a.example'])
  })

  it('keep an answer for two seconds and then ask again', async () => {
    const { resolve } = countingResolver([['1.1.1.1'], ['2.2.2.2']])
    let nowMs = 0
    const lookUp = shareLookups(resolve, () => nowMs)
    const first = await lookUp('a.example')
    nowMs = 1_999
    const second = await lookUp('a.example')
    nowMs = 2_001
    expect([first, second, await lookUp('a.example')]).toEqual([['1.1.1.1'], ['1.1.1.1'], ['2.2.2.2']])
  })

  it('keep an error as long, and keep names apart', async () => {
    const { asked, resolve } = countingResolver([new Error('first'), ['2.2.2.2']])
    const lookUp = shareLookups(resolve, () => 0)
    await expect(lookUp('a.example')).rejects.toThrow('first')
    await expect(lookUp('a.example')).rejects.toThrow('first')
    expect(await lookUp('b.example')).toEqual(['2.2.2.2'])
    expect(asked).toEqual(['a.example', 'b.example'])
  })

  it('do not remember names without end', async () => {
    const { asked, resolve } = countingResolver([])
    const lookUp = shareLookups(resolve, () => 0)
    for (let index = 0; index < 1_001; index += 1) await lookUp(`${index}.example`)
    await lookUp('1000.example')
    await lookUp('0.example')
    expect(asked.slice(1_001)).toEqual(['0.example'])
  })
})

describe('the system resolver', () => {
  it('knows this host', async () => {
    const addresses = await lookupAll('localhost')
    expect(addresses.some((address) => address === '127.0.0.1' || address === '::1')).toBe(true)
  })
})

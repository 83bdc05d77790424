import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent, createTestIngest } from '../../testing/ingest.ts'
import { systemClock, type Clock } from '../lib/clock.ts'
import { searchEvents } from './search.ts'

const database = await createTestDatabase()
const { db, accountId } = database

/** A clock on which every look takes this long. */
function steppingClock(stepMs: number): Clock {
  let ms = 0
  return { now: systemClock.now, monotonicMs: () => (ms += stepMs) }
}

describe('searching events', async () => {
  const ingest = createTestIngest(database)
  const find = (text: string) => callEvent('call.transcript', 'searched', { data: { speaker: 'ai', text } })
  const batch = (size: number) => Array.from({ length: size }, () => find('hay'))
  const accept = async (events: ReturnType<typeof batch>) => ingest.accept({ accountId, events })
  const [oldest = ''] = await accept([find('a needle')])
  await accept(batch(900))
  const [newer = ''] = await accept([find('another Needle')])
  await accept(batch(300))

  it('goes back to the end in one page while there is time', async () => {
    const found = await searchEvents(
      { db, clock: steppingClock(1) },
      accountId,
      { text: 'needle' },
      { limit: 50 },
    )
    expect(found.events.map(({ id }) => id)).toEqual([newer, oldest])
    expect(found.searchedTo).toBeNull()
  })

  it('answers with what it has when its time is over, and goes on there without gap or repetition', async () => {
    const pages: string[][] = []
    let cursor: string | undefined
    do {
      const page = { cursor, limit: 50 }
      const found = await searchEvents(
        { db, clock: steppingClock(1_000) },
        accountId,
        { text: 'needle' },
        page,
      )
      pages.push(found.events.map(({ id }) => id))
      cursor = found.searchedTo ?? undefined
    } while (cursor !== undefined)
    expect(pages).toEqual([[newer], [], [oldest]])
  })

  it('stops at a full page', async () => {
    const { events, searchedTo } = await searchEvents(
      { db, clock: steppingClock(1) },
      accountId,
      { text: 'hay' },
      { limit: 50 },
    )
    expect(events).toHaveLength(50)
    expect(searchedTo).toBe(events.at(-1)?.id)
  })
})

it('a page of large events from many spans ends where one from a single span does', async () => {
  const ingest = createTestIngest(database)
  const large = callEvent('call.error', 'large', { data: { message: 'x', filler: 'straw '.repeat(170_000) } })
  const small = Array.from({ length: 499 }, () => callEvent('call.ringing', 'small'))
  const ids: string[] = []
  for (let part = 0; part < 10; part += 1) {
    ids.push(...(await ingest.accept({ accountId, events: [large, large] })).toReversed())
    await ingest.accept({ accountId, events: small })
  }
  const pages: string[][] = []
  let cursor: string | undefined
  do {
    const found = await searchEvents(
      { db, clock: steppingClock(1) },
      accountId,
      { callId: 'large' },
      { cursor, limit: 50 },
    )
    pages.push(found.events.map(({ id }) => id))
    cursor = found.searchedTo ?? undefined
  } while (cursor !== undefined)
  expect(pages.map((page) => page.length)).toEqual([17, 3])
  expect(pages.flat()).toEqual(ids.toSorted().toReversed())
})

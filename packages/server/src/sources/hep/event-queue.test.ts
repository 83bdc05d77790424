import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { PostedEvent } from '../../events/posted-event.ts'
import { AppError } from '../../lib/errors.ts'
import { createLog } from '../../lib/log.ts'
import { createEventQueue } from './event-queue.ts'

const log = createLog('silent')
const makeEvents = (count: number, first = 0): PostedEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${first + index}`,
    type: 'call.initiated',
    occurredAt: new Date(0),
    data: {},
  }))

function makeQueue(onEvents: (events: PostedEvent[]) => Promise<void>, maxWaiting = 50_000) {
  return createEventQueue({ onEvents, log, maxWaiting, random: () => 1 })
}

describe('the queue of events', () => {
  it('hands on in order, at most 1,000 at a time, the next ones gathering meanwhile', async () => {
    const batches: PostedEvent[][] = []
    const queue = makeQueue(async (batch) => {
      await sleep(1)
      batches.push(batch)
    })
    queue.add(makeEvents(1))
    queue.add(makeEvents(1_500, 1))
    await queue.stop(5_000)
    expect(batches.map((batch) => batch.length)).toEqual([1, 1_000, 500])
    expect(batches.flat().map((event) => Number(event.id))).toEqual(
      Array.from({ length: 1_501 }, (_, id) => id),
    )
    expect(queue.status()).toEqual({ accepted: 1_501, dropped: 0, waiting: 0 })
  })

  it('tries again until the database is back, and loses nothing', async () => {
    const accepted: PostedEvent[] = []
    let failures = 2
    const queue = makeQueue(async (batch) => {
      if (failures-- > 0) throw new AppError('unavailable', 'away')
      accepted.push(...batch)
    })
    queue.add(makeEvents(3))
    await queue.stop(5_000)
    expect(accepted.map((event) => event.id)).toEqual(['0', '1', '2'])
  })

  it('drops what comes when it is full, and counts it', async () => {
    const accepted: PostedEvent[] = []
    const gate = Promise.withResolvers<undefined>()
    const queue = makeQueue(async (batch) => {
      await gate.promise
      accepted.push(...batch)
    }, 10)
    queue.add(makeEvents(8))
    queue.add(makeEvents(8, 8))
    expect(queue.status()).toEqual({ accepted: 0, dropped: 6, waiting: 10 })
    gate.resolve(undefined)
    await queue.stop(5_000)
    expect(accepted.map((event) => Number(event.id))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('sheds an event that is refused for good, and keeps the others in order', async () => {
    const accepted: PostedEvent[] = []
    const queue = makeQueue(async (batch) => {
      if (batch.some((event) => event.id === '37')) throw new AppError('invalid_request', 'no')
      accepted.push(...batch)
    })
    queue.add(makeEvents(100))
    await queue.stop(5_000)
    const others = Array.from({ length: 100 }, (_, id) => id).filter((id) => id !== 37)
    expect(accepted.map((event) => Number(event.id))).toEqual(others)
    expect(queue.status()).toEqual({ accepted: 99, dropped: 1, waiting: 0 })
  })

  it('gives up at the end of its grace and counts what is left', async () => {
    const queue = makeQueue(async () => {
      throw new Error('away')
    })
    queue.add(makeEvents(1_200))
    await queue.stop(20)
    expect(queue.status()).toEqual({ accepted: 0, dropped: 1_200, waiting: 0 })
  })
})

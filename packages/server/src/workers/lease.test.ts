import { expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { until } from '../../testing/receiver.ts'
import { createAdjustableClock } from '../lib/clock.ts'
import { newId } from '../lib/ids.ts'
import { createLog } from '../lib/log.ts'
import { insertWorker, leaseMs, readShards } from './lease.store.ts'
import { createTerm, endLease, keepLease, type LeaseDeps } from './lease.ts'
import { shardCount } from './shares.ts'

const { db } = await createTestDatabase()

const listWorkers = async () => (await db.pool.query<{ id: string }>('select id from workers')).rows

/** A worker under a lease whose clock is set by hand, until the test ends. */
function startLease(name: string) {
  const workerId = newId()
  const state = { nowMs: 0, renewals: 0, shards: new Set<number>() as ReadonlySet<number> }
  const busy = new Set<number>()
  const base = createAdjustableClock({ now: () => new Date(), monotonicMs: () => state.nowMs })
  const clock = { ...base, set: () => (state.renewals += 1) }
  const leaving = new AbortController()
  const end = new AbortController()
  const deps: LeaseDeps = {
    ...{ db, workerId, name, clock, log: createLog('silent'), term: createTerm(() => state.nowMs) },
    ...{ leaving: leaving.signal, busyShards: () => busy, onLost: () => undefined },
    onShards: (shards) => {
      state.shards = shards
    },
  }
  const keeping = keepLease(deps, end.signal)
  onTestFinished(async () => {
    end.abort()
    await keeping
    await endLease(deps)
  })
  return { workerId, state, busy, leave: () => leaving.abort() }
}

const ownedBy = async (workerId: string) => {
  const { owners } = await readShards(db)
  return [...owners].filter(([, owner]) => owner === workerId).map(([shard]) => shard)
}

it('after an outage of Postgres, the first worker that is back leaves the others time to renew', async () => {
  const late = newId()
  await insertWorker(db, late, 'late')
  await db.pool.query('update workers set leased_until = now()')
  const { state } = startLease('early')
  await until(() => state.renewals === 2)
  expect(await listWorkers()).toContainEqual({ id: late })
  state.nowMs = 3_000
  await until(async () => !(await listWorkers()).some(({ id }) => id === late))
})

it('hands shards on one by one, as soon as nothing of each is in flight', async () => {
  const first = startLease('first')
  await until(() => first.state.shards.size === shardCount)
  for (const shard of [128, 129, 130]) first.busy.add(shard)
  const second = startLease('second')
  await until(() => second.state.shards.size === shardCount / 2 - 3)
  expect(first.state.shards.size).toBe(shardCount / 2)
  expect(await ownedBy(first.workerId)).toHaveLength(shardCount / 2 + 3)
  first.busy.clear()
  await until(() => second.state.shards.size === shardCount / 2)
})

it('a worker that leaves gives up what is idle at once, and those that stay take all of it', async () => {
  const leaver = startLease('leaver')
  await until(() => leaver.state.shards.size === shardCount)
  const stayer = startLease('stayer')
  await until(() => stayer.state.shards.size === shardCount / 2)
  const [held = -1] = leaver.state.shards
  leaver.busy.add(held)
  leaver.leave()
  await until(() => stayer.state.shards.size === shardCount - 1)
  expect(leaver.state.shards.size).toBe(0)
  expect(await ownedBy(leaver.workerId)).toEqual([held])
  leaver.busy.clear()
  await until(() => stayer.state.shards.has(held))
})

it('a term ends a second before others see the lease as over', () => {
  let nowMs = 0
  const term = createTerm(() => nowMs)
  nowMs = leaseMs - 1_000
  expect(term.isOver()).toBe(false)
  nowMs += 1
  expect(term.isOver()).toBe(true)
  term.renewedAt(nowMs)
  expect(term.isOver()).toBe(false)
})

import { expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { until } from '../../testing/receiver.ts'
import { createAdjustableClock } from '../lib/clock.ts'
import { newId } from '../lib/ids.ts'
import { createLog } from '../lib/log.ts'
import { insertWorker } from './lease.store.ts'
import { keepLease } from './lease.ts'

const { db } = await createTestDatabase()

const listWorkers = async () => (await db.pool.query<{ id: string }>('select id from workers')).rows

it('after an outage of Postgres, the first worker that is back leaves the others time to renew', async () => {
  const late = newId()
  await insertWorker(db, late, 'late')
  await db.pool.query('update workers set leased_until = now()')
  let nowMs = 0
  let renewals = 0
  const base = createAdjustableClock({ now: () => new Date(), monotonicMs: () => nowMs })
  const clock = { ...base, set: () => (renewals += 1) }
  const end = new AbortController()
  const nothing = () => undefined
  const keeping = keepLease(
    {
      ...{ db, workerId: newId(), name: 'early', clock, log: createLog('silent') },
      ...{ onShards: nothing, isIdle: () => true, onLost: nothing },
    },
    end.signal,
  )
  onTestFinished(async () => {
    end.abort()
    await keeping
  })
  await until(() => renewals === 2)
  expect(await listWorkers()).toContainEqual({ id: late })
  nowMs = 3_000
  await until(async () => !(await listWorkers()).some(({ id }) => id === late))
})

import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { createTestIngest } from '../../testing/ingest.ts'
import { dialects } from '../dialects/registry.ts'
import { systemClock } from '../lib/clock.ts'
import { createLog } from '../lib/log.ts'
import { tick } from './owners-worker.ts'

const database = await createTestDatabase()
const { db, accountId } = database

it('leaves transcripts to remove for the next round, so that many cannot hold up all the rest', async () => {
  await db.pool.query(
    `insert into transcript_removals (account_id, call_id, due_at)
     select $1, 'call ' || n, now() from generate_series(1, 300) n`,
    [accountId],
  )
  const deps = {
    db,
    ingest: createTestIngest(database),
    clock: systemClock,
    log: createLog('silent'),
    dialects,
  }
  const left = async () => (await db.pool.query('select from transcript_removals')).rowCount
  await tick(deps)
  expect(await left()).toBe(100)
  await tick(deps)
  expect(await left()).toBe(0)
})

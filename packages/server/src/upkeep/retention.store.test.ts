import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent, createTestIngest } from '../../testing/ingest.ts'
import { deleteOldRows, listRetentions } from './retention.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const { accept } = createTestIngest(database)

async function callIds(): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>('select id from calls order by id')
  return rows.map(({ id }) => id)
}

/** When the account's history begins. */
async function beginning(): Promise<Date> {
  return (await listRetentions(db)).find((each) => each.accountId === accountId)?.before ?? new Date(0)
}

describe('retention', () => {
  it('goes by whole days of UTC, as partitions do', async () => {
    const before = await beginning()
    expect(before.getTime() % 86_400_000).toBe(0)
    const keptMs = Date.now() - before.getTime()
    expect(keptMs).toBeGreaterThanOrEqual(30 * 86_400_000)
    expect(keptMs).toBeLessThan(31 * 86_400_000 + 60_000)
  })

  it('keeps a call as long as an event of it is kept', async () => {
    // Both happened long ago and were taken just now, as when an old call log is brought in.
    await accept({ accountId, events: ['a', 'b'].map((id) => callEvent('call.ringing', id)) })
    await deleteOldRows(db, accountId, await beginning(), 100)
    expect(await callIds()).toEqual(['a', 'b'])
    await db.pool.query(`delete from events where call_id = 'a'`)
    await deleteOldRows(db, accountId, await beginning(), 100)
    expect(await callIds()).toEqual(['b'])
  })

  it('keeps a call of today that has no event', async () => {
    await accept({ accountId, events: [{ ...callEvent('call.ringing', 'c'), occurredAt: new Date() }] })
    await db.pool.query(`delete from events where call_id = 'c'`)
    await deleteOldRows(db, accountId, await beginning(), 100)
    expect(await callIds()).toContain('c')
  })
})

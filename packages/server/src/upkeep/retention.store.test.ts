import { describe, expect, it } from 'vitest'
import { addCampaign } from '../../testing/campaigns.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent, createTestIngest } from '../../testing/ingest.ts'
import { firstIdAt, newId } from '../lib/ids.ts'
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

  it('takes entries of the audit log and uploads with their refused rows, and keeps those of later', async () => {
    const { id: campaignId } = await addCampaign(database)
    const before = await beginning()
    const old = firstIdAt(before.getTime() - 1_000)
    const ids = [old, newId()]
    await db.pool.query(
      `insert into audit_entries (id, account_id, at, actor_kind, action, subject_id)
       select id, $2, at, 'system', 'x', 'x' from unnest($1::uuid[], $3::timestamptz[]) t(id, at)`,
      [ids, accountId, [new Date(before.getTime() - 1_000), new Date()]],
    )
    await db.pool.query(
      `insert into number_imports (id, account_id, campaign_id, status, finished_at)
       select id, $2, $3, 'completed', at from unnest($1::uuid[], $4::timestamptz[]) t(id, at)`,
      [ids, accountId, campaignId, [new Date(before.getTime() - 1_000), new Date()]],
    )
    await db.pool.query(
      `insert into refused_rows (account_id, import_id, row_number, reason, value)
       select $2, id, row_number, '', '' from unnest($1::uuid[]) id, generate_series(1, 3) row_number`,
      [ids, accountId],
    )
    // Two rows at a time: an upload goes when all of its rows are gone.
    while ((await deleteOldRows(db, accountId, before, 2)) > 0);
    const kept = async (query: string) =>
      (await db.pool.query<{ id: string }>(query)).rows.map(({ id }) => id)
    expect(await kept(`select id from audit_entries where action = 'x'`)).toEqual(ids.slice(1))
    expect(await kept('select id from number_imports')).toEqual(ids.slice(1))
    expect(await kept('select distinct import_id as id from refused_rows')).toEqual(ids.slice(1))
  })
})

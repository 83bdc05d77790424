import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { listCalls, type CallFilter } from './calls.store.ts'

const { db, accountId } = await createTestDatabase()
await db.pool.query(
  `insert into calls (account_id, id, number, agent_id, channel_id, campaign_id, first_event_at, last_event_at)
   select $1, n::text, n, owner, owner, owner, to_timestamp(n), to_timestamp(n)
     from (select n, case when n % 2000 = 0 then 'rare' else 'busy' end as owner from generate_series(1, 6000) n) given`,
  [accountId],
)
await db.pool.query('analyze calls')

/** How often the index was used, this connection's last statements included. */
async function scansOf(index: string): Promise<number> {
  await db.pool.query('select pg_stat_force_next_flush()')
  const { rows } = await db.pool.query<{ scans: number }>(
    'select idx_scan as scans from pg_stat_user_indexes where indexrelname = $1',
    [index],
  )
  return rows[0]?.scans ?? 0
}

it.each<[string, CallFilter, string]>([
  ['agent', { agentId: 'rare' }, 'calls_agent'],
  ['channel', { channelId: 'rare' }, 'calls_channel'],
  ['campaign', { campaignId: 'rare' }, 'calls_campaign'],
])('the few calls of one %s are found without reading those of others', async (_, filter, index) => {
  const before = await scansOf(index)
  const calls = await listCalls(db, accountId, filter, { limit: 50 })
  expect(calls.map(({ id }) => id)).toEqual(['6000', '4000', '2000'])
  expect(await scansOf(index)).toBe(before + 1)
})

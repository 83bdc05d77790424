import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { until } from '../../testing/receiver.ts'

const database = await createTestDatabase()
const offhook = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })

/** Dashboards whose figures do not come as long as the test lasts, each of them waiting in the database. */
async function openDashboards(count: number): Promise<void> {
  const lock = await database.db.pool.connect()
  await lock.query('begin; lock table attempts')
  const answers = Array.from({ length: count }, async () => offhook.call('GET', '/v1/stats'))
  onTestFinished(async () => {
    await lock.query('commit')
    lock.release()
    await Promise.all(answers)
  })
  await until(async () => (await countWaiting()) >= count)
}

async function countWaiting(): Promise<number> {
  const { rows } = await database.db.pool.query<{ count: number }>(
    `select count(*) from pg_stat_activity
      where datname = current_database() and application_name = 'offhook' and wait_event_type = 'Lock'`,
  )
  return rows[0]?.count ?? 0
}

describe('dashboards that wait for the database', () => {
  it('hold up neither events, also with a key not seen before, nor /readyz, however many they are', async () => {
    const other = await offhook.addAccount()
    await openDashboards(8)
    expect((await other.call('POST', '/v1/events', callEvent('call.initiated', 'a'))).status).toBe(202)
    expect((await offhook.call('GET', '/readyz')).status).toBe(200)
  })

  it('take one of the API’s eight connections each', async () => {
    await openDashboards(7)
    expect((await offhook.call('GET', '/v1/account')).status).toBe(200)
  })
})

import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { until } from '../../testing/receiver.ts'
import { migrate } from './migrate.ts'

const { db } = await createTestDatabase()

it('waits for a long transaction that reads a table to change, and holds up nobody meanwhile', async () => {
  // As before 0014, which changes a table that is written to with every step of a job.
  await db.pool.query(`
    alter table jobs drop column position_at;
    drop index events_received, finished_deliveries_finished, attempts_started;
    drop table stats_spans, stats_events, stats_deliveries, stats_attempts, stats_latencies;
    delete from kysely_migration where name >= '0014'`)
  const warnings: string[] = []
  const migrated = await db.transaction(async (dump) => {
    await dump.query('select from jobs')
    const migrating = migrate(db, { warn: (_: unknown, text?: string) => void warnings.push(text ?? '') })
    await until(() => warnings.length === 1)
    await db.pool.query('update jobs set updated_at = now()')
    return { migrating }
  })
  expect(await migrated.migrating).toEqual(['0014_pending_jobs', '0015_stats'])
  expect(warnings).toEqual(['database.tableInUse'])
})

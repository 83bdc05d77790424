import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { until } from '../../testing/receiver.ts'
import { migrate } from './migrate.ts'

const { db } = await createTestDatabase()

it('waits for a long transaction that reads a table to change, and holds up nobody meanwhile', async () => {
  // As before the last migration, which changes a table that all workers write to once a second.
  await db.pool.query('alter table workers drop column is_leaving')
  await db.pool.query(`delete from kysely_migration where name = '0012_leaving_workers'`)
  const warnings: string[] = []
  const migrated = await db.transaction(async (dump) => {
    await dump.query('select from workers')
    const migrating = migrate(db, { warn: (_: unknown, text?: string) => void warnings.push(text ?? '') })
    await until(() => warnings.length === 1)
    await db.pool.query('update workers set leased_until = now()')
    return { migrating }
  })
  expect(await migrated.migrating).toEqual(['0012_leaving_workers'])
  expect(warnings).toEqual(['database.tableInUse'])
  await db.pool.query('select is_leaving from workers')
})

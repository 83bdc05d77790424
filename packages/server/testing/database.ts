import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { openDb, type Db } from '../src/lib/db.ts'
import { createLog } from '../src/lib/log.ts'
import { ensurePartitions } from '../src/upkeep/partitions.store.ts'
import { insertAccount } from './accounts.ts'
import { withDatabase } from './global-setup.ts'
import { until } from './receiver.ts'

export type TestDatabase = { db: Db; url: string; accountId: string }

let count = 0

/**
 * A migrated database of its own for a test file, cloned from the template, with one account in it; for one test alone
 * with `onTestFinished`.
 */
export async function createTestDatabase(
  whenDone: (drop: () => Promise<void>) => void = afterAll,
): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  count += 1
  const name = `offhook_test_${process.pid}_${count}_${Math.random().toString(36).slice(2, 8)}`
  await run(server, `create database ${name} template offhook_template`)
  const url = withDatabase(server, name)
  const db = openDb({ url, maxConnections: 10, applicationName: 'test' }, () => undefined)
  await ensurePartitions(db, createLog('silent'))
  const account = await insertAccount(db, 'Test account')
  whenDone(async () => {
    await db.close()
    await until(() => isDropped(server, name))
  })
  return { db, url, accountId: account.id }
}

/** An autovacuum in it is not ours to end, which only a drop without force waits for; that one minds our connections. */
async function isDropped(server: string, name: string): Promise<boolean> {
  const drop = `drop database if exists ${name}`
  const dropped = run(server, `${drop} with (force)`).catch(() => run(server, drop))
  return dropped.then(
    () => true,
    () => false,
  )
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

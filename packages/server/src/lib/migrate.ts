import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Db } from './db.ts'
import { errorCode } from './errors.ts'
import type { Logger } from './log.ts'

const folder = new URL('../../migrations/', import.meta.url)

// Everything else queues behind a change of a table that waits for a dump, the renewing of leases too.
const lockWaitMs = 1_000
const tryAgainMs = 5_000
// lock_not_available, by https://www.postgresql.org/docs/current/errcodes-appendix.html
const lockTimeoutState = '55P03'

/**
 * Brings the schema up to date: every `migrations/NNNN_*.sql` that has not run yet, in order, all of them in one
 * transaction. Safe when several processes start at once: one holds an advisory lock, the others wait. Where a dump or
 * another long transaction holds a table, it waits for its end without holding others up, and says so each time it tries.
 */
export async function migrate(db: Db, log: Pick<Logger, 'warn'>): Promise<string[]> {
  await refuseOldServer(db)
  const migrator = new Migrator({ db: db.kysely.withoutPlugins(), provider: { getMigrations } })
  for (;;) {
    const { error, results } = await migrator.migrateToLatest()
    if (error === undefined) return (results ?? []).map((result) => result.migrationName)
    if (errorCode(error) !== lockTimeoutState)
      throw new Error('The database could not be migrated', { cause: error })
    log.warn({ err: error }, 'database.tableInUse')
    await sleep(tryAgainMs)
  }
}

async function refuseOldServer(db: Db): Promise<void> {
  const { rows } = await db.pool.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  )
  const version = Number(rows[0]?.version)
  if (version >= 150_000) return
  throw new Error(`Postgres ${Math.floor(version / 10_000)} is too old: Offhook needs Postgres 15 or newer`)
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  const entries = await Promise.all(
    names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(new URL(name, folder), 'utf8')
      return [name.replace('.sql', ''), { up: (tx) => run(tx, text) }]
    }),
  )
  return Object.fromEntries(entries)
}

async function run(tx: Kysely<unknown>, text: string): Promise<void> {
  await sql`set local lock_timeout = ${sql.lit(lockWaitMs)}`.execute(tx)
  await sql.raw(text).execute(tx)
}

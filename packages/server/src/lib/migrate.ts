import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Db } from './db.ts'

const folder = new URL('../../migrations/', import.meta.url)

/**
 * Brings the schema up to date: every `migrations/NNNN_*.sql` that has not run yet, in order, each in its own
 * transaction. Safe when several processes start at once: one holds an advisory lock, the others wait.
 */
export async function migrate(db: Db): Promise<string[]> {
  await refuseOldServer(db)
  const migrator = new Migrator({ db: db.kysely.withoutPlugins(), provider: { getMigrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error('The database could not be migrated', { cause: error })
  return (results ?? []).map((result) => result.migrationName)
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
      return [name.replace('.sql', ''), { up: async (tx) => void (await sql.raw(text).execute(tx)) }]
    }),
  )
  return Object.fromEntries(entries)
}

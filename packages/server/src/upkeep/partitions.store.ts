import { sql } from 'kysely'
import type { Db } from '../lib/db.ts'
import { firstIdAt } from '../lib/ids.ts'
import type { Logger } from '../lib/log.ts'
import { dayAt, dayOfPartition, type Day } from './partitions.ts'

/** The tables that are kept by day. */
export const dailyTables = ['events', 'payloads', 'finished_deliveries', 'attempts'] as const

// A week ahead: Offhook may be stopped over a long weekend, or upkeep fail for days, before anyone notices.
const daysAhead = 7

/**
 * Makes the partitions of `daysBack` days ago to a week ahead, by the database's clock. Safe when several processes do
 * it at once. A day that has rows in the default partition already stays there, which is logged.
 */
export async function ensurePartitions(db: Db, log: Pick<Logger, 'warn'>, daysBack = 0): Promise<void> {
  const { nowMs } = await readTime(db)
  const days = Array.from({ length: daysBack + daysAhead + 1 }, (_, index) => dayAt(nowMs, index - daysBack))
  const existing = new Set(await listPartitions(db))
  for (const table of dailyTables) {
    for (const day of days.filter(({ name }) => !existing.has(`${table}_p${name}`))) {
      await createPartition(db, table, day).catch((error: unknown) => {
        if (!isBlocked(error)) throw error
        log.warn({ table, day: day.name }, 'partitions.servedByDefault')
      })
    }
  }
}

/** check_violation: the default partition holds rows of that day, which it keeps. */
function isBlocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23514'
}

/** The database's time, and how many days the account with the longest retention keeps. */
async function readTime(db: Db): Promise<{ nowMs: number; keptDays: number }> {
  const { rows } = await db.pool.query<{ now: Date; keptDays: number }>(
    'select now() as now, coalesce(max(retention_days), 30) as "keptDays" from accounts',
  )
  const [row] = rows
  if (row === undefined) throw new Error('The database did not say what time it is')
  return { nowMs: row.now.getTime(), keptDays: row.keptDays }
}

async function listPartitions(db: Db): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
      where p.relname = any($1)`,
    [dailyTables],
  )
  return rows.map((row) => row.name)
}

async function createPartition(db: Db, table: string, day: Day): Promise<void> {
  const name = `${table}_p${day.name}`
  await db.kysely.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('offhook partitions'))`.execute(tx)
    await sql`create table if not exists ${sql.id(name)} partition of ${sql.id(table)}
      for values from (${sql.lit(firstIdAt(day.fromMs))}) to (${sql.lit(firstIdAt(day.untilMs))})`.execute(tx)
  })
}

/**
 * Drops the days that every account's retention has passed, by the database's clock. A day that a pending delivery still needs is kept until it
 * is settled. Returns the names of what was dropped.
 */
export async function dropOldPartitions(db: Db): Promise<string[]> {
  const { nowMs, keptDays } = await readTime(db)
  const oldest = dayAt(nowMs, -keptDays)
  const dropped: string[] = []
  for (const partition of await listPartitions(db)) {
    const day = dayOfPartition(partition)
    if (day === undefined || day.untilMs > oldest.fromMs || (await isNeeded(db, day))) continue
    await dropPartition(db, partition)
    dropped.push(partition)
  }
  return dropped
}

async function isNeeded(db: Db, day: Day): Promise<boolean> {
  const { rows } = await db.pool.query<{ isNeeded: boolean }>(
    `select exists (select from pending_deliveries
                     where (payload_id >= $1 and payload_id < $2) or (event_id >= $1 and event_id < $2)
                        or (id >= $1 and id < $2)) as "isNeeded"`,
    [firstIdAt(day.fromMs), firstIdAt(day.untilMs)],
  )
  return rows[0]?.isNeeded === true
}

/** Detaches first, which waits for running queries without holding up new ones; a plain drop would lock all traffic out. */
async function dropPartition(db: Db, partition: string): Promise<void> {
  const parent = partition.replace(/_p\d{8}$/, '')
  const client = await db.pool.connect()
  try {
    await client.query(`set lock_timeout = '2s'`)
    await client.query(`alter table ${parent} detach partition ${partition}`)
    await client.query(`drop table ${partition}`)
  } finally {
    await client.query('reset lock_timeout').catch(() => undefined)
    client.release()
  }
}

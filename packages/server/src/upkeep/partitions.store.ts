import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../lib/db.ts'
import { errorCode } from '../lib/errors.ts'
import { firstIdAt } from '../lib/ids.ts'
import type { Logger } from '../lib/log.ts'
import { dayAt, dayOfPartition, type Day } from './partitions.ts'

/** The tables that are kept by day. */
export const dailyTables = ['events', 'payloads', 'finished_deliveries', 'attempts'] as const

// A week ahead: Offhook may be stopped over a long weekend, or upkeep fail for days, before anyone notices.
const daysAhead = 7

// Traffic waits behind whoever waits to change a partitioned table, so that wait must be short: it comes after a dump or a
// report that reads the table for an hour, at the next try.
const lockWaitMs = 100

/**
 * Makes the partitions of `daysBack` days ago to a week ahead, by the database's clock. Safe when several processes do
 * it at once. A day that has rows in the default partition already stays there, and a table that is in use for long is
 * left for later, both of which is logged.
 */
export async function ensurePartitions(db: Db, log: Pick<Logger, 'warn'>, daysBack = 0): Promise<void> {
  const { nowMs } = await readTime(db)
  const days = Array.from({ length: daysBack + daysAhead + 1 }, (_, index) => dayAt(nowMs, index - daysBack))
  const existing = new Set(await listPartitions(db))
  for (const table of dailyTables) {
    for (const day of days.filter(({ name }) => !existing.has(`${table}_p${name}`))) {
      const outcome = await createPartition(db, table, day)
      if (outcome !== 'done') log.warn({ table, day: day.name }, `partitions.${outcome}`)
      if (outcome === 'inUse') break
    }
  }
}

type Outcome = 'done' | 'servedByDefault' | 'inUse'

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

// Attached and not made as a partition: that leaves the table to who writes other days, while Postgres looks through the
// default partition for rows of this one. With 2 million there, all posts waited for 0.4 s (measured).
async function createPartition(db: Db, table: string, day: Day): Promise<Outcome> {
  const partition = sql.id(`${table}_p${day.name}`)
  return changeTable(
    db,
    sql`create table ${partition} (like ${sql.id(table)} including all)`,
    sql`alter table ${sql.id(table)} attach partition ${partition}
      for values from (${sql.lit(firstIdAt(day.fromMs))}) to (${sql.lit(firstIdAt(day.untilMs))})`,
  )
}

// By https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available; check_violation, which says that
// the default partition holds rows of that day; duplicate_table, when another process was first.
const refusals: Record<string, Outcome> = { '55P03': 'inUse', '23514': 'servedByDefault', '42P07': 'done' }

async function changeTable(db: Db, ...statements: RawBuilder<unknown>[]): Promise<Outcome> {
  try {
    await db.kysely.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('offhook partitions'))`.execute(tx)
      await sql`set local lock_timeout = ${sql.lit(lockWaitMs)}`.execute(tx)
      for (const statement of statements) await statement.execute(tx)
    })
    return 'done'
  } catch (error) {
    const outcome = refusals[errorCode(error)]
    if (outcome === undefined) throw error
    return outcome
  }
}

/**
 * Drops the days that every account's retention has passed, by the database's clock. A day that a pending delivery still
 * needs is kept until it is settled; a table that is in use for long is left for later, which is logged. Returns the names of
 * what was dropped, and whether something was left for later.
 */
export async function dropOldPartitions(
  db: Db,
  log: Pick<Logger, 'warn'>,
): Promise<{ dropped: string[]; isInUse: boolean }> {
  const { nowMs, keptDays } = await readTime(db)
  const oldest = dayAt(nowMs, -keptDays)
  const dropped: string[] = []
  const inUse = new Set<string>()
  for (const partition of await listPartitions(db)) {
    const day = dayOfPartition(partition)
    const table = partition.replace(/_p\d{8}$/, '')
    if (day === undefined || day.untilMs > oldest.fromMs || inUse.has(table)) continue
    if (await isNeeded(db, day)) continue
    const outcome = await changeTable(db, sql`drop table if exists ${sql.id(partition)}`)
    if (outcome === 'done') dropped.push(partition)
    else {
      inUse.add(table)
      log.warn({ partition }, `retention.${outcome}`)
    }
  }
  return { dropped, isInUse: inUse.size > 0 }
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

/**
 * Has BRIN indexes of days that are over know the last of their pages too, which autovacuum leaves out: these would be read
 * each time anybody asks for any span of time. What is in use just now is done the next time.
 */
export async function summarizeDays(db: Db): Promise<void> {
  const { nowMs } = await readTime(db)
  const { rows } = await db.pool.query<{ index: string; name: string }>(
    `select x.indexrelid::regclass::text as index, t.relname as name
       from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_class t on t.oid = i.inhrelid
       join pg_index x on x.indrelid = t.oid join pg_class c on c.oid = x.indexrelid join pg_am a on a.oid = c.relam
      where p.relname = any($1) and a.amname = 'brin'`,
    [dailyTables],
  )
  for (const { index, name } of rows) {
    const day = dayOfPartition(name)
    if (day === undefined || day.untilMs <= nowMs)
      await changeTable(db, sql`select brin_summarize_new_values(${index}::regclass)`)
  }
}

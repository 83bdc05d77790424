import { sql } from 'kysely'
import type { Db } from '../lib/db.ts'
import { firstIdAt } from '../lib/ids.ts'
import { dayAt, dayOfPartition, type Day } from './partitions.ts'

/** The tables that are kept by day. */
export const dailyTables = ['events', 'payloads', 'finished_deliveries', 'attempts'] as const

// A week ahead: Offhook may be stopped over a long weekend, or upkeep fail for days, before anyone notices.
const daysAhead = 7

/** Makes the partitions of today and the coming week. Safe when several processes do it at once. */
export async function ensurePartitions(db: Db, nowMs: number): Promise<void> {
  const days = Array.from({ length: daysAhead + 1 }, (_, offset) => dayAt(nowMs, offset))
  const existing = new Set(await listPartitions(db))
  for (const table of dailyTables) {
    for (const day of days.filter(({ name }) => !existing.has(`${table}_p${name}`)))
      await createPartition(db, table, day)
  }
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
 * Drops the days that every account's retention has passed. A day that a pending delivery still needs is kept until it
 * is settled. Returns the names of what was dropped.
 */
export async function dropOldPartitions(db: Db, nowMs: number): Promise<string[]> {
  const { rows } = await db.pool.query<{ days: number }>(
    'select coalesce(max(retention_days), 30) as days from accounts',
  )
  const oldest = dayAt(nowMs, -(rows[0]?.days ?? 30))
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

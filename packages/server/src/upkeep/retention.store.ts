import { sql } from 'kysely'
import type { Db } from '../lib/db.ts'
import { figures } from '../deliveries/stats-figures.store.ts'
import { halfHour } from '../deliveries/stats-parts.ts'
import { firstIdAt } from '../lib/ids.ts'

/**
 * Since when each account keeps its history, by the database's clock: from the beginning of a day in UTC, as partitions do.
 * To the second, rows would be deleted one by one all day before their partition could be dropped.
 */
export async function listRetentions(db: Db): Promise<{ accountId: string; before: Date }[]> {
  const { rows } = await db.pool.query<{ accountId: string; before: Date }>(
    `select id as "accountId", date_trunc('day', now(), 'UTC') - retention_days * interval '24 hours' as before
       from accounts order by id`,
  )
  return rows
}

/** Deletes what an account's retention has passed where the day itself must stay. Returns how many rows went. */
export async function deleteOldRows(
  { kysely }: Db,
  accountId: string,
  before: Date,
  limit: number,
): Promise<number> {
  // Ids bound the search to partitions that another account still needs, and to ids given by a source, which may be of
  // any age: for those the time of acceptance counts.
  const idBefore = firstIdAt(before.getTime())
  const statements = [
    sql`delete from events where (account_id, id) in (
      select account_id, id from events e
       where account_id = ${accountId} and id < ${idBefore} and received_at < ${before}
         and not exists (select from pending_deliveries p where p.event_id = e.id) limit ${limit})`,
    sql`delete from payloads where id in (
      select id from payloads b where account_id = ${accountId} and id < ${idBefore}
         and not exists (select from pending_deliveries p where p.event_id = b.event_id) limit ${limit})`,
    sql`delete from attempts where (delivery_id, number) in (
      select delivery_id, number from attempts
       where account_id = ${accountId} and delivery_id < ${idBefore} and started_at < ${before} limit ${limit})`,
    sql`delete from finished_deliveries where (account_id, id) in (
      select account_id, id from finished_deliveries
       where account_id = ${accountId} and id < ${idBefore} and finished_at < ${before} limit ${limit})`,
    sql`delete from calls where (account_id, id) in (
      select account_id, id from calls c
       where account_id = ${accountId} and first_event_at < ${before} and last_event_at < ${before}
         and not exists (select from events e where e.account_id = c.account_id and e.call_id = c.id) limit ${limit})`,
    sql`delete from audit_entries where id in (
      select id from audit_entries
       where account_id = ${accountId} and id < ${idBefore} and at < ${before} limit ${limit})`,
    sql`delete from refused_rows where (import_id, row_number) in (
      select r.import_id, r.row_number from number_imports i join refused_rows r on r.import_id = i.id
       where i.account_id = ${accountId} and i.finished_at < ${before} limit ${limit})`,
    sql`delete from number_imports where id in (
      select id from number_imports i
       where account_id = ${accountId} and finished_at < ${before}
         and not exists (select from refused_rows r where r.import_id = i.id) limit ${limit})`,
    ...figures.map(
      ({ table }) => sql`delete from ${sql.id(table)}
       where bucket_seconds = ${halfHour} and at < ${before} and account_id = ${accountId}`,
    ),
  ]
  let deleted = 0
  for (const statement of statements) {
    const { numAffectedRows } = await statement.execute(kysely)
    deleted += Number(numAffectedRows ?? 0)
  }
  return deleted
}

import type { Db } from '../lib/db.ts'
import { firstIdAt } from '../lib/ids.ts'

/** Since when each account keeps its history, by the database's clock. */
export async function listRetentions(db: Db): Promise<{ accountId: string; before: Date }[]> {
  const { rows } = await db.pool.query<{ accountId: string; before: Date }>(
    `select id as "accountId", now() - retention_days * interval '1 day' as before from accounts order by id`,
  )
  return rows
}

// Ids bound the search to partitions that another account still needs, and to ids given by a source, which may be of
// any age: for those the time of acceptance counts.
const statements = [
  `delete from events where (account_id, id) in (
     select account_id, id from events e where account_id = $1 and id < $2 and received_at < $3
        and not exists (select from pending_deliveries p where p.event_id = e.id) limit $4)`,
  `delete from payloads where id in (
     select id from payloads b where account_id = $1 and id < $2
        and not exists (select from pending_deliveries p where p.event_id = b.event_id) and $3::timestamptz is not null limit $4)`,
  `delete from attempts where (delivery_id, number) in (
     select delivery_id, number from attempts where account_id = $1 and delivery_id < $2 and started_at < $3 limit $4)`,
  `delete from finished_deliveries where (account_id, id) in (
     select account_id, id from finished_deliveries where account_id = $1 and id < $2 and finished_at < $3 limit $4)`,
  `delete from calls where (account_id, id) in (
     select account_id, id from calls c
      where account_id = $1 and first_event_at < $3 and last_event_at < $3 and $2::uuid is not null
        and not exists (select from events e where e.account_id = c.account_id and e.call_id = c.id) limit $4)`,
]

/** Deletes what an account's retention has passed where the day itself must stay. Returns how many rows went. */
export async function deleteOldRows(db: Db, accountId: string, before: Date, limit: number): Promise<number> {
  let deleted = 0
  for (const statement of statements) {
    const { rowCount } = await db.pool.query(statement, [
      accountId,
      firstIdAt(before.getTime()),
      before,
      limit,
    ])
    deleted += rowCount ?? 0
  }
  return deleted
}

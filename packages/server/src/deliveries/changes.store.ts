import type { Db } from '../lib/db.ts'
import { firstIdAt } from '../lib/ids.ts'

/** Texts that differ when something new is to be seen. */
export type Marks = { events: string; deliveries: string; calls: string }

const recentMs = 600_000
const looked = 200

/**
 * Cheap enough to be asked every second: reads the ends of indexes only. Does not see what happens to deliveries that
 * were queued more than ten minutes ago.
 */
export async function readMarks(db: Db, accountId: string, nowMs: number): Promise<Marks> {
  const { rows } = await db.pool.query<Marks>(
    `select coalesce((select id::text from events where account_id = $1 order by id desc limit 1), '') as events,
            concat_ws(' ',
              (select id from pending_deliveries where account_id = $1 and id >= $2 order by id desc limit 1),
              (select concat_ws(' ', max(finished_at), count(*)) from (
                select finished_at from finished_deliveries
                 where account_id = $1 and id >= $2 order by id desc limit $3) finished),
              (select concat_ws(' ', max(started_at), count(*)) from (
                select started_at from attempts
                 where account_id = $1 and delivery_id >= $2 order by delivery_id desc limit $3) tried)
            ) as deliveries,
            coalesce((select concat_ws(' ', max(last_event_at), count(*)) from (
              select last_event_at from calls where account_id = $1
               order by first_event_at desc, number desc limit $3) latest), '') as calls`,
    [accountId, firstIdAt(nowMs - recentMs), looked],
  )
  return rows[0] ?? { events: '', deliveries: '', calls: '' }
}

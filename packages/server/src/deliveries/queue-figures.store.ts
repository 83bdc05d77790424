import type { Db } from '../lib/db.ts'

// Monitoring asks while things are bad: an answer that takes longer than this is none.
const limits = { query_timeout: 2_000 }

const pendingStatement = {
  text: `select pg_stat_get_live_tuples('pending_deliveries'::regclass) as pending`,
  ...limits,
}

/** About how many deliveries are still to be made, from the statistics that Postgres keeps anyway. */
export async function estimatePending(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ pending: number }>(pendingStatement)
  return rows[0]?.pending ?? 0
}

// Steps from webhook to webhook in the index pending_deliveries_due and reads one row of each.
const oldestDueStatement = {
  text: `with recursive oldest as (
           (select webhook_id, due_at from pending_deliveries order by webhook_id, due_at limit 1)
           union all
           select next.webhook_id, next.due_at
             from oldest cross join lateral (
               select webhook_id, due_at from pending_deliveries
                where webhook_id > oldest.webhook_id order by webhook_id, due_at limit 1) next)
         select coalesce(greatest(0, extract(epoch from now() - min(due_at))), 0)::float8 as seconds
           from (select * from oldest limit 1000) o join webhooks w on w.id = o.webhook_id
          where w.enabled and w.deleted_at is null and w.failing_since is null`,
  ...limits,
}

/**
 * For how many seconds the oldest delivery has been due, in flight or not; 0 when none is. Disabled webhooks and those
 * whose receiver keeps failing are left out: theirs wait on purpose. Looks at the first 1,000 webhooks in the queue.
 */
export async function readOldestDueSeconds(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ seconds: number }>(oldestDueStatement)
  return rows[0]?.seconds ?? 0
}

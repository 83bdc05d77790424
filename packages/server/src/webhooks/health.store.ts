import type { Db } from '../lib/db.ts'

/** Notes that a webhook's receiver keeps failing: since when, why, and when it is tried next. */
export async function noteFailing(
  db: Db,
  webhookId: string,
  reason: string,
  nextProbeMs: number,
): Promise<void> {
  await db.pool.query(
    `update webhooks set failing_since = coalesce(failing_since, now()), failure_reason = $2,
                         next_probe_at = now() + $3 * interval '1 ms'
      where id = $1`,
    [webhookId, reason, nextProbeMs],
  )
}

/** Notes that it answers again. */
export async function noteHealthy(db: Db, webhookId: string): Promise<void> {
  await db.pool.query(
    `update webhooks set failing_since = null, failure_reason = null, next_probe_at = null
      where id = $1 and failing_since is not null`,
    [webhookId],
  )
}

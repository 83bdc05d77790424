import type { Db } from '../lib/db.ts'
import { intoFinished } from './move.store.ts'

// A request that began in time may still be under way when the age is over: it ends by the webhook's timeout.
const age = `(w.event_max_age_seconds * interval '1 s' + w.timeout_ms * interval '1 ms')`

// Of enabled webhooks, workers expire what they claim; nobody claims from disabled ones, so these are looked at here.
// Two lists: what was never tried is found by its due time, what waits for a retry by the time it was queued.
const expireText = `
  with stale as (
    select x.id
      from webhooks w
     cross join lateral (
       (select d.id from pending_deliveries d
         where d.webhook_id = w.id and d.due_at < now() - ${age}
         order by d.due_at limit $1)
       union
       (select d.id from pending_deliveries d
         where d.webhook_id = w.id and d.attempts > 0 and d.queued_at < now() - ${age}
         limit $1)) x
     where not w.enabled and w.deleted_at is null
     limit $1
  ), gone as (
    delete from pending_deliveries d using stale s where d.id = s.id returning d.*
  )
  ${intoFinished('gone', 'expired')}`

/** Ends deliveries of disabled webhooks that are older than their event max age; at most `limit`. Returns how many. */
export async function expireStale(db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.pool.query({ name: 'expire', text: expireText, values: [limit] })
  return rowCount ?? 0
}

import type { Tx } from '../lib/db.ts'
import { firstIdAt } from '../lib/ids.ts'
import type { Watched } from '../webhooks/health.store.ts'

/**
 * A moment after the start of the latest success in the log that began after `since`; null when there is none. The note of
 * one may have been lost with its worker, the log of it cannot.
 */
export async function findSuccess(
  tx: Pick<Tx, 'query'>,
  watched: Watched,
  since: Date,
): Promise<Date | null> {
  const { accountId, id, eventMaxAgeSeconds } = watched
  const firstId = firstIdAt(since.getTime() - eventMaxAgeSeconds * 1000)
  const { rows } = await tx.query<{ at: Date | null }>({
    name: 'find-success',
    // Times read back are cut to the millisecond, or to one less: what is given back here must not be found again.
    text: `select max(t.started_at) + interval '2 ms' as at
             from finished_deliveries d join attempts t on t.delivery_id = d.id and t.delivery_id >= $4 and t.is_success
            where d.account_id = $1 and d.webhook_id = $2 and d.id >= $4 and d.finished_at > $3
              and d.status = 'delivered' and not d.is_test and t.started_at > $3`,
    values: [accountId, id, since, firstId],
  })
  return rows[0]?.at ?? null
}

const countLimit = 100_000

/** How many deliveries wait for a webhook; beyond 100,000 they are not counted. */
export async function countWaiting(tx: Tx, { accountId, id }: Watched): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({
    name: 'count-waiting',
    text: `select count(*) as n from (
             select from pending_deliveries where account_id = $1 and webhook_id = $2 and not is_test limit $3) waiting`,
    values: [accountId, id, countLimit],
  })
  return rows[0]?.n ?? 0
}

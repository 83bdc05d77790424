import type { Db } from '../lib/db.ts'

/** Whether a living worker has the shard of this webhook (the last byte of its id), and so what is queued for it. */
export async function hasWorker(db: Db, webhookId: string): Promise<boolean> {
  const { rowCount } = await db.pool.query({
    name: 'has-worker',
    text: `select from shards s join workers w on w.id = s.worker_id
            where s.shard = get_byte(uuid_send($1::uuid), 15) and w.leased_until > now()`,
    values: [webhookId],
  })
  return rowCount === 1
}

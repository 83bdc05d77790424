import type { FinishedStatus } from './delivery.ts'

/** SQL that writes the rows of `from`, taken out of pending_deliveries, to the finished ones with this status. */
export function intoFinished(from: string, status: FinishedStatus): string {
  return `
    insert into finished_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at,
                                     queued_at, status, attempts, is_test)
    select id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at, queued_at, '${status}',
           attempts, is_test
      from ${from}`
}

/** SQL that writes the rows of `from`, taken out of finished_deliveries, to the queue, with retries begun anew. */
export function intoPending(from: string): string {
  return `
    insert into pending_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at,
                                    attempts, attempts_before, is_ordered, is_test)
    select f.id, f.account_id, f.webhook_id, f.event_id, f.event_type, f.payload_id, f.call_id, f.occurred_at,
           f.attempts, f.attempts, w.ordering = 'per-call' and f.call_id is not null and not f.is_test, f.is_test
      from ${from} f join webhooks w on w.id = f.webhook_id
     order by f.id`
}

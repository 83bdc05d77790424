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
           f.attempts, f.attempts, w.ordering = 'per-call' and not f.is_test, f.is_test
      from ${from} f join webhooks w on w.id = f.webhook_id
     order by f.id`
}

/**
 * SQL that makes the next delivery of a call due, for ordered rows of `from` that have ended: while it had to wait for
 * them it was postponed (see postponeFollowers).
 */
export function nextOfCallDue(from: string): string {
  // As an array, the ids leave the planner no other way than to look each of them up; joined, it could read the whole queue.
  return `
    update pending_deliveries d set due_at = now()
     where d.attempts = d.attempts_before and d.id = any(array(
       select n.id
         from ${from} ended
        cross join lateral (
          select p.id, p.due_at from pending_deliveries p
           where p.is_ordered and p.webhook_id = ended.webhook_id and p.call_id = ended.call_id
             and (p.occurred_at, p.event_id) > (ended.occurred_at, ended.event_id)
           order by p.occurred_at, p.event_id limit 1) n
        where ended.is_ordered and n.due_at > now()))`
}

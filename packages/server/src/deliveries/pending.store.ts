import { sql, type Kysely } from 'kysely'
import type { Tables } from '../lib/tables.ts'
import { notifyWorkers } from '../webhooks/webhooks.store.ts'
import type { PendingFilter } from './job.ts'
import { intoFinished, nextOfCallDue } from './move.store.ts'

/** Pending deliveries of a webhook that were queued before the job began: later ones are not its concern. */
export type Chosen = { jobId: string; webhookId: string; filter: PendingFilter }

// Read where it is: in milliseconds it would lie before what was queued just then.
const beganAt = (jobId: string) => sql<Date>`(select created_at from jobs where id = ${jobId})`

const isChosen = ({ jobId, webhookId, filter: { from, to, eventTypes, callId } }: Chosen) => sql<boolean>`
  p.webhook_id = ${webhookId} and p.queued_at < ${beganAt(jobId)} and not p.is_test
  and (${from}::timestamptz is null or p.occurred_at >= ${from}) and (${to}::timestamptz is null or p.occurred_at < ${to})
  and (${eventTypes}::text[] is null or p.event_type = any(${eventTypes}))
  and (${callId}::text is null or p.call_id = ${callId})`

/**
 * What was tried since the job began waits anew: taken again, it would go round in circles. The offset leaves the planner no
 * way but to look each delivery up.
 */
const waitsForRetry = (chosen: Chosen) => sql<boolean>`
  ${isChosen(chosen)} and p.attempts > p.attempts_before and p.due_at > now()
  and not exists (select from attempts a
                   where a.delivery_id = p.id and a.started_at >= ${beganAt(chosen.jobId)} offset 0)`

const conditions = { retry: waitsForRetry, cancel: isChosen }

/** How many there are for a job of this kind. */
export async function countPending(
  tx: Kysely<Tables>,
  kind: keyof typeof conditions,
  chosen: Chosen,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pending_deliveries p where ${conditions[kind](chosen)}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** What a step did, and whether it found nothing more to do. */
export type PendingStep = { done: number; isLast: boolean }

/** Makes the next ones that wait for a retry due now, at most `limit`, the longest waiting first. */
export async function retryPending(tx: Kysely<Tables>, chosen: Chosen, limit: number): Promise<PendingStep> {
  const ids = await lockNext(tx, 'retry', chosen, limit)
  await sql`update pending_deliveries set due_at = now() where id = any(${ids})`.execute(tx)
  return { done: ids.length, isLast: await isEnd(tx, 'retry', chosen, ids) }
}

/** Takes the next ones out of the queue, at most `limit`, and has their worker let go of them. */
export async function cancelPending(tx: Kysely<Tables>, chosen: Chosen, limit: number): Promise<PendingStep> {
  const ids = await lockNext(tx, 'cancel', chosen, limit)
  const { rows } = await sql<{ callId: string | null }>`
    with canceled as (delete from pending_deliveries where id = any(${ids}) returning *),
         ended as (${sql.raw(intoFinished('canceled', 'canceled'))})
    select distinct call_id as "callId" from canceled where is_ordered`.execute(tx)
  await makeCallsDue(
    tx,
    chosen.webhookId,
    rows.map(({ callId }) => callId),
  )
  if (ids.length > 0) await notifyWorkers(tx, chosen.webhookId)
  return { done: ids.length, isLast: await isEnd(tx, 'cancel', chosen, ids) }
}

/** Those that are being settled are passed over: waiting for them, with some locked already, could be a deadlock. */
async function lockNext(
  tx: Kysely<Tables>,
  kind: keyof typeof conditions,
  chosen: Chosen,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from pending_deliveries p where ${conditions[kind](chosen)}
     order by p.due_at limit ${limit} for update skip locked`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Whether nothing is left; what was passed over may be. */
async function isEnd(
  tx: Kysely<Tables>,
  kind: keyof typeof conditions,
  chosen: Chosen,
  ids: readonly string[],
): Promise<boolean> {
  return ids.length === 0 && (await countPending(tx, kind, chosen)) === 0
}

/** In a statement of its own: the one that canceled would still see what it took out as the next of its call. */
async function makeCallsDue(
  tx: Kysely<Tables>,
  webhookId: string,
  callIds: readonly (string | null)[],
): Promise<void> {
  await sql`
    with canceled as (
      select ${webhookId}::uuid as webhook_id, call_id, '-infinity'::timestamptz as occurred_at,
             '00000000-0000-0000-0000-000000000000'::uuid as event_id, true as is_ordered
        from unnest(${callIds}::text[]) call_id)
    ${sql.raw(nextOfCallDue('canceled'))}`.execute(tx)
}

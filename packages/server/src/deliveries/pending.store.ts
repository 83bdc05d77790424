/**
 * The steps of jobs on pending deliveries. Each looks at a part of the queue, in an order and from a position, so that its
 * length does not depend on the queue's.
 */
import { sql, type Kysely } from 'kysely'
import type { Tables } from '../lib/tables.ts'
import { notifyWorkers } from '../webhooks/webhooks.store.ts'
import type { PendingFilter } from './job.ts'
import { intoFinished, nextOfCallDue } from './move.store.ts'
import { firstOfAll, lookAhead } from './requeue.store.ts'

/** Pending deliveries of a webhook that were queued before the job began: later ones are not its concern. */
export type Chosen = { jobId: string; webhookId: string; filter: PendingFilter }

/** The last row that was looked at; `at` as Postgres writes it, since a Date would cut off its microseconds. */
export type Position = { id: string; at: string }

/** What a step did, and where the next one goes on; null at the end of the queue. */
export type PendingStep = { done: number; position: Position | null; isLast: boolean }

type Kind = 'retry' | 'cancel'

// When a delivery was queued stays the same, so that what fails again is not met again. When it is due is there for all.
const orders = { retry: sql.ref('p.queued_at'), cancel: sql.ref('p.due_at') }
const wasTried = sql<boolean>`p.attempts > 0`
const conditions = {
  retry: sql<boolean>`${wasTried} and p.attempts > p.attempts_before and p.due_at > now()`,
  cancel: sql<boolean>`true`,
}

function isChosen(kind: Kind, { jobId, filter }: Chosen) {
  const { eventTypes, callId } = filter
  const [from, to] = [filter.from, filter.to].map((time) => (time === null ? null : new Date(time)))
  return sql<boolean>`(
    p.queued_at < (select created_at from jobs where id = ${jobId}) and not p.is_test and ${conditions[kind]}
    and (${from}::timestamptz is null or p.occurred_at >= ${from})
    and (${to}::timestamptz is null or p.occurred_at < ${to})
    and (${eventTypes}::text[] is null or p.event_type = any(${eventTypes}))
    and (${callId}::text is null or p.call_id = ${callId}))`
}

/** How many there are for a job of this kind. */
export async function countPending(tx: Kysely<Tables>, kind: Kind, chosen: Chosen): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pending_deliveries p
     where p.webhook_id = ${chosen.webhookId} and ${isChosen(kind, chosen)}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Makes the next ones that wait for a retry due now, at most `limit`, those first that were queued first. */
export async function retryPending(tx: Kysely<Tables>, chosen: Chosen, limit: number): Promise<PendingStep> {
  const { ids, position } = await findNext(tx, 'retry', chosen, limit)
  const { rows } = await sql<{ id: string }>`
    update pending_deliveries d set due_at = now()
      from (${lockStill(ids, 'retry', chosen)}) p where d.id = p.id
    returning d.id`.execute(tx)
  return { done: rows.length, position, isLast: position === null }
}

/**
 * Takes the next ones out of the queue, at most `limit`, and has their worker let go of them. At its end the queue is gone
 * through again, as long as something was passed over or came behind by a change of its due time.
 */
export async function cancelPending(tx: Kysely<Tables>, chosen: Chosen, limit: number): Promise<PendingStep> {
  const { ids, position } = await findNext(tx, 'cancel', chosen, limit)
  const { rows } = await sql<{ callId: string | null }>`
    with canceled as (
      delete from pending_deliveries d using (${lockStill(ids, 'cancel', chosen)}) p where d.id = p.id returning d.*
    ), ended as (${sql.raw(intoFinished('canceled', 'canceled'))})
    select case when is_ordered then call_id end as "callId" from canceled`.execute(tx)
  const callIds = rows.flatMap(({ callId }) => callId ?? [])
  await makeCallsDue(tx, chosen.webhookId, [...new Set(callIds)])
  if (rows.length > 0) await notifyWorkers(tx, chosen.webhookId)
  const isLast = position === null && (await countPending(tx, 'cancel', chosen)) === 0
  return { done: rows.length, position, isLast }
}

/** The next ones behind the job's position. They are not locked here: what is in flight would be, for the whole look. */
async function findNext(
  tx: Kysely<Tables>,
  kind: Kind,
  chosen: Chosen,
  limit: number,
): Promise<{ ids: string[]; position: Position | null }> {
  const at = orders[kind]
  const job = (column: string, first: string) =>
    sql`(select coalesce(${sql.ref(column)}, ${sql.lit(first)}) from jobs where id = ${chosen.jobId})`
  const { rows } = await sql<Position & { isChosen: boolean }>`
    with looked as (
      select p.id, ${at} as at, ${isChosen(kind, chosen)} as is_chosen,
             row_number() over (order by ${at}, p.id) as number
        from pending_deliveries p
       where p.webhook_id = ${chosen.webhookId} and ${kind === 'retry' ? wasTried : sql`true`}
         and (${at}, p.id) > (${job('position_at', '-infinity')}, ${job('position', firstOfAll)})
       order by ${at}, p.id limit ${lookAhead}
    ), chosen as (
      select id, at, is_chosen, number from looked where is_chosen order by number limit ${limit})
    select id, at::text, is_chosen as "isChosen" from chosen
    union all
    select id, at::text, false from looked where number = ${lookAhead}`.execute(tx)
  const found = rows.filter((row) => row.isChosen)
  const last = found.length === limit ? found.at(-1) : rows.find((row) => !row.isChosen)
  return {
    ids: found.map(({ id }) => id),
    position: last === undefined ? null : { id: last.id, at: last.at },
  }
}

/** Those that are being settled are passed over: waiting for them, with some locked already, could be a deadlock. */
function lockStill(ids: readonly string[], kind: Kind, chosen: Chosen) {
  return sql`
    select p.id from pending_deliveries p where p.id = any(${ids}::uuid[]) and ${isChosen(kind, chosen)}
       for update skip locked`
}

/** In a statement of its own: the one that canceled would still see what it took out as the next of its call. */
async function makeCallsDue(
  tx: Kysely<Tables>,
  webhookId: string,
  callIds: readonly string[],
): Promise<void> {
  await sql`
    with canceled as (
      select ${webhookId}::uuid as webhook_id, call_id, '-infinity'::timestamptz as occurred_at,
             ${firstOfAll}::uuid as event_id, true as is_ordered
        from unnest(${callIds}::text[]) call_id)
    ${sql.raw(nextOfCallDue('canceled'))}`.execute(tx)
}

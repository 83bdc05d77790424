import type { Event, EventContent } from '../events/event.ts'
import type { EventType } from '../events/catalogue.ts'
import type { Db, Tx } from '../lib/db.ts'
import type { DialectId } from '../webhooks/webhook.ts'

export type Removal = { accountId: string; callId: string }
export type KeptEvent = Event & { isTest: boolean }
export type KeptBody = { id: string; eventId: string; dialect: DialectId }

/** Takes removals that are due; each stays locked until the transaction ends. */
export async function lockDueRemoval(tx: Tx): Promise<Removal | undefined> {
  const { rows } = await tx.query<Removal>({
    name: 'lock-removal',
    text: `select account_id as "accountId", call_id as "callId" from transcript_removals
            where due_at <= now() order by due_at limit 1 for update skip locked`,
  })
  return rows[0]
}

export async function readAccountName(tx: Tx, accountId: string): Promise<string> {
  const { rows } = await tx.query<{ name: string }>('select name from accounts where id = $1', [accountId])
  return rows[0]?.name ?? ''
}

/** Events of the call that hold what was said. */
export async function readSpoken(tx: Tx, { accountId, callId }: Removal): Promise<KeptEvent[]> {
  const { rows } = await tx.query<
    Omit<KeptEvent, 'type' | keyof EventContent> & { type: EventType; content: string }
  >({
    name: 'removal-events',
    text: `select id, type, occurred_at as "occurredAt", campaign_id as "campaignId", is_test as "isTest", content
             from events
            where account_id = $1 and call_id = $2 and type in ('call.transcript', 'call.ended', 'call.logged')`,
    values: [accountId, callId],
  })
  return rows.map(({ content, ...row }) => ({
    ...row,
    ...(JSON.parse(content) as EventContent),
  }))
}

/** Whether a delivery of these events is still to be made. */
export async function isInQueue(tx: Tx, accountId: string, eventIds: readonly string[]): Promise<boolean> {
  const { rows } = await tx.query<{ isInQueue: boolean }>({
    name: 'removal-pending',
    text: `select exists (select from pending_deliveries where account_id = $1 and event_id = any($2::uuid[])) as "isInQueue"`,
    values: [accountId, eventIds],
  })
  return rows[0]?.isInQueue === true
}

export async function readBodies(
  tx: Tx,
  accountId: string,
  eventIds: readonly string[],
): Promise<KeptBody[]> {
  const { rows } = await tx.query<KeptBody>({
    name: 'removal-bodies',
    text: `select distinct p.id, p.event_id as "eventId", p.dialect
             from finished_deliveries d join payloads p on p.id = d.payload_id
            where d.account_id = $1 and d.event_id = any($2::uuid[])`,
    values: [accountId, eventIds],
  })
  return rows
}

export async function writeEvent(tx: Tx, accountId: string, { id, ...event }: Event): Promise<void> {
  const { call, data, callTimes } = event
  await tx.query({
    name: 'removal-write-event',
    text: 'update events set content = $3 where account_id = $1 and id = $2',
    values: [accountId, id, JSON.stringify({ call, data, callTimes })],
  })
}

export async function writeBody(tx: Tx, accountId: string, id: string, body: string): Promise<void> {
  await tx.query({
    name: 'removal-write-body',
    text: 'update payloads set body = $3 where account_id = $1 and id = $2',
    values: [accountId, id, body],
  })
}

/** Empties what receivers answered: an answer may repeat what it was sent. */
export async function emptyAnswers(tx: Tx, accountId: string, eventIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'removal-answers',
    text: `update attempts set response_body = '', response_body_encoding = 'utf8', is_response_truncated = true
            where account_id = $1 and response_body <> '' and delivery_id in (
              select id from finished_deliveries where account_id = $1 and event_id = any($2::uuid[]))`,
    values: [accountId, eventIds],
  })
}

export async function finishRemoval(tx: Tx, { accountId, callId }: Removal): Promise<void> {
  await tx.query('delete from transcript_removals where account_id = $1 and call_id = $2', [
    accountId,
    callId,
  ])
}

export async function postponeRemoval(tx: Tx, { accountId, callId }: Removal): Promise<void> {
  await tx.query(
    `update transcript_removals set due_at = now() + interval '1 min' where account_id = $1 and call_id = $2`,
    [accountId, callId],
  )
}

/** Deletes analyses that are older than their account keeps anything; returns how many. */
export async function deleteOldAnalyses(db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.pool.query(
    `delete from call_analyses where (account_id, call_id) in (
       select t.account_id, t.call_id from call_analyses t join accounts a on a.id = t.account_id
        where t.updated_at < now() - a.retention_days * interval '1 day' limit $1)`,
    [limit],
  )
  return rowCount ?? 0
}

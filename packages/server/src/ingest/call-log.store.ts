import type { EventType } from '../events/catalogue.ts'
import type { Db, Tx } from '../lib/db.ts'

/** A call as its log needs it. */
export type CallToLog = {
  agentId: string | null
  channelId: string | null
  startedAt: Date | null
  endedAt: Date | null
  isUnsettled: boolean
}

export type CallEventRow = { id: string; type: EventType; occurredAt: Date; data: Record<string, unknown> }

/**
 * Calls with an agent or a channel whose log is to be looked after: they ended and their delay is over, or they have
 * been silent about their end for a day. Those that have to wait are not read, but for the ones in their delay.
 */
export async function listUnsettledCalls(
  db: Db,
  limit: number,
): Promise<{ accountId: string; callId: string }[]> {
  const { rows } = await db.pool.query<{ accountId: string; callId: string }>({
    name: 'unsettled-calls',
    text: `(select c.account_id as "accountId", c.id as "callId"
              from calls c
              left join agents a on a.account_id = c.account_id and a.id = c.agent_id
              left join channels h on h.account_id = c.account_id and h.id = c.channel_id
             where c.unsettled_since is not null and c.ended_received_at <= now()
               and c.ended_received_at + greatest(coalesce(a.log_delay_seconds, 0), coalesce(h.log_delay_seconds, 0))
                     * interval '1 s' <= now()
             order by c.ended_received_at limit $1)
           union all
           (select account_id, id from calls
             where ended_received_at is null and unsettled_since < now() - interval '1 day'
             order by unsettled_since limit $1)
           limit $1`,
    values: [limit],
  })
  return rows
}

/**
 * The call, locked until the transaction ends; undefined when there is none or, with `skipLocked`, when another
 * transaction has it.
 */
export async function lockCallToLog(
  tx: Tx,
  accountId: string,
  callId: string,
  how: 'wait' | 'skipLocked',
): Promise<CallToLog | undefined> {
  const { rows } = await tx.query<CallToLog>({
    name: `lock-call-to-log-${how}`,
    text: `select agent_id as "agentId", channel_id as "channelId",
                  coalesce(initiated_at, ringing_at, answered_at) as "startedAt", ended_at as "endedAt",
                  unsettled_since is not null as "isUnsettled"
             from calls where account_id = $1 and id = $2 for update ${how === 'wait' ? '' : 'skip locked'}`,
    values: [accountId, callId],
  })
  return rows[0]
}

export async function markSettled(tx: Tx, accountId: string, callId: string): Promise<void> {
  await tx.query({
    name: 'settle-call',
    text: 'update calls set unsettled_since = null where account_id = $1 and id = $2',
    values: [accountId, callId],
  })
}

/** What was told of the call that its log is made from, but for the lines of its transcript. */
export async function readCallEvents(tx: Tx, accountId: string, callId: string): Promise<CallEventRow[]> {
  const { rows } = await tx.query<Omit<CallEventRow, 'data'> & { content: string }>({
    name: 'call-log-events',
    text: `select id, type, occurred_at as "occurredAt", content from events
            where account_id = $1 and call_id = $2 and not is_test
              and type in ('call.ended', 'call.logged')
            order by occurred_at, id`,
    values: [accountId, callId],
  })
  return rows.map(({ content, ...row }) => ({ ...row, data: (JSON.parse(content) as CallEventRow).data }))
}

export async function readAnalysis(
  tx: Tx,
  accountId: string,
  callId: string,
): Promise<Record<string, unknown>> {
  const { rows } = await tx.query<{ content: string }>({
    name: 'call-analysis',
    text: 'select content from call_analyses where account_id = $1 and call_id = $2',
    values: [accountId, callId],
  })
  return rows[0] === undefined ? {} : (JSON.parse(rows[0].content) as Record<string, unknown>)
}

export async function writeAnalysis(
  tx: Tx,
  accountId: string,
  callId: string,
  analysis: Record<string, unknown>,
): Promise<void> {
  await tx.query({
    name: 'write-call-analysis',
    text: `insert into call_analyses (account_id, call_id, content) values ($1, $2, $3)
           on conflict (account_id, call_id) do update set content = excluded.content, updated_at = now()`,
    values: [accountId, callId, JSON.stringify(analysis)],
  })
}

/** Notes that the text of the call's transcript has to go once it was used: in a moment, in which its log is delivered. */
export async function askForRemoval(tx: Tx, accountId: string, callId: string): Promise<void> {
  await tx.query({
    name: 'ask-for-removal',
    text: `insert into transcript_removals (account_id, call_id, due_at) values ($1, $2, now() + interval '2 s')
           on conflict (account_id, call_id) do update set due_at = excluded.due_at`,
    values: [accountId, callId],
  })
}

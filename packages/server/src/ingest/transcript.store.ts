import type { TranscriptLine } from '../calls/transcript.ts'
import type { Tx } from '../lib/db.ts'
import type { CallKey } from './accept.store.ts'

type Row = Omit<TranscriptLine, 'data'> & { accountId: string; callId: string; content: string }

// As many as a posted transcript may have. A line every five seconds makes 17,280 in a day, or about 7 MiB.
const maxLines = 20_000
const maxBytes = 8 * 1_048_576

/**
 * The final live lines of these calls, in the order in which they were told. All of a call's are in memory at once, and
 * in one body for each dialect, so the transcript of one that has too many ends early.
 */
export async function readTranscripts(
  tx: Tx,
  keys: readonly CallKey[],
): Promise<(TranscriptLine & { accountId: string; callId: string })[]> {
  const { rows } = await tx.query<Row>({
    name: 'transcript-lines',
    // The words are looked for before the JSON is read: few lines have them.
    text: `select "accountId", "callId", id, "occurredAt", content from (
             select e.account_id as "accountId", e.call_id as "callId", e.id, e.occurred_at as "occurredAt", e.content,
                    row_number() over told as line, sum(octet_length(e.content)) over told as bytes
               from unnest($1::uuid[], $2::text[]) k(account_id, call_id)
               join events e on e.account_id = k.account_id and e.call_id = k.call_id
              where e.type = 'call.transcript' and not e.is_test
                and (e.content not like '%"isFinal":false%'
                     or e.content::json #>> '{data,isFinal}' is distinct from 'false')
             window told as (partition by e.account_id, e.call_id order by e.occurred_at, e.id)
           ) lines where line <= $3 and bytes <= $4`,
    values: [keys.map((key) => key.accountId), keys.map((key) => key.id), maxLines, maxBytes],
  })
  return rows.map(({ content, ...row }) => ({ ...row, data: (JSON.parse(content) as TranscriptLine).data }))
}

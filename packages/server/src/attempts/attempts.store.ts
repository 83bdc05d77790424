import type { Selectable } from 'kysely'
import type { Db } from '../lib/db.ts'
import type { AttemptsTable } from '../lib/tables.ts'
import type { Attempt } from './attempt.ts'
import { fromHeaderLines } from './header-lines.ts'

/** The attempts of a delivery, the first one first. */
export async function listAttempts(db: Db, accountId: string, deliveryId: string): Promise<Attempt[]> {
  const rows = await db.kysely
    .selectFrom('attempts')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('deliveryId', '=', deliveryId)
    .orderBy('number')
    .execute()
  return rows.map(toAttempt)
}

function toAttempt(row: Selectable<AttemptsTable>): Attempt {
  return {
    deliveryId: row.deliveryId,
    number: row.number,
    startedAt: row.startedAt,
    outcome: row.outcome as Attempt['outcome'],
    isSuccess: row.isSuccess,
    request: {
      method: 'POST',
      url: row.url,
      headers: fromHeaderLines(row.requestHeaders),
    },
    response: toResponse(row),
    failure: row.reason === null ? null : { reason: row.reason, detail: row.detail ?? '' },
    remoteAddress: row.remoteAddress,
    timing: {
      dnsMs: row.dnsMs,
      connectMs: row.connectMs,
      tlsMs: row.tlsMs,
      firstByteMs: row.firstByteMs,
      totalMs: row.totalMs,
    },
    nextAttemptAt: row.nextAttemptAt,
  }
}

function toResponse(row: Selectable<AttemptsTable>): Attempt['response'] {
  if (row.status === null) return null
  return {
    status: row.status,
    headers: fromHeaderLines(row.responseHeaders ?? ''),
    body: row.responseBody ?? '',
    bodyEncoding: row.responseBodyEncoding === 'base64' ? 'base64' : 'utf8',
    isBodyTruncated: row.isResponseTruncated,
  }
}

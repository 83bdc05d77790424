import { sql, type Kysely } from 'kysely'
import { kyselyIn, type Db, type Tx } from '../lib/db.ts'
import type { Tables } from '../lib/tables.ts'
import type { Health } from './health.ts'
import type { DisabledReason } from './webhook.ts'
import { notifyWorkers } from './webhooks.store.ts'

/** A failure of a receiver that keeps failing. Times as ages, so that the database can tell by its own clock. */
export type FailingNote = {
  reason: string
  /** For how long it has failed without a success, and how long ago it last did. */
  failingForMs: number
  failedAgoMs: number
  nextProbeMs: number
  /** The webhook's `updatedAt` when the request was made. */
  settingsAt: Date
}

/**
 * Notes that a webhook's receiver keeps failing: since when, why, until when this was seen, and when it is tried next.
 * What failed under settings that were changed since says nothing about the new ones.
 */
export async function noteFailing(db: Db, webhookId: string, note: FailingNote): Promise<void> {
  // A streak that began after the last failure noted is another one: there was a success between them. The time of the
  // settings was cut to milliseconds on its way here.
  await db.pool.query(
    `update webhooks
        set failing_since = case when t.since <= coalesce(last_failed_at, failing_since) then failing_since else t.since end,
            last_failed_at = t.failed_at, failure_reason = $2, next_probe_at = now() + $5 * interval '1 ms'
       from (select now() - $3 * interval '1 ms' as since, now() - $4 * interval '1 ms' as failed_at) t
      where id = $1 and enabled and updated_at < $6::timestamptz + interval '2 ms'`,
    [webhookId, note.reason, note.failingForMs, note.failedAgoMs, note.nextProbeMs, note.settingsAt],
  )
}

/** Notes that it answers again. One that is disabled keeps what it was disabled for. */
export async function noteHealthy(db: Db, webhookId: string): Promise<void> {
  await writeHealthy(db.pool, webhookId)
}

async function writeHealthy(db: Db['pool'] | Tx, webhookId: string): Promise<void> {
  await db.query(
    `update webhooks set failing_since = null, failure_reason = null, next_probe_at = null, last_failed_at = null
      where id = $1 and enabled and failing_since is not null`,
    [webhookId],
  )
}

/** A webhook and what is known of its receiver. */
export type Watched = Health & {
  accountId: string
  id: string
  name: string
  url: string
  eventMaxAgeSeconds: number
  failureReason: string | null
  /** What its account asks for: disable after so many hours of failing; null for never. */
  disableAfterHours: number | null
  updatedAt: Date
  /** The database's time. */
  now: Date
}

type WatchedRow = Omit<Watched, 'failing' | 'alerted'> & {
  since: Date | null
  lastFailedAt: Date | null
  alertedSince: Date | null
  alertedAt: Date | null
}

const watchedColumns = `w.account_id as "accountId", w.id, w.name, w.url, w.event_max_age_seconds as "eventMaxAgeSeconds", w.updated_at as "updatedAt", w.failing_since as since,
  w.last_failed_at as "lastFailedAt", w.failure_reason as "failureReason", w.alerted_since as "alertedSince",
  w.alerted_at as "alertedAt", a.disable_failing_after_hours as "disableAfterHours", now() as now`

function toWatched({ since, lastFailedAt, alertedSince, alertedAt, ...row }: WatchedRow): Watched {
  return {
    ...row,
    failing: since === null ? null : { since, lastFailedAt: lastFailedAt ?? since },
    alerted: alertedSince === null || alertedAt === null ? null : { since: alertedSince, at: alertedAt },
  }
}

/** The enabled webhooks of which something may be due, whatever their account. */
export async function listWatched(db: Db): Promise<Watched[]> {
  const { rows } = await db.pool.query<WatchedRow>({
    name: 'list-watched',
    text: `select ${watchedColumns} from webhooks w join accounts a on a.id = w.account_id
            where (w.failing_since is not null or w.alerted_since is not null)
              and (a.disable_failing_after_hours is not null or w.alerted_since is not null)
              and w.enabled and w.deleted_at is null
            order by w.id`,
  })
  return rows.map(toWatched)
}

/** One webhook as it is, locked until the transaction ends; undefined when it was deleted or disabled meanwhile. */
export async function lockEnabled(tx: Tx, accountId: string, id: string): Promise<Watched | undefined> {
  const { rows } = await tx.query<WatchedRow>({
    name: 'lock-watched',
    text: `select ${watchedColumns} from webhooks w join accounts a on a.id = w.account_id
            where w.account_id = $1 and w.id = $2 and w.enabled and w.deleted_at is null
              for update of w`,
    values: [accountId, id],
  })
  return rows.map(toWatched)[0]
}

/** Notes that the alert half-way was raised, about the failing that goes on. */
export async function markAlerted(tx: Tx, { accountId, id }: Watched): Promise<void> {
  await tx.query(
    `update webhooks set alerted_since = failing_since, alerted_at = now() where account_id = $1 and id = $2`,
    [accountId, id],
  )
}

/** Forgets the alert, when all was told that followed from it. */
export async function clearAlerted(tx: Tx, { accountId, id }: Watched): Promise<void> {
  await tx.query(
    `update webhooks set alerted_since = null, alerted_at = null where account_id = $1 and id = $2`,
    [accountId, id],
  )
}

/** Lets the failing begin after this success, or forgets it when nothing has failed since. */
export async function beginFailingAt(
  tx: Tx,
  { accountId, id, failing }: Watched,
  successAt: Date,
): Promise<void> {
  if (failing === null || failing.lastFailedAt <= successAt) await writeHealthy(tx, id)
  else
    await tx.query('update webhooks set failing_since = $3 where account_id = $1 and id = $2', [
      accountId,
      id,
      successAt,
    ])
}

/**
 * Disables a webhook, keeps since when and why it failed, and tells workers. Who gets events does not change by it, so
 * what ingest remembers stays true.
 */
export async function disableRow(tx: Tx, { accountId, id }: Watched, reason: DisabledReason): Promise<void> {
  await tx.query(
    `update webhooks set enabled = false, disabled_reason = $3, disabled_at = now(), updated_at = now(),
                         next_probe_at = null, alerted_since = null, alerted_at = null
      where account_id = $1 and id = $2`,
    [accountId, id, reason],
  )
  await notifyWorkers(kyselyIn(tx), id)
}

/** Makes what waits for a retry due now, in the order in which it was queued: it failed for what is mended by now. */
export async function endWaits(tx: Kysely<Tables>, webhookId: string): Promise<void> {
  await sql`update pending_deliveries set due_at = queued_at
             where webhook_id = ${webhookId} and attempts > 0 and due_at > now() and not is_test`.execute(tx)
}

/**
 * Tells of webhooks that keep failing, and disables them where their account asks for it. Each alert is an event like any
 * other, written in one transaction with the change that it tells of and its audit entry, under a lock on the webhook: any
 * number of processes may look at once, and be killed at any moment.
 */
import { systemActor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { AlertType, EventData } from '../events/catalogue.ts'
import type { PostedEvent } from '../events/posted-event.ts'
import type { Ingest } from '../ingest/accept.ts'
import { kyselyIn, type Db, type Tx } from '../lib/db.ts'
import { toError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { alertDue, type Due } from '../webhooks/health.ts'
import {
  beginFailingAt,
  clearAlerted,
  disableRow,
  listWatched,
  lockEnabled,
  markAlerted,
  type Watched,
} from '../webhooks/health.store.ts'
import { countWaiting, findSuccess } from './alerts.store.ts'

export type AlertDeps = { db: Db; ingest: Ingest; log: Logger }

/** Raises what is due of all webhooks. One of which it cannot be raised now is left to the next round. */
export async function raiseAlerts({ db, ingest, log }: AlertDeps): Promise<void> {
  for (const watched of await listWatched(db)) {
    const due = dueOf(watched)
    if (due === null) continue
    try {
      // The long look into the log comes before the lock, under which only what came meanwhile is looked for.
      const successAt = await findSuccess(db.pool, watched, due.since)
      await change(ingest, watched, (tx, fresh) => decideAlert(tx, fresh, watched.now, successAt))
    } catch (error) {
      log.error({ webhookId: watched.id, err: toError(error) }, 'alert.failed')
    }
  }
}

/**
 * Disables a webhook whose receiver answered 410 Gone under these settings, and tells of it. Returns false,
 * having done nothing, when it is disabled already or was changed since: the answer says nothing about new settings.
 */
export async function disableGone(
  ingest: Ingest,
  webhook: { accountId: string; id: string; updatedAt: Date },
): Promise<boolean> {
  return change(ingest, webhook, async (tx, watched) => {
    if (watched.updatedAt > webhook.updatedAt) return null
    await disableRow(tx, watched, 'gone')
    return disabledEvent(tx, watched, 'gone', watched.failing?.since ?? null, 'answered 410')
  })
}

type Decide = (tx: Tx, watched: Watched) => Promise<PostedEvent | null>

/** Locks the webhook, lets `decide` change it, and writes the event that it gives. Returns whether there was one. */
async function change(
  ingest: Ingest,
  { accountId, id }: { accountId: string; id: string },
  decide: Decide,
): Promise<boolean> {
  const within = async (tx: Tx) => {
    const watched = await lockEnabled(tx, accountId, id)
    const event = watched === undefined ? null : await decide(tx, watched)
    if (event === null) return []
    await audit(kyselyIn(tx), systemActor(accountId), event.type, id)
    return [event]
  }
  const ids = await ingest.accept({ accountId, events: [], within })
  return ids.length > 0
}

function dueOf(watched: Watched): Due | null {
  return alertDue(watched, watched.disableAfterHours, watched.now)
}

/** Decided once more under the lock: another process may have raised it, or the receiver answered. */
async function decideAlert(
  tx: Tx,
  watched: Watched,
  lookedAt: Date,
  seenAt: Date | null,
): Promise<PostedEvent | null> {
  const due = dueOf(watched)
  if (due === null) return null
  if (due.kind === 'recovered') {
    await clearAlerted(tx, watched)
    return recoveredEvent(tx, watched, due.since)
  }
  const { since } = due
  const from = lookedAt > since ? lookedAt : since
  const successAt =
    (await findSuccess(tx, watched, from)) ?? (seenAt !== null && seenAt > since ? seenAt : null)
  if (successAt !== null) {
    await beginFailingAt(tx, watched, successAt)
    return null
  }
  if (due.kind === 'failing') {
    await markAlerted(tx, watched)
    return failingEvent(tx, watched, due)
  }
  await disableRow(tx, watched, 'failing')
  return disabledEvent(tx, watched, 'failing', since, watched.failureReason ?? '')
}

async function failingEvent(
  tx: Tx,
  watched: Watched,
  { since, disableAfterHours, disablesAt }: Due & { kind: 'failing' },
): Promise<PostedEvent> {
  return alert('webhook.failing', watched, {
    webhook: factsOf(watched),
    failingSince: since.toISOString(),
    failure: watched.failureReason ?? '',
    waitingDeliveries: await countWaiting(tx, watched),
    disableAfterHours,
    disablesAt: disablesAt.toISOString(),
  })
}

async function disabledEvent(
  tx: Tx,
  watched: Watched,
  reason: 'failing' | 'gone',
  since: Date | null,
  failure: string,
): Promise<PostedEvent> {
  return alert('webhook.disabled', watched, {
    ...{ webhook: factsOf(watched), reason },
    failingSince: since?.toISOString() ?? null,
    failure,
    waitingDeliveries: await countWaiting(tx, watched),
    disabledAt: watched.now.toISOString(),
  })
}

async function recoveredEvent(tx: Tx, watched: Watched, since: Date): Promise<PostedEvent> {
  return alert('webhook.recovered', watched, {
    webhook: factsOf(watched),
    failingSince: since.toISOString(),
    waitingDeliveries: await countWaiting(tx, watched),
  })
}

function alert<T extends AlertType>(type: T, { now }: Watched, data: EventData<T>): PostedEvent {
  return { type, occurredAt: now, data }
}

/** Who it is, as others may know: a path or query of the address may hold a secret. */
function factsOf({ id, name, url }: Watched): { id: string; name: string; host: string } {
  return { id, name, host: new URL(url).host }
}

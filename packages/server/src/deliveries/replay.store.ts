import type { Kysely } from 'kysely'
import type { Event } from '../events/event.ts'
import type { Tables } from '../lib/tables.ts'
import type { DialectId } from '../webhooks/webhook.ts'
import type { JobRow } from './jobs.store.ts'

/** A new delivery of an old event; `body` is null where the one first sent is sent again. */
export type ReplayedEvent = {
  deliveryId: string
  event: Event
  isOrdered: boolean
  dialect: DialectId
  payloadId: string
  body: string | null
}

export async function insertReplay(
  tx: Kysely<Tables>,
  job: JobRow,
  replayed: readonly ReplayedEvent[],
): Promise<void> {
  const { accountId, webhookId } = job
  const payloads = replayed.flatMap(({ body, payloadId, dialect, event }) =>
    body === null ? [] : [{ id: payloadId, accountId, eventId: event.id, dialect, body }],
  )
  if (payloads.length > 0) await tx.insertInto('payloads').values(payloads).execute()
  if (replayed.length === 0) return
  await tx
    .insertInto('pendingDeliveries')
    .values(
      replayed.map(({ deliveryId, event, payloadId, isOrdered }) => ({
        id: deliveryId,
        accountId,
        webhookId,
        eventId: event.id,
        eventType: event.type,
        payloadId,
        callId: event.call?.id ?? null,
        occurredAt: event.occurredAt,
        isOrdered,
      })),
    )
    .execute()
}

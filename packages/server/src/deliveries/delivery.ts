import type { DialectId } from '../webhooks/webhook.ts'

/** How a delivery can end; while none of these is reached it is `pending`. */
export const finishedStatuses = ['delivered', 'failed', 'expired', 'canceled'] as const
export type FinishedStatus = (typeof finishedStatuses)[number]

export const deliveryStatuses = ['pending', ...finishedStatuses] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** A delivery that this worker holds: nobody else sends it until it is settled or the worker's lease is reaped. */
export type ClaimedDelivery = {
  id: string
  accountId: string
  webhookId: string
  eventId: string
  eventType: string
  occurredAt: Date
  payloadId: string
  dialect: DialectId
  /** Null when its day was dropped by retention before it could be sent: there is nothing to send any more. */
  bodyBytes: number | null
  /** Null when it is too large to be held in memory while waiting: it is read when its turn comes. */
  body: string | null
  /** Attempts made so far, and how many of them before it was last put into the queue. */
  attempts: number
  attemptsBefore: number
  /** Milliseconds since it was queued, by the database's clock, when it was claimed. */
  ageMs: number
  isTest: boolean
  /** The call within which it is to stay in order, if it is to. */
  orderedCallId: string | null
  /** When the webhook's settings were last changed, so that an old copy of them is noticed. */
  settingsAt: Date
}

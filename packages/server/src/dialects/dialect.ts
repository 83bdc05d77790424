import type { Event } from '../events/event.ts'
import type { EventType } from '../events/catalogue.ts'
import type { DialectId } from '../webhooks/webhook.ts'

/** What rendering may know besides the event: the account it belongs to, and whether it is a test example. */
export type RenderContext = { account: { id: string; name: string }; isTest: boolean }

/** What signing may know: the event's own id and time, the exact body, and the time of this attempt in the database's clock. */
export type SignInput = {
  eventId: string
  occurredAt: Date
  body: string
  /** One secret, or two while an old one still counts after a regeneration; the newest first. */
  secrets: readonly string[]
  now: Date
  /** Whether the body is the example a webhook's test sends: every dialect then adds `Offhook-Test: true`. */
  isTest: boolean
}

/** A wire format with its signing scheme. All functions are pure. */
export type Dialect = {
  id: DialectId
  /** The event types this format can carry, each with the name the format gives it. */
  eventNames: Partial<Record<EventType, string>>
  /** Whether this very event can be carried: a sip-caller `CallEnded` exists only for calls of a campaign. */
  accepts: (event: Event) => boolean
  /** The rule for success unless the webhook says otherwise. */
  defaultSuccess: '2xx' | '200'
  /** The exact body; the same event and context always give the same text. */
  render: (event: Event, context: RenderContext) => string
  /** The dialect's own headers, content type and signature included, names in the case they are sent in. */
  headers: (input: SignInput) => Record<string, string>
}

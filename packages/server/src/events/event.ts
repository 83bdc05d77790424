import type { EventType } from './catalogue.ts'

export type Direction = 'inbound' | 'outbound'

/** The call an event belongs to, as known when the event was accepted. `id` is the source's own, `number` is unique in the account. */
export type CallFacts = {
  id: string
  number: number
  from: string | null
  to: string | null
  direction: Direction | null
  source: string | null
  agentId: string | null
  channelId: string | null
  campaignId: string | null
}

/** When a call began, was answered and ended, in RFC 3339; null where nobody told. */
export type CallTimes = { startedAt: string | null; answeredAt: string | null; endedAt: string | null }

/**
 * An immutable fact. `data` has the shape its type has in the catalogue (unknown fields kept). Completed on
 * acceptance: `call` holds what is known of the call, `data.transcript` of `call.ended` the collected lines, and
 * `callTimes` of `call.ended` and `call.logged` what speaks where their data has no times.
 */
export type Event = {
  id: string
  type: EventType
  occurredAt: Date
  call: CallFacts | null
  campaignId: string | null
  data: Record<string, unknown>
  callTimes?: CallTimes | undefined
}

/** What of an event is kept as JSON. */
export type EventContent = Pick<Event, 'call' | 'data' | 'callTimes'>

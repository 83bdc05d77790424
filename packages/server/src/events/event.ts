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

/**
 * An immutable fact. `data` has the shape its type has in the catalogue (unknown fields kept). Completed on
 * acceptance: `call` holds what is known of the call, `data.transcript` of `call.ended` the collected lines.
 */
export type Event = {
  id: string
  type: EventType
  occurredAt: Date
  call: CallFacts | null
  campaignId: string | null
  data: Record<string, unknown>
}

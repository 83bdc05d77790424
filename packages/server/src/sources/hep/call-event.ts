import { createHash } from 'node:crypto'
import type { PostedEvent } from '../../events/posted-event.ts'
import type { CallFact, CallFactType } from './call-facts.ts'

/** The order of a call's events within one millisecond, so that their ids sort as they happened. */
const ranks = {
  'call.initiated': 0,
  'call.ringing': 1,
  'call.answered': 2,
  'call.error': 3,
  'call.ended': 4,
} as const satisfies Record<CallFactType, number>

/** The event that tells a fact. The same fact always gives the same id, so two processes that see it say one thing. */
export function toEvent(fact: CallFact): PostedEvent {
  const atMs = Math.floor(fact.at)
  return {
    id: callEventId(fact.call.id, fact.type, atMs),
    type: fact.type,
    occurredAt: new Date(atMs),
    call: { ...fact.call },
    data: fact.data,
  }
}

/**
 * A UUIDv7 (RFC 9562 section 5.7) without chance: 48 bits of time, 3 bits of the type's rank, and 71 bits of
 * SHA-256 over Call-ID and type.
 */
export function callEventId(callId: string, type: CallFactType, atMs: number): string {
  const bytes = createHash('sha256').update(`${type}\n${callId}`).digest().subarray(0, 16)
  bytes.writeUIntBE(atMs, 0, 6)
  bytes.writeUInt8(0x70 | (ranks[type] << 1) | (bytes.readUInt8(6) & 0x01), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

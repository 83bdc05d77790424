import type { PostedEvent } from '../../events/posted-event.ts'
import { toEvent } from './call-event.ts'
import { payloadTypes, readHep, type HepPacket } from './packet.ts'
import { passwordCheck } from './password.ts'
import { createReorder } from './reorder.ts'
import { readSip, type SipMessage } from './sip.ts'
import type { ObservedMessage } from './tracked-call.ts'
import { createTracker, type TrackerOptions } from './tracker.ts'

/**
 * From the bytes of capture agents to events of calls: parse, check the password, put in order, track. Pure: all
 * time is passed in (`nowMs` by a clock that never jumps), and nothing of the SIP is kept but what a call needs.
 */
export type Feed = {
  /** Takes one HEP3 packet; `wallMs` is the time of day, in ms since the epoch. Its events may come out of `advance`. */
  take: (bytes: Buffer, nowMs: number, wallMs: number) => PostedEvent[]
  /** The events that are certain by now. */
  advance: (nowMs: number) => PostedEvent[]
  /** Like `advance`, without waiting for messages that may still be on the way. */
  flush: () => PostedEvent[]
  /** When `advance` should be called next because messages wait to be put in order; undefined when none do. */
  nextAdvanceAt: () => number | undefined
  status: () => FeedStatus
}

export type FeedStatus = {
  /** Packets taken, refused for a wrong password, and not understood; the last reason not to understand one. */
  packets: number
  refused: number
  malformed: number
  lastFault: string | undefined
  /** Calls tracked now, and calls forgotten before their end. */
  calls: number
  evicted: number
}

export type FeedOptions = {
  password?: string
  tracker?: TrackerOptions
  /** How long a message waits for earlier ones of its call. */
  reorderMs?: number
}

const MAX_HELD = 20_000
const TICK_EVERY_MS = 500
/** An agent whose clock is further off than this is not believed: its messages happened when they arrived. */
const MAX_CLOCK_SKEW_MS = 86_400_000

export function createFeed(options: FeedOptions = {}): Feed {
  const isRight = options.password === undefined ? () => true : passwordCheck(options.password)
  const tracker = createTracker(options.tracker)
  const reorder = createReorder({ windowMs: options.reorderMs ?? 50, maxHeld: MAX_HELD })
  let lastTickAt = 0
  let lastFault: string | undefined
  const counts = { packets: 0, refused: 0, malformed: 0 }

  function malformed(reason: string): PostedEvent[] {
    counts.malformed++
    lastFault = reason
    return []
  }

  function take(bytes: Buffer, nowMs: number, wallMs: number): PostedEvent[] {
    counts.packets++
    const hep = readHep(bytes)
    if (!hep.ok) return malformed(hep.reason)
    if (!isRight(hep.packet.password)) {
      counts.refused++
      return []
    }
    if (hep.packet.payloadType !== payloadTypes.sip) return []
    const sip = readSip(hep.packet.payload)
    if (!sip.ok) return sip.reason === 'keep-alive' ? [] : malformed(sip.reason)
    if (!tellsOfCalls(sip.message)) return []
    return track(reorder.add(observed(hep.packet, sip.message, nowMs, wallMs)))
  }

  function track(messages: readonly ObservedMessage[]): PostedEvent[] {
    return messages.flatMap((message) => tracker.onMessage(message)).map((fact) => toEvent(fact))
  }

  function advance(nowMs: number): PostedEvent[] {
    const events = track(reorder.release(nowMs))
    if (nowMs - lastTickAt < TICK_EVERY_MS) return events
    lastTickAt = nowMs
    return [...events, ...tracker.tick(nowMs).map((fact) => toEvent(fact))]
  }

  return {
    take,
    advance,
    flush: () => [
      ...track(reorder.release(Number.POSITIVE_INFINITY)),
      ...tracker.flush().map((fact) => toEvent(fact)),
    ],
    nextAdvanceAt: reorder.nextReleaseAt,
    status: () => ({ ...counts, lastFault, calls: tracker.size(), evicted: tracker.evicted() }),
  }
}

const requestsOfCalls = new Set(['INVITE', 'ACK', 'BYE', 'CANCEL'])
const answeredOfCalls = new Set(['INVITE', 'UPDATE'])

function tellsOfCalls(sip: SipMessage): boolean {
  return sip.kind === 'request' ? requestsOfCalls.has(sip.method) : answeredOfCalls.has(sip.cseqMethod)
}

function observed(packet: HepPacket, sip: SipMessage, nowMs: number, wallMs: number): ObservedMessage {
  const message: ObservedMessage = {
    sip,
    at: Math.abs(packet.at - wallMs) > MAX_CLOCK_SKEW_MS ? wallMs : packet.at,
    receivedAt: nowMs,
    captureId: packet.captureId,
    sourceAddress: packet.sourceAddress,
    sourcePort: packet.sourcePort,
    destinationAddress: packet.destinationAddress,
    destinationPort: packet.destinationPort,
  }
  if (packet.correlationId !== undefined) message.correlationId = packet.correlationId
  return message
}

import type { SipMessage } from './sip.ts'
import type { ObservedMessage } from './tracked-call.ts'

/**
 * Puts the messages of one call into the order they must have been sent in; each waits a moment for what belongs before
 * it. UDP keeps no order, and a server's processes mirror side by side: of 500 calls at 50 a second, Kamailio mirrored
 * 1 to 2 % of the 200s after the ACK for them, with a later time. Pure: time comes with the messages and `release`.
 */
export type Reorder = {
  /** Takes a message; gives back what must go on at once because too much is held. */
  add: (message: ObservedMessage) => ObservedMessage[]
  /** The messages that have waited long enough by now (our clock, ms), and all that belong before them. */
  release: (nowMs: number) => ObservedMessage[]
  /** When the next message will have waited long enough; undefined when none is held. */
  nextReleaseAt: () => number | undefined
}

export type ReorderOptions = { windowMs: number; maxHeld: number }

export function createReorder({ windowMs, maxHeld }: ReorderOptions): Reorder {
  const arrivals = new Set<ObservedMessage>()
  const byCall = new Map<string, ObservedMessage[]>()

  function releaseThrough(message: ObservedMessage): ObservedMessage[] {
    const { callId } = message.sip
    const held = byCall.get(callId) ?? []
    const released = held.splice(0, held.indexOf(message) + 1)
    for (const each of released) arrivals.delete(each)
    if (held.length === 0) byCall.delete(callId)
    return released
  }

  function add(message: ObservedMessage): ObservedMessage[] {
    const { callId } = message.sip
    const held = byCall.get(callId)
    if (held) held.splice(held.findLastIndex((each) => compare(each, message) <= 0) + 1, 0, message)
    else byCall.set(callId, [message])
    arrivals.add(message)
    const [first] = arrivals
    return arrivals.size > maxHeld && first ? releaseThrough(first) : []
  }

  function release(nowMs: number): ObservedMessage[] {
    const released: ObservedMessage[] = []
    for (const message of arrivals) {
      if (message.receivedAt + windowMs > nowMs) break
      released.push(...releaseThrough(message))
    }
    return released
  }

  function nextReleaseAt(): number | undefined {
    const [first] = arrivals
    return first && first.receivedAt + windowMs
  }

  return { add, release, nextReleaseAt }
}

/** BYE is last; else by transaction, within one by what answers what, and last by the agents' times. */
function compare(one: ObservedMessage, other: ObservedMessage): number {
  const oneStage = stageOf(one.sip)
  const otherStage = stageOf(other.sip)
  const isOneBye = oneStage === stages.BYE
  if (isOneBye !== (otherStage === stages.BYE)) return isOneBye ? 1 : -1
  return one.sip.cseq - other.sip.cseq || oneStage - otherStage || one.at - other.at
}

const stages = { INVITE: 0, provisional: 1, CANCEL: 2, final: 3, ACK: 4, BYE: 5 } as const

function stageOf(sip: SipMessage): number {
  if (sip.kind === 'response') return sip.status < 200 ? stages.provisional : stages.final
  return sip.method in stages ? stages[sip.method as keyof typeof stages] : stages.final
}

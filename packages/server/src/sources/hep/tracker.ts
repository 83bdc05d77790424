import { endUnknown, initiate, type CallFact } from './call-facts.ts'
import { applyDeadline, applyMessage, deadlineAfter, defaultLimits, type Limits } from './call-rules.ts'
import {
  isRetryOf,
  newCall,
  type Deadline,
  type Leg,
  type ObservedMessage,
  type TrackedCall,
} from './tracked-call.ts'

/**
 * The calls seen on the wire: mirrored SIP in, call facts out. Pure: time comes with the messages and with `tick`.
 * Each call is initiated once, rings at most once, is answered at most once and ends once, whatever is mirrored
 * twice, late or not at all; one that its caller tries again after that begins anew. Memory is bounded.
 */
export type Tracker = {
  /** Takes one message; messages of one call in the order of their times, as `reorder.ts` hands them on. */
  onMessage: (message: ObservedMessage) => CallFact[]
  /** Concludes what silence tells by now (our clock, ms). Goes through all calls: once or twice a second. */
  tick: (nowMs: number) => CallFact[]
  /** The ends that are held back, for when there will be no further tick. */
  flush: () => CallFact[]
  /** Calls held, ended ones that may still get late messages included. */
  size: () => number
  /** Calls that were forgotten before their end, because there were too many. */
  evicted: () => number
}

export type TrackerOptions = { maxCalls?: number; limits?: Partial<Limits> }

/**
 * An ended call, kept so that late messages do not begin it again. The end of one whose start was not seen is held
 * back: its event has the same id in a process that saw all of the call, and that one must be the first.
 */
type EndedCall = { keptUntil: number; leg?: Leg; held?: { end: CallFact; dueAt: number } }

export function createTracker(options: TrackerOptions = {}): Tracker {
  const { maxCalls = 100_000 } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const live = new Map<string, TrackedCall>()
  const ended = new Map<string, EndedCall>()
  let evictedCount = 0

  /** Oldest ended calls go first, then the oldest live ones: maps keep the order of insertion. */
  function makeRoom(): void {
    if (live.size + ended.size < maxCalls) return
    const [oldestEnded] = ended
    if (oldestEnded) {
      const [id, { held }] = oldestEnded
      ended.delete(id)
      if (held) evictedCount++
      return
    }
    const [oldestLive] = live.keys()
    if (oldestLive === undefined) return
    live.delete(oldestLive)
    evictedCount++
  }

  function keepEnded(id: string, call: EndedCall): void {
    live.delete(id)
    makeRoom()
    ended.set(id, call)
  }

  function onUnknown(message: ObservedMessage): CallFact[] {
    const { sip } = message
    if (sip.kind !== 'request') return []
    if (sip.method === 'INVITE' && sip.to.tag === undefined) {
      makeRoom()
      const call = newCall(message, deadlineAfter(message, 'response', limits.responseMs))
      live.set(sip.callId, call)
      return [initiate(call, message)]
    }
    if (sip.method !== 'BYE' || sip.to.tag === undefined) return []
    const { receivedAt } = message
    const held = { end: endUnknown(message), dueAt: receivedAt + limits.unknownMs }
    keepEnded(sip.callId, { keptUntil: receivedAt + limits.lateMs, held })
    return []
  }

  function onMessage(message: ObservedMessage): CallFact[] {
    const { sip } = message
    const call = live.get(sip.callId)
    if (call) {
      const facts = applyMessage(call, message, limits)
      if (call.endedAt !== undefined) {
        keepEnded(sip.callId, { keptUntil: message.receivedAt + limits.lateMs, leg: call.leg })
      }
      return facts
    }
    const old = ended.get(sip.callId)
    if (old && !beginsAgain(old, message)) return []
    ended.delete(sip.callId)
    return onUnknown(message)
  }

  /** A call that only fell silent may go on unseen: its real end must then not be told as a second one. */
  function keepMs(waitsFor: Deadline['waitsFor']): number {
    return waitsFor === 'retry' || waitsFor === 'canceled' ? limits.lateMs : limits.maxCallMs
  }

  function tellHeld(nowMs: number): CallFact[] {
    const facts: CallFact[] = []
    for (const call of ended.values()) {
      if (!call.held || call.held.dueAt > nowMs) continue
      facts.push(call.held.end)
      delete call.held
    }
    return facts
  }

  function tick(nowMs: number): CallFact[] {
    const facts = tellHeld(nowMs)
    for (const [id, call] of ended) if (call.keptUntil <= nowMs) ended.delete(id)
    for (const [id, call] of live) {
      if (call.deadline.dueAt > nowMs) continue
      facts.push(...applyDeadline(call, limits))
      if (call.endedAt === undefined) continue
      keepEnded(id, { keptUntil: nowMs + keepMs(call.deadline.waitsFor), leg: call.leg })
    }
    return facts
  }

  return {
    onMessage,
    tick,
    flush: () => tellHeld(Infinity),
    size: () => live.size + ended.size,
    evicted: () => evictedCount,
  }
}

/** A refused caller may try again later than we waited: the same Call-ID, but a new transaction of the same caller. */
function beginsAgain({ leg }: EndedCall, message: ObservedMessage): boolean {
  const { sip } = message
  if (sip.kind !== 'request' || sip.method !== 'INVITE' || sip.to.tag !== undefined) return false
  return leg !== undefined && isRetryOf(leg, message)
}

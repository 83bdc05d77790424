import { answer, end, endRefused, ring, type CallFact, type Ending } from './call-facts.ts'
import { mayBeRetried } from './result.ts'
import type { SipMessage, SipRequest, SipResponse } from './sip.ts'
import {
  isFailoverOf,
  isHopBefore,
  isOnLeg,
  isRetryOf,
  legOf,
  openTry,
  type Deadline,
  type Hop,
  type Leg,
  type ObservedMessage,
  type Refusal,
  type TrackedCall,
} from './tracked-call.ts'

/**
 * What each message means for its call. A proxy is seen from both sides, so one call shows on several hops: only the
 * caller's own hop says what became of it, the others are remembered by how they failed. Every rule may meet the same
 * message again (retransmission, second agent) and then does nothing.
 */

/** How long silence may last before something is concluded from it. */
export type Limits = {
  /** No response but 100: Timer C (RFC 3261 section 16.6) and the 32 s a slow final response may still take. */
  responseMs: number
  /** Ringing: queues with early media may be silent for long. Counts from the last provisional response. */
  ringMs: number
  /** From a refusal that may be retried, such as a digest challenge, to the caller's next INVITE. */
  retryMs: number
  /** From the ACK for an answer to the mirror of that answer, which a busy server may send later. */
  successMs: number
  /** From the BYE of a call whose start was not seen to telling its end: for a process that saw more to be the first. */
  unknownMs: number
  /** 64 × T1 (RFC 3261 section 17): the longest a message is repeated, and so comes late. */
  lateMs: number
  /** Answered, without a session timer, or with a longer one. */
  maxCallMs: number
}

export const defaultLimits: Limits = {
  responseMs: 212_000,
  ringMs: 900_000,
  retryMs: 3_000,
  successMs: 1_000,
  unknownMs: 2_000,
  lateMs: 32_000,
  maxCallMs: 43_200_000,
}

const MAX_BRANCHES = 32

/** Applies a message to the call it belongs to; `call` is changed. */
export function applyMessage(call: TrackedCall, message: ObservedMessage, limits: Limits): CallFact[] {
  const { sip } = message
  if (sip.kind === 'response') return onResponse(call, { ...message, sip }, limits)
  const request = { ...message, sip }
  if (sip.method === 'INVITE') onInvite(call, request, limits)
  if (sip.method === 'CANCEL' && isOnLeg(call.leg, sip)) cancel(call, request, limits)
  if (sip.method === 'ACK') return onAck(call, request, limits)
  if (sip.method === 'BYE') return onBye(call, request, limits)
  return []
}

const noFinal = 'no final response seen'
const conclusions: Record<Exclude<Deadline['waitsFor'], 'retry' | 'success'>, Ending> = {
  response: { result: 'noAnswer', endedBy: 'system', inferred: noFinal },
  answer: { result: 'noAnswer', endedBy: 'system', inferred: noFinal },
  canceled: { result: 'canceled', endedBy: 'caller', inferred: noFinal },
  bye: { result: 'answered', endedBy: 'system', inferred: 'no BYE seen' },
}

/** What is concluded once the call's deadline has passed: as a rule its end. */
export function applyDeadline(call: TrackedCall, limits: Limits): CallFact[] {
  const { waitsFor, dueAt, occursAt } = call.deadline
  if (waitsFor === 'retry') return endRefused(call, call.refusal ?? { at: occursAt })
  if (waitsFor !== 'success') return end(call, occursAt, conclusions[waitsFor])
  call.deadline = deadlineAfter({ receivedAt: dueAt, at: occursAt }, 'bye', limits.maxCallMs)
  return answer(call, call.confirmedAt ?? occursAt)
}

/** The deadline for a wait that begins with this message. */
export function deadlineAfter(
  message: Pick<ObservedMessage, 'at' | 'receivedAt'>,
  waitsFor: Deadline['waitsFor'],
  waitMs: number,
): Deadline {
  return { waitsFor, dueAt: message.receivedAt + waitMs, occursAt: message.at + waitMs }
}

/** An INVITE of a known call: a new hop of it, the caller's next try, or (with a To tag) only a change of media. */
function onInvite(call: TrackedCall, message: ObservedMessage<SipRequest>, limits: Limits): void {
  const { sip } = message
  const { leg } = call
  if (sip.to.tag !== undefined || call.answeredAt !== undefined || isOnLeg(leg, sip)) return
  if (downstreamHop(call, sip)) return
  const next = legOf(message)
  if (isRetryOf(leg, message)) moveTo(call, next, message, limits)
  else if (isHopBefore(leg, sip) || isFailoverOf(call, next)) {
    addDownstream(call, leg, call.refusal)
    moveTo(call, next, message, limits)
  } else if (next.branch !== leg.branch && (sip.viaCount !== leg.viaCount || sip.cseq >= leg.cseq)) {
    // No more hops than the caller's leg: a proxy that hides the Vias it received.
    addDownstream(call, next)
  }
}

/** From here on this INVITE's responses say what becomes of the call. */
function moveTo(call: TrackedCall, next: Leg, message: ObservedMessage, limits: Limits): void {
  call.leg = next
  delete call.refusal
  call.deadline = deadlineAfter(message, 'response', limits.responseMs)
}

function addDownstream({ downstream }: TrackedCall, leg: Leg, refusal?: Refusal): void {
  if (leg.branch === undefined || downstream.size >= MAX_BRANCHES) return
  downstream.set(leg.branch, { leg, ...(refusal?.response && { failure: refusal.response.code }) })
}

function downstreamHop({ downstream }: TrackedCall, { topBranch }: SipMessage): Hop | undefined {
  return topBranch === undefined ? undefined : downstream.get(topBranch)
}

/** The caller gives up. Only the final response tells whether that came before an answer (RFC 3261 section 9.1). */
function cancel(call: TrackedCall, message: ObservedMessage, limits: Limits): void {
  if (call.answeredAt !== undefined || call.confirmedAt !== undefined || call.isCanceled) return
  call.isCanceled = true
  if (!call.refusal) call.deadline = deadlineAfter(message, 'canceled', limits.lateMs)
}

/**
 * The caller confirms a final response, which tells what it was when its mirror was lost: the ACK for a failure stays
 * in the INVITE's transaction (RFC 3261 section 17.1.1.3), the one for a 2xx is a new one (section 13.2.2.4).
 */
function onAck(call: TrackedCall, message: ObservedMessage<SipRequest>, limits: Limits): CallFact[] {
  const { sip, at } = message
  const { leg } = call
  if (call.answeredAt !== undefined || call.refusal || leg.branch === undefined) return []
  if (downstreamHop(call, sip)) return []
  if (isOnLeg(leg, sip)) return refuse(call, message, { at }, limits)
  const isFromCaller = message.sourceAddress === leg.address && message.sourcePort === leg.port
  if (!isFromCaller || sip.cseq !== leg.cseq || sip.viaCount !== leg.viaCount) return []
  if (call.confirmedAt !== undefined) return []
  call.confirmedAt = at
  noteDialog(call, sip)
  call.deadline = deadlineAfter(message, 'success', limits.successMs)
  return []
}

function onBye(call: TrackedCall, message: ObservedMessage<SipRequest>, limits: Limits): CallFact[] {
  const { from, to } = message.sip
  // Of several phones that answered, the caller keeps one: a BYE for another is no end (RFC 3261 section 13.2.2.4).
  if (call.answeredTag !== undefined && ![from.tag, to.tag].includes(call.answeredTag)) return []
  const endedBy = senderOf(call, message.sip)
  const bye = { at: message.at, ...(endedBy && { endedBy }) }
  if (call.answeredAt !== undefined) return endByBye(call, bye)
  // A callee may only hang up what it has answered; a caller may also end a call that still rings (section 15).
  if (endedBy === 'callee' || call.confirmedAt !== undefined) {
    return [...answer(call, call.confirmedAt ?? message.at), ...endByBye(call, bye)]
  }
  call.earlyBye ??= bye
  cancel(call, message, limits)
  return []
}

function endByBye(call: TrackedCall, { at, endedBy }: NonNullable<TrackedCall['earlyBye']>): CallFact[] {
  return end(call, at, { result: 'answered', ...(endedBy && { endedBy }) })
}

function senderOf(call: TrackedCall, { from, to }: SipMessage): 'caller' | 'callee' | undefined {
  if (call.callerTag === undefined) return undefined
  if (from.tag === call.callerTag) return 'caller'
  return to.tag === call.callerTag ? 'callee' : undefined
}

function onResponse(call: TrackedCall, message: ObservedMessage<SipResponse>, limits: Limits): CallFact[] {
  const { sip } = message
  if (sip.cseqMethod !== 'INVITE' && sip.cseqMethod !== 'UPDATE') return []
  const hop = downstreamHop(call, sip)
  if (hop) {
    if (sip.status >= 300) hop.failure = sip.status
    return []
  }
  if (call.answeredAt !== undefined) {
    if (sip.status >= 200 && sip.status < 300) onLaterSuccess(call, message, limits)
    return []
  }
  return isForCaller(call, message) ? onCallersResponse(call, message, limits) : []
}

/** A response on the caller's hop; one whose branch is not known counts when it goes to where the INVITE came from. */
function isForCaller({ leg }: TrackedCall, message: ObservedMessage<SipResponse>): boolean {
  const { sip } = message
  if (sip.cseqMethod !== 'INVITE' || sip.cseq !== leg.cseq) return false
  if (isOnLeg(leg, sip)) return true
  return message.destinationAddress === leg.address && message.destinationPort === leg.port
}

function onCallersResponse(
  call: TrackedCall,
  message: ObservedMessage<SipResponse>,
  limits: Limits,
): CallFact[] {
  const { status: code, reason } = message.sip
  call.leg.hasResponse = true
  if (code >= 300) return refuse(call, message, { at: message.at, response: { code, reason } }, limits)
  if (code >= 200) return accept(call, message, limits)
  if (call.isCanceled || call.refusal || call.confirmedAt !== undefined) return []
  const facts = code === 180 || code === 183 ? ring(call, message.at, { code, reason }) : []
  call.deadline =
    call.ringingAt === undefined
      ? deadlineAfter(message, 'response', limits.responseMs)
      : deadlineAfter(message, 'answer', limits.ringMs)
  return facts
}

/** The caller was given a failure: the end, unless the call goes on with another INVITE within moments. */
function refuse(call: TrackedCall, message: ObservedMessage, refusal: Refusal, limits: Limits): CallFact[] {
  if (call.refusal?.response) return []
  call.refusal = refusal
  const isLast = refusal.response !== undefined && !mayBeRetried(refusal.response.code)
  if (isLast || call.isCanceled) return endRefused(call, refusal)
  const next = openTry(call)
  if (next?.branch !== undefined) {
    call.downstream.delete(next.branch)
    addDownstream(call, call.leg, refusal)
    moveTo(call, next, message, limits)
  } else call.deadline = deadlineAfter(message, 'retry', limits.retryMs)
  return []
}

/** The call was answered; what shows that it was may have been seen before the 2xx itself. */
function accept(call: TrackedCall, message: ObservedMessage<SipResponse>, limits: Limits): CallFact[] {
  const { status: code, reason } = message.sip
  noteDialog(call, message.sip)
  const { earlyBye } = call
  const at = Math.min(message.at, call.confirmedAt ?? message.at, earlyBye?.at ?? message.at)
  call.isCanceled = false
  delete call.refusal
  awaitBye(call, message, limits)
  const answered = answer(call, at, { code, reason })
  return earlyBye ? [...answered, ...endByBye(call, earlyBye)] : answered
}

/** A 2xx within the call: another phone answered too, or a re-INVITE or UPDATE, which shows that the call lives. */
function onLaterSuccess(call: TrackedCall, message: ObservedMessage<SipResponse>, limits: Limits): void {
  const { sip } = message
  if (isOnLeg(call.leg, sip)) {
    noteDialog(call, sip)
    if (sip.to.tag !== call.answeredTag) return
  }
  awaitBye(call, message, limits)
}

/** The callee's tag tells the dialog of the call from those of other phones (RFC 3261 section 12). */
function noteDialog(call: TrackedCall, { to }: SipMessage): void {
  if (to.tag !== undefined) call.answeredTag ??= to.tag
}

/** A session timer runs out unless refreshed; a 2xx without one means there is none (RFC 4028 section 7.2). */
function awaitBye(call: TrackedCall, message: ObservedMessage, limits: Limits): void {
  const seconds = message.sip.sessionExpiresSeconds ?? 0
  const waitMs = seconds > 0 ? Math.min(seconds * 1_000 + limits.lateMs, limits.maxCallMs) : limits.maxCallMs
  call.deadline = deadlineAfter(message, 'bye', waitMs)
}

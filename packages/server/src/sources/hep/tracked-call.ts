import { directionOf } from './direction.ts'
import type { CallIdentity } from './call-facts.ts'
import type { EndedBy } from './result.ts'
import type { SipMessage } from './sip.ts'

/** A SIP message as a capture agent mirrored it. */
export type ObservedMessage<Sip extends SipMessage = SipMessage> = {
  sip: Sip
  /** When it passed the agent, by the agent's clock: ms since the epoch. Events take their time from it. */
  at: number
  /** When it reached us, in ms of a clock that never jumps. Timeouts count from it, so a skewed agent breaks none. */
  receivedAt: number
  captureId: number
  sourceAddress: string
  sourcePort: number
  destinationAddress: string
  destinationPort: number
  correlationId?: string
}

/** One hop of the INVITE, with where it came from and when (agent's clock). A request of RFC 2543 has no branch. */
export type Leg = {
  branch?: string
  viaCount: number
  branchesBefore: string[]
  cseq: number
  address: string
  port: number
  at: number
  hasResponse: boolean
}

/** A hop that does not say what became of the call, with the failure it ended in. */
export type Hop = { leg: Leg; failure?: number }

/** What is concluded when nothing more is seen until `dueAt` (our clock); `occursAt` is that moment for the agent. */
export type Deadline = {
  waitsFor: 'response' | 'answer' | 'canceled' | 'retry' | 'success' | 'bye'
  dueAt: number
  occursAt: number
}

export type FinalResponse = { code: number; reason: string }

/** A failure given to the caller, who may still try again; without a response when only the ACK for it was seen. */
export type Refusal = { at: number; response?: FinalResponse }

/** A call under way, as far as its messages have told. All times are by the agent's clock. */
export type TrackedCall = {
  readonly identity: CallIdentity
  readonly callerTag: string | undefined
  readonly initiatedAt: number
  /** The caller's own hop: only its responses say what became of the call. */
  leg: Leg
  /** The hops behind a proxy, and the caller's earlier tries at other servers, by branch. */
  readonly downstream: Map<string, Hop>
  /** The time of the latest fact: a call's facts never go back in time. */
  latestAt: number
  ringingAt?: number
  answeredAt?: number
  endedAt?: number
  /** The To tag of the dialog that counts: other phones may answer too, later (RFC 3261 section 13.2.2.4). */
  answeredTag?: string
  /** The ACK for an answer that was not seen itself. */
  confirmedAt?: number
  /** The BYE of a call whose answer was not seen. */
  earlyBye?: { at: number; endedBy?: EndedBy }
  isCanceled: boolean
  refusal?: Refusal
  /** The final response to the caller. */
  final?: FinalResponse
  deadline: Deadline
}

/** A call begun by its first INVITE. */
export function newCall(message: ObservedMessage, deadline: Deadline): TrackedCall {
  const { sip, at } = message
  return {
    identity: {
      id: sip.callId,
      from: sip.assertedUser ?? sip.from.user ?? null,
      to: sip.to.user ?? null,
      direction: directionOf(sip.from.user, sip.to.user),
      source: sourceOf(message),
    },
    callerTag: sip.from.tag,
    initiatedAt: at,
    leg: legOf(message),
    downstream: new Map(),
    latestAt: at,
    isCanceled: false,
    deadline,
  }
}

/** The name of the feed: `hep:` and the capture id of the agent. */
export function sourceOf(message: ObservedMessage): string {
  return `hep:${message.captureId}`
}

/** The leg an INVITE opens. */
export function legOf({ sip, at, sourceAddress, sourcePort }: ObservedMessage): Leg {
  const { viaCount, cseq, branchesBefore } = sip
  const leg: Leg = {
    viaCount,
    cseq,
    branchesBefore,
    address: sourceAddress,
    port: sourcePort,
    at,
    hasResponse: false,
  }
  if (sip.topBranch !== undefined) leg.branch = sip.topBranch
  return leg
}

/** Whether the message belongs to the leg's own transaction; without a branch the number of hops must do. */
export function isOnLeg(leg: Leg, sip: SipMessage): boolean {
  if (sip.cseq !== leg.cseq || sip.topBranch !== leg.branch) return false
  return leg.branch !== undefined || sip.viaCount === leg.viaCount
}

/**
 * Whether an INVITE is the caller's next try after the leg's was refused (digest challenge, redirection): the next
 * CSeq from the same address over as many hops. Proxies that answer a carrier's challenge count CSeq up too, but
 * further down.
 */
export function isRetryOf(leg: Leg, { sip, sourceAddress }: ObservedMessage): boolean {
  return sip.cseq > leg.cseq && sip.viaCount === leg.viaCount && sourceAddress === leg.address
}

/**
 * Whether an INVITE is a hop before the leg: the leg's came over it (RFC 3261 section 16.6, step 8). Fewer hops alone do
 * not tell, since a proxy may hide those before it, nor do addresses: a proxy may send from another than it receives at.
 */
export function isHopBefore(leg: Leg, { topBranch }: SipMessage): boolean {
  return topBranch !== undefined && leg.branchesBefore.includes(topBranch)
}

/** T1 (RFC 3261 section 17.1.1.1): sooner nobody can know that no response comes. */
const T1_MS = 500

/**
 * Whether an INVITE is the caller's next try at another server (RFC 3263 section 4.3), which keeps the CSeq: the leg's
 * was refused, or had no response. Without either it is taken for a fork, of a proxy whose own caller is not mirrored.
 */
export function isFailoverOf({ leg, refusal }: TrackedCall, next: Leg): boolean {
  const isGivenUp = refusal !== undefined || (!leg.hasResponse && next.at - leg.at >= T1_MS)
  return isGivenUp && isSameHop(leg, next)
}

/** An INVITE that was taken for a fork, and is the caller's next try now that the leg was refused. */
export function openTry({ leg, downstream }: TrackedCall): Leg | undefined {
  const open = [...downstream.values()].filter(({ failure }) => failure === undefined)
  return open.findLast((hop) => hop.leg.at > leg.at && isSameHop(leg, hop.leg))?.leg
}

function isSameHop(one: Leg, other: Leg): boolean {
  const isFromThere = one.address === other.address && one.port === other.port
  return isFromThere && one.cseq === other.cseq && one.viaCount === other.viaCount
}

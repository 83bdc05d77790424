import type { EventData } from '../../events/catalogue.ts'
import type { Direction } from '../../events/event.ts'
import { verdictOf, type CallResult, type EndedBy } from './result.ts'
import { detach, printable } from './sip-text.ts'
import {
  sourceOf,
  type FinalResponse,
  type ObservedMessage,
  type Refusal,
  type TrackedCall,
} from './tracked-call.ts'

/**
 * The facts a call gives rise to, each noted on the call as it is made. The times of one call's facts never go back,
 * even when two agents with different clocks tell of it.
 */

export type CallFactType = 'call.initiated' | 'call.ringing' | 'call.answered' | 'call.error' | 'call.ended'

/** Who calls whom, told with every fact. */
export type CallIdentity = {
  /** The SIP Call-ID. */
  id: string
  from: string | null
  to: string | null
  direction: Direction | null
  /** `hep:` and the capture id of the agent that told of the call first. */
  source: string
}

/** Something that became known of a call. `at` is in ms since the epoch, with a fraction; `data` is in the catalogue's words. */
export type CallFact = {
  type: CallFactType
  at: number
  call: CallIdentity
  data: Record<string, unknown>
}

export type Ending = { result: CallResult; endedBy?: EndedBy; inferred?: string }

const MAX_CORRELATION_LENGTH = 200

/** The call has begun. Its correlation id is told when it is more than the Call-ID. */
export function initiate(call: TrackedCall, message: ObservedMessage): CallFact {
  const correlationId = detach(printable(message.correlationId ?? '').slice(0, MAX_CORRELATION_LENGTH))
  const isNews = correlationId !== '' && correlationId !== call.identity.id
  return newFact(call, 'call.initiated', message.at, isNews ? { correlationId } : {})
}

/** The callee is alerted; only the first time is a fact. */
export function ring(call: TrackedCall, at: number, sip: FinalResponse): CallFact[] {
  if (call.ringingAt !== undefined) return []
  const data: EventData<'call.ringing'> = { sip }
  const fact = newFact(call, 'call.ringing', at, data)
  call.ringingAt = fact.at
  return [fact]
}

/** The call was answered; without a response when only its consequences were seen. */
export function answer(call: TrackedCall, at: number, sip?: FinalResponse): CallFact[] {
  const data: EventData<'call.answered'> = sip ? { sip } : { inferred: 'no 2xx response seen' }
  const fact = newFact(call, 'call.answered', at, data)
  call.answeredAt = fact.at
  if (call.ringingAt !== undefined) data.ringMs = wholeMs(call.ringingAt, fact.at)
  if (sip) call.final = sip
  return [fact]
}

/** The call is over; a failed one tells its error first. */
export function end(call: TrackedCall, at: number, ending: Ending): CallFact[] {
  const endedAt = Math.max(call.latestAt, at)
  call.endedAt = endedAt
  const ended = newFact(call, 'call.ended', endedAt, endData(call, endedAt, ending))
  return ending.result === 'failed' ? [newFact(call, 'call.error', endedAt, errorData(call)), ended] : [ended]
}

/** The call is over because its caller was refused and did not try again. */
export function endRefused(call: TrackedCall, refusal: Refusal): CallFact[] {
  const traits = { hasRung: call.ringingAt !== undefined, isCanceled: call.isCanceled }
  if (refusal.response) {
    call.final = refusal.response
    return end(call, refusal.at, verdictOf(refusal.response.code, traits))
  }
  const verdict = verdictOf(downstreamCodes(call).at(-1) ?? 480, traits)
  return end(call, refusal.at, { ...verdict, inferred: 'no final response seen' })
}

/** The end of a call whose start was not seen, because capture began later or the INVITE was lost. */
export function endUnknown(message: ObservedMessage): CallFact {
  const source = sourceOf(message)
  const data: EventData<'call.ended'> = {
    result: 'answered',
    endedAt: iso(message.at),
    inferred: 'no start of the call seen',
  }
  return {
    type: 'call.ended',
    at: message.at,
    call: { id: message.sip.callId, from: null, to: null, direction: null, source },
    data,
  }
}

function endData(call: TrackedCall, endedAt: number, ending: Ending): EventData<'call.ended'> {
  const { initiatedAt, ringingAt, answeredAt, final } = call
  const codes = downstreamCodes(call)
  return {
    result: ending.result,
    startedAt: iso(initiatedAt),
    answeredAt: answeredAt === undefined ? null : iso(answeredAt),
    endedAt: iso(endedAt),
    durationMs: wholeMs(initiatedAt, endedAt),
    ...(ringingAt !== undefined && { ringMs: wholeMs(ringingAt, answeredAt ?? endedAt) }),
    ...(ending.endedBy && { endedBy: ending.endedBy }),
    ...(final && { sip: final }),
    ...(codes.length > 0 && { downstreamSipCodes: codes }),
    ...(ending.inferred !== undefined && { inferred: ending.inferred }),
  }
}

function errorData({ final }: TrackedCall): EventData<'call.error'> {
  if (!final) return { message: 'The call failed, and no final response was seen.' }
  const message = `The call failed: ${`${final.code} ${final.reason}`.trim()}.`
  return { message, code: `sip_${final.code}`, sip: final }
}

function downstreamCodes(call: TrackedCall): number[] {
  return [...call.downstream.values()].flatMap(({ failure }) => failure ?? [])
}

function newFact(call: TrackedCall, type: CallFactType, at: number, data: Record<string, unknown>): CallFact {
  call.latestAt = Math.max(call.latestAt, at)
  return { type, at: call.latestAt, call: call.identity, data }
}

function wholeMs(from: number, to: number): number {
  return Math.floor(to) - Math.floor(from)
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

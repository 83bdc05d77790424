import type { CallState } from '../calls/state.ts'
import type { EventData } from '../events/catalogue.ts'
import type { Event } from '../events/event.ts'

/** An event that ends a call. */
export type CallEnd = Pick<Event, 'occurredAt' | 'data'>

/** Null says: an earlier end of the call spoke of it, and this one does not. `toldAt`: when, as earlier events told. */
export type CallAnswer = { isAnswered: boolean | null; toldAt: Date | null }

type Told = Pick<CallState, 'answeredAt' | 'endedAt'>

/**
 * Whether a call was answered: by the result of its end; without one by its `answeredAt`, where null says that it was not;
 * and where the end says neither, by what was told of this try. `call` may know of the end already. Pure.
 */
export function answerOf(end: CallEnd, call: Told): CallAnswer {
  const { result, answeredAt } = end.data as EventData<'call.ended'>
  const toldAt = timeInTry(call.answeredAt, end, call)
  const unsaid = toldAt === null && isEndedBefore(end, call) ? null : toldAt !== null
  const byTime = answeredAt === undefined ? unsaid : answeredAt !== null
  const isAnswered = result == null ? byTime : result === 'answered'
  return { isAnswered, toldAt: isAnswered === true ? toldAt : null }
}

/**
 * A time that was told of the call, unless it belongs to another try of it: it lies behind this end, or an earlier end
 * of the call comes after it. Pure.
 */
export function timeInTry(at: Date | null, end: CallEnd, call: Pick<Told, 'endedAt'>): Date | null {
  if (at === null || at > end.occurredAt) return null
  const isOfEarlierTry = isEndedBefore(end, call) && at <= call.endedAt
  return isOfEarlierTry ? null : at
}

/** The call keeps the earliest of its ends, so it is an earlier one unless it is this one. */
function isEndedBefore<C extends Pick<Told, 'endedAt'>>(
  { occurredAt }: CallEnd,
  call: C,
): call is C & { endedAt: Date } {
  return call.endedAt !== null && call.endedAt < occurredAt
}

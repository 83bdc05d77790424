import type { CallState } from '../calls/state.ts'
import type { CallTimes, Event } from '../events/event.ts'
import { answerOf, timeInTry } from './call-answer.ts'

/**
 * What the end or the log of a call can say of its times where the source is silent; undefined for other events. An end
 * has nothing of another try of the same call, and a log nothing that lies behind the end it gives. Pure.
 */
export function callTimesOf(
  event: Pick<Event, 'type' | 'occurredAt' | 'data'>,
  call: CallState,
): CallTimes | undefined {
  const startedAt = call.initiatedAt ?? call.ringingAt ?? call.answeredAt
  if (event.type === 'call.logged') {
    const { endedAt } = call
    const before = (at: Date | null) => (at !== null && endedAt !== null && at > endedAt ? null : at)
    return {
      startedAt: textOf(before(startedAt)),
      answeredAt: textOf(before(call.answeredAt)),
      endedAt: textOf(endedAt),
    }
  }
  if (event.type !== 'call.ended') return undefined
  return {
    startedAt: textOf(timeInTry(startedAt, event, call)),
    answeredAt: textOf(answerOf(event, call).toldAt),
    endedAt: textOf(event.occurredAt),
  }
}

function textOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString()
}

import type { CallState } from '../calls/state.ts'
import type { EventData } from '../events/catalogue.ts'
import type { CallTimes, Event } from '../events/event.ts'

/**
 * What the end or the log of a call can say of its times where the source is silent; undefined for other events. Nothing
 * behind an end belongs to it, as the answer to a later try of the same call does not. Whether the call was answered is
 * for the end to say. Pure.
 */
export function callTimesOf(
  event: Pick<Event, 'type' | 'occurredAt' | 'data'>,
  call: CallState,
): CallTimes | undefined {
  const startedAt = call.initiatedAt ?? call.ringingAt ?? call.answeredAt
  if (event.type === 'call.logged') {
    return {
      startedAt: textOf(startedAt),
      answeredAt: textOf(call.answeredAt),
      endedAt: textOf(call.endedAt),
    }
  }
  if (event.type !== 'call.ended') return undefined
  const { result, answeredAt } = event.data as EventData<'call.ended'>
  const isUnanswered = answeredAt === null || (result != null && result !== 'answered')
  const before = (at: Date | null) => (at !== null && at <= event.occurredAt ? at : null)
  return {
    startedAt: textOf(before(startedAt)),
    answeredAt: textOf(isUnanswered ? null : before(call.answeredAt)),
    endedAt: textOf(event.occurredAt),
  }
}

function textOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString()
}

import { dataOf, type EventData } from '../events/catalogue.ts'
import type { Event } from '../events/event.ts'

/** The data of the end or the log of a call. Times that its source left out are those of the call as it was known then. */
export function timedDataOf<T extends 'call.ended' | 'call.logged'>(event: Event, type: T): EventData<T> {
  const unsaid = Object.entries(event.callTimes ?? {}).filter(([name]) => event.data[name] == null)
  return { ...dataOf(event, type), ...Object.fromEntries(unsaid) }
}

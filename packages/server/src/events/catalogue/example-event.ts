import type { Event } from '../event.ts'
import { catalogue, type EventType } from '../catalogue.ts'

/** The catalogue's example of a type as a complete event: what a webhook's test sends and what the docs render. */
export function exampleEvent(type: EventType, id: string, occurredAt: Date): Event {
  return { id, type, occurredAt, ...catalogue[type].example }
}

import { AppError } from '../lib/errors.ts'
import type { Subscriber } from '../webhooks/webhook.ts'
import type { AcceptRequest } from './group.ts'

/** How many webhooks of an account may want an event of each type, bindings aside. */
export type Wanting = ReadonlyMap<string, number>

// A transaction grows with its deliveries too. Groups that have a few for each event are as large as ever.
const deliveriesPerEvent = 10
// They are the rows of one statement, all in memory at once, here and in Postgres.
const maxRequestDeliveries = 200_000

export function countWanting(subscribers: readonly Subscriber[]): Wanting {
  const wanting = new Map<string, number>()
  for (const { eventTypes } of subscribers) {
    for (const type of new Set<string>(eventTypes)) wanting.set(type, (wanting.get(type) ?? 0) + 1)
  }
  return wanting
}

/** How much of a group a request takes up, in events; one that brings work of its own is heavier than any group. */
export function weigh({ events, within, testFor }: AcceptRequest, wanting: Wanting | undefined): number {
  if (within !== undefined) return Infinity
  if (testFor !== undefined || wanting === undefined) return events.length
  let weight = 0
  for (const { type } of events) weight += Math.max(1, (wanting.get(type) ?? 0) / deliveriesPerEvent)
  return weight
}

/** Refuses a request, before it fills the memory, whose events would make this many deliveries. */
export function refuseFlood(deliveries: number): void {
  if (deliveries <= maxRequestDeliveries) return
  throw new AppError(
    'too_large',
    `These events would make more than ${maxRequestDeliveries.toLocaleString('en')} deliveries at once. Post fewer of them in one request.`,
  )
}

import type { Schemas } from '../lib/api.ts'
import type { EventFilter } from '../lib/queries.ts'
import { beginOf } from '../lib/spans.ts'

type Event = Schemas['Event']
type Webhook = Pick<Schemas['Webhook'], 'eventTypes'>

/** What is to be replayed: events that were chosen, or all that a filter lets through. */
export type Replayed =
  | { kind: 'chosen'; events: readonly Event[] }
  | { kind: 'matching'; filter: EventFilter }

/** Whether a replay can be narrowed in the same way as the list, and the list is narrowed at all. */
export function canReplayAll({ text, webhookId, ...filter }: EventFilter): boolean {
  const isNarrowed = Object.values(filter).some((value) => value !== undefined)
  return text === undefined && webhookId === undefined && isNarrowed
}

/** Those of the chosen events that a webhook gets. */
export function wantedOf(events: readonly Event[], { eventTypes }: Webhook): readonly Event[] {
  return events.filter(({ type, isTest }) => !isTest && eventTypes.includes(type))
}

/** Whether a webhook gets nothing for certain. */
export function isUnwanted(replayed: Replayed, webhook: Webhook): boolean {
  if (replayed.kind === 'chosen') return wantedOf(replayed.events, webhook).length === 0
  const { type } = replayed.filter
  return type !== undefined && !webhook.eventTypes.includes(type)
}

/** As the API takes it. A filter without a beginning begins with the first event. */
export function replayBody(replayed: Replayed, webhook: Webhook) {
  if (replayed.kind === 'chosen')
    return { eventIds: wantedOf(replayed.events, webhook).map(({ id }) => id), rerender: false }
  const { type, callId, campaignId, since, to, from = beginOf(since) } = replayed.filter
  return {
    ...{ from: from ?? new Date(0).toISOString(), to, callId, campaignId, rerender: false },
    // One that does not exist is wanted by no webhook.
    eventTypes: type === undefined ? undefined : [type as Event['type']],
  }
}

import { eventTypes, type EventType } from '../events/catalogue.ts'
import type { CallFacts, Event } from '../events/event.ts'
import type { Dialect, RenderContext } from './dialect.ts'
import { signedJsonHeaders } from './standard-webhooks.ts'

const eventNames = Object.fromEntries(eventTypes.map((type) => [type, type])) as Record<EventType, EventType>

/**
 * Offhook's own format: the event as accepted, `data` with every field the source gave. `call` and `campaignId` are
 * always there, null where the event has none; facts nobody knows are null. `test: true` marks a test, otherwise the
 * field is absent. Signed by Standard Webhooks.
 */
export const offhook: Dialect = {
  id: 'offhook',
  eventNames,
  accepts: () => true,
  defaultSuccess: '2xx',
  render,
  headers: signedJsonHeaders,
}

function render(event: Event, context: RenderContext): string {
  return JSON.stringify({
    id: event.id,
    type: event.type,
    occurredAt: event.occurredAt.toISOString(),
    accountId: context.account.id,
    test: context.isTest ? true : undefined,
    call: event.call && renderCall(event.call),
    campaignId: event.campaignId,
    data: event.data,
  })
}

/** Field by field, so that the order is ours and not that of whoever built the call. */
function renderCall(call: CallFacts): CallFacts {
  return {
    id: call.id,
    number: call.number,
    from: call.from,
    to: call.to,
    direction: call.direction,
    source: call.source,
    agentId: call.agentId,
    channelId: call.channelId,
    campaignId: call.campaignId,
  }
}

import { dataOf, isAlert } from '../events/catalogue.ts'
import type { Event } from '../events/event.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { DialectId, Subscriber } from '../webhooks/webhook.ts'

/** Who wants this event: subscribed to its type, bound to what it belongs to, and able to carry it. Pure. */
export function plan(
  event: Event,
  subscribers: readonly Subscriber[],
  dialects: Record<DialectId, Dialect>,
): Subscriber[] {
  return subscribers.filter(
    (subscriber) =>
      subscriber.eventTypes.includes(event.type) &&
      isBound(event, subscriber) &&
      !isAbout(event, subscriber) &&
      dialects[subscriber.dialect].accepts(event),
  )
}

function isBound(event: Event, { bindingKind, bindingIds }: Subscriber): boolean {
  switch (bindingKind) {
    case 'account':
      return true
    case 'agent':
      return bindingIds.includes(event.call?.agentId ?? '')
    case 'channel':
      return bindingIds.includes(event.call?.channelId ?? '') && !isPrivateLog(event)
    case 'campaign':
      return bindingIds.includes(event.campaignId ?? event.call?.campaignId ?? '')
  }
}

/** Calls over a private channel never reach the webhooks of the channel. */
function isPrivateLog(event: Event): boolean {
  return event.type === 'call.logged' && dataOf(event, 'call.logged').channel?.isPrivate === true
}

/** A webhook is not told about itself: it would not take it, or hear of it when it no longer matters. */
function isAbout(event: Event, { id }: Subscriber): boolean {
  return isAlert(event.type) && dataOf(event, event.type).webhook.id === id
}

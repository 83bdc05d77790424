import { dataOf, isAlert } from '../events/catalogue.ts'
import type { Event } from '../events/event.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { DialectId, Subscriber } from '../webhooks/webhook.ts'

/**
 * Who wants this event: subscribed to its type, bound to what it belongs to, and able to carry it. `isPrivate` tells of
 * the account's channels: calls over a private one never trigger a webhook of the channel. Pure.
 */
export function plan(
  event: Event,
  subscribers: readonly Subscriber[],
  dialects: Record<DialectId, Dialect>,
  isPrivate: (channelId: string) => boolean,
): Subscriber[] {
  return subscribers.filter(
    (subscriber) =>
      subscriber.eventTypes.includes(event.type) &&
      isBound(event, subscriber, isPrivate) &&
      !isAbout(event, subscriber) &&
      dialects[subscriber.dialect].accepts(event),
  )
}

function isBound(
  event: Event,
  { bindingKind, bindingIds }: Subscriber,
  isPrivate: (channelId: string) => boolean,
): boolean {
  const channelId = event.call?.channelId ?? ''
  switch (bindingKind) {
    case 'account':
      return true
    case 'agent':
      return bindingIds.includes(event.call?.agentId ?? '')
    case 'channel':
      return bindingIds.includes(channelId) && !isPrivate(channelId) && !isPrivateLog(event)
    case 'campaign':
      return bindingIds.includes(event.campaignId ?? event.call?.campaignId ?? '')
  }
}

/** What its source calls private is, whether or not the channel is known here. */
function isPrivateLog(event: Event): boolean {
  return event.type === 'call.logged' && dataOf(event, 'call.logged').channel?.isPrivate === true
}

/** A webhook is not told about itself: it would not take it, or hear of it when it no longer matters. */
function isAbout(event: Event, { id }: Subscriber): boolean {
  return isAlert(event.type) && dataOf(event, event.type).webhook.id === id
}

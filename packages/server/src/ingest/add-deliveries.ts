import type { DialectId, Subscriber } from '../webhooks/webhook.ts'
import type { AcceptedEvent } from './accept.store.ts'
import type { GroupContext, GroupPlan } from './group.ts'

/** One body for each dialect that is wanted, and one delivery for each receiver. */
export function addDeliveries(
  accepted: AcceptedEvent,
  receivers: readonly Subscriber[],
  accountName: string,
  context: GroupContext,
  draft: GroupPlan,
): void {
  const { accountId, event, isTest } = accepted
  const payloadIds = new Map<DialectId, string>()
  for (const subscriber of receivers) {
    const { dialect } = subscriber
    const payloadId = payloadIds.get(dialect) ?? context.newId()
    if (!payloadIds.has(dialect)) {
      const body = context.dialects[dialect].render(event, {
        account: { id: accountId, name: accountName },
        isTest,
      })
      draft.payloads.push({ id: payloadId, accountId, eventId: event.id, dialect, body })
      payloadIds.set(dialect, payloadId)
    }
    draft.deliveries.push({ id: context.newId(), accepted, subscriber, payloadId })
  }
}

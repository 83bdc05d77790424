import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Attempt } from '../../attempts/attempt.ts'
import { listAttempts } from '../../attempts/attempts.store.ts'
import { findDelivery, listDeliveries, type Delivery } from '../../deliveries/deliveries.store.ts'
import type { Dialect } from '../../dialects/dialect.ts'
import { eventTypes, type EventType } from '../../events/catalogue.ts'
import { exampleEvent } from '../../events/catalogue/example-event.ts'
import { AppError } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { getWebhook } from '../../webhooks/webhooks.ts'
import type { Webhook } from '../../webhooks/webhook.ts'
import type { HttpDeps } from '../deps.ts'
import { route } from '../route.ts'
import { idParams } from '../schemas/common.ts'
import { attemptSchema, deliverySchema } from '../schemas/event.ts'

const pollMs = 50
// Time for a worker to take the test, beyond the webhook's own timeout.
const patienceMs = 10_000

/** Sends a pre-defined example the way every event goes: queue, worker, log. Answers with what the receiver said. */
export const testWebhookRoute = route({
  method: 'POST',
  path: '/v1/webhooks/{id}/test',
  tag: 'Webhooks',
  summary: 'Send a test event now and see the answer',
  description:
    'Sends the catalogue’s example in the webhook’s dialect, marked as a test; also while it is disabled.',
  params: idParams,
  body: z.strictObject({ eventType: z.enum(eventTypes).optional() }),
  isBodyOptional: true,
  status: 200,
  response: z.object({ delivery: deliverySchema, attempt: attemptSchema }),
  handle: async (deps, { actor: { accountId }, params: { id }, body }) => {
    const webhook = await getWebhook(deps.webhooks, accountId, id)
    const eventType = pickEventType(webhook, deps.dialects[webhook.dialect], body.eventType)
    return sendTest(deps, accountId, webhook, eventType)
  },
})

/** Sends the catalogue's example of a type to one webhook and waits for the answer. */
export async function sendTest(
  deps: HttpDeps,
  accountId: string,
  webhook: Webhook,
  eventType: EventType,
): Promise<{ delivery: Delivery; attempt: Attempt }> {
  const event = exampleEvent(eventType, newId(), deps.clock.now())
  const testFor = {
    ...webhook,
    accountId,
    bindingKind: webhook.binding.kind,
    bindingIds: [],
    isOrdered: false,
  }
  const [eventId = ''] = await deps.ingest.accept({ accountId, events: [event], testFor })
  const delivery = await waitForEnd(deps, accountId, eventId, webhook.timeoutMs + patienceMs)
  // The last one: an earlier one was cut off by a worker that had to stop.
  const attempt = (await listAttempts(deps.db, accountId, delivery.id)).at(-1)
  if (attempt === undefined)
    throw new AppError('unavailable', `The test was ${delivery.status} before it was sent.`)
  return { delivery, attempt }
}

function pickEventType(webhook: Webhook, dialect: Dialect, asked: EventType | undefined): EventType {
  const carried = eventTypes.filter((type) => dialect.eventNames[type] !== undefined)
  const type = asked ?? carried.find((name) => webhook.eventTypes.includes(name))
  if (type !== undefined && carried.includes(type)) return type
  const message = `is none that the dialect ${dialect.id} carries: ${carried.join(', ')}`
  throw new AppError('invalid_request', 'This event cannot be tested.', {
    fields: [{ path: 'eventType', message }],
  })
}

async function waitForEnd(
  deps: HttpDeps,
  accountId: string,
  eventId: string,
  patientMs: number,
): Promise<Delivery> {
  const untilMs = deps.clock.monotonicMs() + patientMs
  const [queued] = await listDeliveries(deps.db, accountId, { eventIds: [eventId] }, { limit: 1 })
  while (queued !== undefined && !deps.stopping.aborted && deps.clock.monotonicMs() < untilMs) {
    const delivery = await findDelivery(deps.db, accountId, queued.id)
    if (delivery !== undefined && delivery.status !== 'pending') return delivery
    await sleep(pollMs)
  }
  if (deps.stopping.aborted)
    throw new AppError('unavailable', 'Offhook is stopping. The deliveries show how the test went.')
  throw new AppError('unavailable', 'No worker has taken the test yet: is one running?')
}

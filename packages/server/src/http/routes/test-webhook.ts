import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Attempt } from '../../attempts/attempt.ts'
import { listAttempts } from '../../attempts/attempts.store.ts'
import { findDelivery, listDeliveries, type Delivery } from '../../deliveries/deliveries.store.ts'
import { hasWorker } from '../../deliveries/served.store.ts'
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
// For a worker to take the test, also when one has just died.
const workerMs = 10_000
// With the above less than the 90 s that a proxy waits by docs/install.md.
const maxTestsMs = 75_000

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

/**
 * Sends the catalogue's example of a type to one webhook and waits for the answer; `count` is how many are tested at a time.
 * Throws `unavailable` when it does not come.
 */
export async function sendTest(
  deps: HttpDeps,
  accountId: string,
  webhook: Webhook,
  eventType: EventType,
  count = 1,
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
  const [queued] = await listDeliveries(deps.db, accountId, { eventIds: [eventId] }, { limit: 1 })
  if (queued === undefined) throw new AppError('unavailable', 'The test was not queued.')
  const delivery = await waitForEnd(deps, accountId, queued, testsMs(webhook, count))
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

/**
 * How long so many tests of a webhook at a time may take once a worker has them, in milliseconds: what is in flight ends
 * first, and then they go as its connections and its rate let them. No longer than a proxy has patience.
 */
export function testsMs(
  {
    timeoutMs,
    maxConnections,
    rateLimitPerSecond,
  }: Pick<Webhook, 'timeoutMs' | 'maxConnections' | 'rateLimitPerSecond'>,
  count: number,
): number {
  const rounds = 1 + Math.ceil(count / maxConnections)
  const rateMs = rateLimitPerSecond === null ? 0 : (count * 1_000) / rateLimitPerSecond
  return Math.min(maxTestsMs, rounds * timeoutMs + rateMs)
}

async function waitForEnd(
  deps: HttpDeps,
  accountId: string,
  { id, webhookId }: Delivery,
  patientMs: number,
): Promise<Delivery> {
  const early = await endWithin(deps, accountId, id, workerMs)
  if (early !== undefined) return early
  if (!(await hasWorker(deps.db, webhookId)))
    throw new AppError('unavailable', 'No worker has taken the test yet: is one running?')
  const late = await endWithin(deps, accountId, id, patientMs)
  if (late !== undefined) return late
  throw new AppError(
    'unavailable',
    'The test still waits for a free connection of its webhook, or for its rate. The deliveries show how it goes on.',
  )
}

/** The delivery once it is finished; undefined when it is not in that time. */
async function endWithin(
  deps: HttpDeps,
  accountId: string,
  deliveryId: string,
  patientMs: number,
): Promise<Delivery | undefined> {
  const untilMs = deps.clock.monotonicMs() + patientMs
  while (deps.clock.monotonicMs() < untilMs) {
    if (deps.stopping.aborted)
      throw new AppError('unavailable', 'Offhook is stopping. The deliveries show how the test went.')
    const delivery = await findDelivery(deps.db, accountId, deliveryId)
    if (delivery !== undefined && delivery.status !== 'pending') return delivery
    await sleep(pollMs)
  }
  return undefined
}

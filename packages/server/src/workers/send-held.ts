import type { ClaimedDelivery } from '../deliveries/delivery.ts'
import type { Settlement } from '../deliveries/settle.store.ts'
import type { Clock } from '../lib/clock.ts'
import { toError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { deliver, type Delivered, type DeliverDeps } from '../sender/deliver.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import type { Held } from './lane.ts'

export type SendHeldDeps = DeliverDeps & {
  clock: Clock
  log: Logger
  /** Reads a body that was too large to come with its claim. */
  readBody: (payloadId: string) => Promise<string>
  /** The receiver said 410 Gone: the webhook is to be disabled. */
  onGone: (target: WebhookTarget) => Promise<void>
  /** Hears of each attempt, for metrics. */
  onAttempt: (delivered: Delivered, target: WebhookTarget, delivery: ClaimedDelivery) => void
}

/** Makes one attempt for a held delivery, unless it is not to be sent any more. Writes the log line of the attempt. */
export async function sendHeld(
  deps: SendHeldDeps,
  { delivery, heldSinceMs }: Held,
  target: WebhookTarget,
  signal: AbortSignal,
): Promise<Settlement> {
  const deliveryId = delivery.id
  const ageMs = delivery.ageMs + deps.clock.monotonicMs() - heldSinceMs
  if (target.isDeleted) return { deliveryId, attempt: null, next: { status: 'canceled' } }
  if (delivery.bodyBytes === null) {
    deps.log.error({ deliveryId, webhookId: target.id }, 'delivery.bodyGone')
    return { deliveryId, attempt: null, next: { status: 'failed' } }
  }
  if (ageMs > target.eventMaxAgeSeconds * 1000)
    return { deliveryId, attempt: null, next: { status: 'expired' } }

  const body = delivery.body ?? (await deps.readBody(delivery.payloadId))
  const delivered = await deliver(deps, { ...delivery, body }, target, ageMs, signal)
  const { attempt, verdict } = delivered
  logAttempt(deps.log, delivery, delivered)
  deps.onAttempt(delivered, target, delivery)
  if (verdict.kind === 'finished' && verdict.isGone && !delivery.isTest) await disableGone(deps, target)
  const next = verdict.kind === 'finished' ? { status: verdict.status } : { delayMs: verdict.delayMs }
  return { deliveryId, attempt, next }
}

/** The attempt is to be logged whatever becomes of this. */
async function disableGone({ log, onGone }: SendHeldDeps, target: WebhookTarget): Promise<void> {
  try {
    await onGone(target)
  } catch (error) {
    log.error({ webhookId: target.id, err: toError(error) }, 'webhook.notDisabled')
  }
}

/**
 * One line for each attempt, with ids, codes and times only. A success is at the level `debug`: thousands of them a second
 * cost a worker a tenth of its time, and the log of attempts has them anyway.
 */
function logAttempt(log: Logger, delivery: ClaimedDelivery, { attempt, verdict }: Delivered): void {
  const level = attempt.isSuccess ? 'debug' : 'info'
  if (!log.isLevelEnabled(level)) return
  const { outcome } = attempt
  log[level](
    {
      deliveryId: delivery.id,
      eventId: delivery.eventId,
      eventType: delivery.eventType,
      webhookId: delivery.webhookId,
      dialect: delivery.dialect,
      attempt: attempt.number,
      ...(outcome.kind === 'responded' ? { status: outcome.status } : { reason: outcome.reason }),
      totalMs: Math.round(outcome.timing.totalMs),
      ...(verdict.kind === 'retry' ? { retryInMs: verdict.delayMs } : { result: verdict.status }),
    },
    'delivery.attempted',
  )
}

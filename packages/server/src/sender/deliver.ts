/** One attempt from a claimed delivery to its settlement: sign, send, judge. Rendering was done when it was accepted. */
import type { NewAttempt } from '../attempts/attempt.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { ClaimedDelivery } from '../deliveries/delivery.ts'
import { decide, type Verdict } from '../deliveries/retry.ts'
import { isSuccess, type Outcome } from '../attempts/outcome.ts'
import type { Clock } from '../lib/clock.ts'
import { maskedHeaders } from '../webhooks/masks.ts'
import { secretsAt, type DialectId, type WebhookTarget } from '../webhooks/webhook.ts'
import type { Sender } from './send.ts'

export type DeliverDeps = {
  sender: Sender
  dialects: Record<DialectId, Dialect>
  /** The database's time, so that a wrong clock on one machine neither spoils signatures nor expires events. */
  clock: Clock
  random: () => number
  userAgent: string
}

export type Delivered = { attempt: NewAttempt; verdict: Verdict }

/** Sends a delivery once. `ageMs` is the time since it was queued. Never throws for what the receiver does. */
export async function deliver(
  deps: DeliverDeps,
  delivery: ClaimedDelivery & { body: string },
  target: WebhookTarget,
  ageMs: number,
  signal: AbortSignal,
): Promise<Delivered> {
  const { clock } = deps
  const startedMs = clock.monotonicMs()
  const headers = requestHeaders(deps, delivery, target)
  const hasOwn = Object.keys(target.headers).length > 0
  const outcome = await deps.sender.send({
    url: target.url,
    headers: hasOwn ? { ...headers, ...target.headers } : headers,
    body: delivery.body,
    timeoutMs: target.timeoutMs,
    chunked: target.chunked,
    signal,
  })
  const tookMs = clock.monotonicMs() - startedMs
  const attempt: NewAttempt = {
    number: delivery.attempts + 1,
    url: target.url,
    requestHeaders: hasOwn ? { ...headers, ...maskedHeaders(Object.keys(target.headers)) } : headers,
    outcome,
    isSuccess: isSuccess(outcome, target.success),
    startedMs,
  }
  return { attempt, verdict: judge(deps, delivery, target, outcome, ageMs + tookMs) }
}

function requestHeaders(
  deps: DeliverDeps,
  delivery: ClaimedDelivery & { body: string },
  target: WebhookTarget,
) {
  const now = deps.clock.now()
  return {
    'user-agent': deps.userAgent,
    ...deps.dialects[delivery.dialect].headers({
      eventId: delivery.eventId,
      occurredAt: delivery.occurredAt,
      body: delivery.body,
      secrets: secretsAt(target, now),
      now,
      isTest: delivery.isTest,
    }),
  }
}

function judge(
  deps: DeliverDeps,
  delivery: ClaimedDelivery,
  target: WebhookTarget,
  outcome: Outcome,
  ageMs: number,
): Verdict {
  return decide({
    outcome,
    success: target.success,
    attempts: delivery.attempts + 1 - delivery.attemptsBefore,
    // A test is one try: its answer is shown at once.
    maxRetries: delivery.isTest ? 0 : target.maxRetries,
    ageMs,
    maxAgeMs: target.eventMaxAgeSeconds * 1000,
    now: deps.clock.now(),
    random: deps.random(),
  })
}

import { describe, expect, it } from 'vitest'
import type { Schemas } from '../lib/api.ts'
import { webhook } from '../webhooks/webhook.fixture.ts'
import { troublesOf } from './trouble.ts'

const stats = (succeeded: number, failed: number, retrying: number): Schemas['Stats'] => ({
  ...{ from: '', to: '', bucketSeconds: 3_600, buckets: [] },
  pending: { deliveries: retrying, retrying, oldestQueuedAt: null },
  webhooks: [
    {
      ...{ webhookId: webhook.id, succeeded, failed, pending: retrying, retrying },
      oldestQueuedAt: null,
      series: [],
    },
  ],
})

const reasons = (figures: Schemas['Stats'], of = webhook) =>
  troublesOf(figures, [of]).map(({ reason }) => reason)

describe('a webhook is in trouble', () => {
  it('when one in twenty of its attempts fails', () => {
    expect(reasons(stats(19, 1, 1))).toEqual(['failing'])
  })

  it('not when a delivery of a busy one is being retried', () => {
    expect(reasons(stats(1_000, 1, 1))).toEqual([])
  })

  it('when its receiver fails or it is disabled', () => {
    const failing = { since: '2026-04-08T09:24:04Z', reason: 'answered 503', nextProbeAt: null }
    expect(reasons(stats(1_000, 0, 0), { ...webhook, failing })).toEqual(['receiverFails'])
    const gone = { ...webhook, enabled: false, disabledReason: 'gone' as const }
    expect(reasons(stats(0, 0, 0), gone)).toEqual(['disabledGone'])
  })
})

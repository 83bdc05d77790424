import type { Schemas } from '../lib/api.ts'

export type Trouble = {
  webhook: Schemas['Webhook']
  reason: 'disabledGone' | 'disabledByUser' | 'disabledFailing' | 'failing' | 'receiverFails'
  failingShare: number
  retrying: number
}

// One failure in a thousand is weather; one in twenty is worth a look.
const failingFrom = 0.05

const whyDisabled = {
  gone: 'disabledGone',
  byUser: 'disabledByUser',
  failing: 'disabledFailing',
} as const satisfies Record<NonNullable<Schemas['Webhook']['disabledReason']>, Trouble['reason']>

/** Webhooks that someone should look at, the worst first. */
export function troublesOf(stats: Schemas['Stats'], webhooks: readonly Schemas['Webhook'][]): Trouble[] {
  return webhooks
    .flatMap((webhook): Trouble[] => {
      const own = stats.webhooks.find(({ webhookId }) => webhookId === webhook.id)
      const tried = (own?.succeeded ?? 0) + (own?.failed ?? 0)
      const failingShare = tried === 0 ? 0 : (own?.failed ?? 0) / tried
      const common = { webhook, failingShare, retrying: own?.retrying ?? 0 }
      if (!webhook.enabled) return [{ ...common, reason: whyDisabled[webhook.disabledReason ?? 'byUser'] }]
      if (webhook.failing !== null) return [{ ...common, reason: 'receiverFails' }]
      return failingShare >= failingFrom ? [{ ...common, reason: 'failing' }] : []
    })
    .toSorted((a, b) => b.failingShare - a.failingShare)
}

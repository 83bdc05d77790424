import type { Schemas } from '../lib/api.ts'
import { failingReason } from '../lib/failing-reason.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { WebhookStatusBadge } from '../parts/status.tsx'

/** How a webhook does, for a list; below it, since when and why its receiver fails. */
export function WebhookStatus({ webhook }: { webhook: Schemas['Webhook'] }) {
  const t = useText()
  const format = useFormat()
  const { failing } = webhook
  return (
    <div>
      <WebhookStatusBadge webhook={webhook} />
      {failing !== null && (
        <div className="muted small">
          {t.webhooks.failingSince(format.shortTime(failing.since), failingReason(failing.reason, t).brief)}
        </div>
      )}
    </div>
  )
}

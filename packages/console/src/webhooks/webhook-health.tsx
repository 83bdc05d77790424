import { Text } from '@mantine/core'
import type { Schemas } from '../lib/api.ts'
import { failingReason } from '../lib/failing-reason.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { isPast } from '../lib/time-zone.ts'
import { Facts } from '../parts/page.tsx'
import { Time } from '../parts/time.tsx'

type WebhookHealthProps = {
  webhook: Schemas['Webhook']
  /** Unknown until the figures are there. */
  pending: number | undefined
}

/** How much waits for a webhook; since when and why its receiver fails, and what comes of that. */
export function WebhookHealth({ webhook, pending }: WebhookHealthProps) {
  const t = useText()
  const format = useFormat()
  const { enabled, failing, disabledAt } = webhook
  return (
    <section className={failing === null ? '' : 'card'}>
      <Facts
        facts={[
          failing !== null && [t.webhooks.failsSince, <Time at={failing.since} />],
          failing !== null && [t.webhooks.reason, failingReason(failing.reason, t).whole],
          failing?.nextProbeAt != null &&
            enabled && [t.webhooks.nextProbe, <Probe at={failing.nextProbeAt} />],
          disabledAt !== null && [t.webhooks.disabledAt, <Time at={disabledAt} />],
          [t.webhooks.queue, pending === undefined ? '–' : format.number(pending)],
        ]}
      />
      {failing !== null && (
        <Text size="sm" className="muted" mt="xs">
          {enabled ? t.webhooks.probed : t.webhooks.enableHelp}
        </Text>
      )}
    </section>
  )
}

function Probe({ at }: { at: string }) {
  const t = useText()
  return isPast(at) ? t.deliveries.due : <Time at={at} isRelative />
}

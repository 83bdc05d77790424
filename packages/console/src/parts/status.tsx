import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import type { Messages } from '../messages/en.ts'
import { Icon, type IconName } from './icons.tsx'

export type Tone = 'ok' | 'bad' | 'wait' | 'idle'

/** A state in a word, with a shape and a colour beside it. */
export function Status({ tone, icon, label }: { tone: Tone; icon: IconName; label: string }) {
  return (
    <span className="status" data-tone={tone}>
      <Icon name={icon} size={15} />
      {label}
    </span>
  )
}

type DeliveryStatus = Schemas['Delivery']['status']
type CallState = Schemas['Call']['state']

const looks: Record<DeliveryStatus, { tone: Tone; icon: IconName }> = {
  pending: { tone: 'wait', icon: 'clock' },
  delivered: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
  expired: { tone: 'bad', icon: 'hourglass' },
  canceled: { tone: 'idle', icon: 'stop' },
}

export function DeliveryStatusBadge({ status }: { status: DeliveryStatus }) {
  const t = useText()
  return <Status {...looks[status]} label={t.status[status]} />
}

const callLooks: Record<CallState, { tone: Tone; icon: IconName }> = {
  initiated: { tone: 'wait', icon: 'clock' },
  ringing: { tone: 'wait', icon: 'phone' },
  answered: { tone: 'ok', icon: 'phone' },
  ended: { tone: 'idle', icon: 'check' },
}

export function CallStateBadge({ state }: { state: CallState }) {
  const t = useText()
  return <Status {...callLooks[state]} label={t.callState[state]} />
}

export function WebhookStatusBadge({ webhook }: { webhook: Schemas['Webhook'] }) {
  const t = useText()
  if (webhook.enabled && webhook.failing !== null)
    return <Status tone="bad" icon="cross" label={t.webhooks.failing} />
  if (webhook.enabled) return <Status tone="ok" icon="check" label={t.webhooks.enabled} />
  return <Status {...disabledLooks(t)[webhook.disabledReason ?? 'byUser']} />
}

type DisabledReason = NonNullable<Schemas['Webhook']['disabledReason']>

function disabledLooks({ webhooks }: Messages) {
  return {
    byUser: { tone: 'idle', icon: 'stop', label: webhooks.disabledByUser },
    gone: { tone: 'bad', icon: 'cross', label: webhooks.disabledGone },
    failing: { tone: 'bad', icon: 'cross', label: webhooks.disabledFailing },
  } as const satisfies Record<DisabledReason, Parameters<typeof Status>[0]>
}

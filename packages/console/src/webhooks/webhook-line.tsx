import { Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../lib/api.ts'
import { WebhookStatus } from './webhook-status.tsx'

/** A webhook among others: the way to it, how it does, and where it leads. */
export function WebhookLine({ webhook }: { webhook: Schemas['Webhook'] }) {
  return (
    <div style={{ minWidth: 0 }}>
      <Group gap="sm">
        <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }} className="break">
          {webhook.name}
        </Link>
        <WebhookStatus webhook={webhook} />
      </Group>
      <div className="muted mono break">
        {webhook.dialect} · {webhook.url}
      </div>
    </div>
  )
}

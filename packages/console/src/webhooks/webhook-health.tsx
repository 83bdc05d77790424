import { Text } from '@mantine/core'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'

/** Since when and why a webhook's receiver fails, and when the webhook was disabled for it; nothing while it answers. */
export function WebhookHealth({ webhook }: { webhook: Schemas['Webhook'] }) {
  const t = useText()
  const format = useFormat()
  const { enabled, failing, disabledReason, disabledAt } = webhook
  if (failing === null) return null
  const since = format.shortTime(failing.since)
  if (enabled) return <Text mb="md">{t.webhooks.failingHelp(since, failing.reason)}</Text>
  if (disabledReason !== 'failing' || disabledAt === null) return null
  const at = format.shortTime(disabledAt)
  return <Text mb="md">{t.webhooks.disabledFailingHelp(at, since, failing.reason)}</Text>
}

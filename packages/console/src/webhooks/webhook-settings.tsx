import { Button, SimpleGrid, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { Copyable } from '../parts/copy.tsx'
import { Facts } from '../parts/page.tsx'
import { ErrorState } from '../parts/states.tsx'
import { Time } from '../parts/time.tsx'
import { BindingNames } from './binding-names.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'

/** All settings to be read, and the secret when it is asked for. */
export function WebhookSettings({ webhook }: { webhook: Schemas['Webhook'] }) {
  const t = useText()
  const format = useFormat()
  const [isEditing, setIsEditing] = useState(false)
  const rate = webhook.rateLimitPerSecond
  const types = webhook.eventTypes.map((type) => t.eventTypes[type] ?? type).join(', ')
  return (
    <Stack align="flex-start">
      <SimpleGrid cols={{ base: 1, md: 2 }} className="card" w="100%">
        <Facts
          facts={[
            [t.webhooks.url, <Copyable value={webhook.url} thing={t.webhooks.url} />],
            [t.webhooks.dialect, t.webhooks.dialects[webhook.dialect]],
            [t.webhooks.eventTypes, types],
            [t.webhooks.binding, <BindingNames binding={webhook.binding} />],
            [t.webhooks.headers, Object.keys(webhook.headers).join(', ') || t.common.none],
            [t.webhooks.secret, <Secret webhookId={webhook.id} />],
          ]}
        />
        <Facts
          facts={[
            [t.webhooks.timeout, format.number(webhook.timeoutMs)],
            [t.webhooks.maxRetries, format.number(webhook.maxRetries)],
            [
              t.webhooks.maxAge,
              `${format.number(webhook.eventMaxAgeSeconds)} (${format.duration(webhook.eventMaxAgeSeconds * 1_000)})`,
            ],
            [t.webhooks.maxConnections, format.number(webhook.maxConnections)],
            [t.webhooks.rate, rate === null ? t.webhooks.unlimited : format.number(rate)],
            [t.webhooks.ordering, t.webhooks.orderings[webhook.ordering]],
            [t.webhooks.successRule, t.webhooks.successRules[webhook.success]],
            [t.webhooks.chunked, webhook.chunked ? t.common.yes : t.common.no],
            [t.webhooks.createdAt, <Time at={webhook.createdAt} />],
            [t.webhooks.updated, <Time at={webhook.updatedAt} />],
          ]}
        />
      </SimpleGrid>
      <Button variant="default" onClick={() => setIsEditing(true)}>
        {t.common.edit}
      </Button>
      {isEditing && <WebhookDialog webhook={webhook} onClose={() => setIsEditing(false)} />}
    </Stack>
  )
}

function Secret({ webhookId }: { webhookId: string }) {
  const t = useText()
  const reveal = useMutation({
    mutationFn: () => ask(api.GET('/v1/webhooks/{id}/secret', { params: { path: { id: webhookId } } })),
  })
  if (reveal.isError) return <ErrorState error={reveal.error} onRetry={() => reveal.mutate()} />
  if (reveal.data === undefined) {
    return (
      <Button size="compact-xs" variant="default" onClick={() => reveal.mutate()} loading={reveal.isPending}>
        {t.webhooks.showSecret}
      </Button>
    )
  }
  return (
    <>
      <Copyable value={reveal.data.signingSecret} thing={t.webhooks.secret} />{' '}
      <Button size="compact-xs" variant="default" onClick={() => reveal.reset()}>
        {t.webhooks.hideSecret}
      </Button>
    </>
  )
}

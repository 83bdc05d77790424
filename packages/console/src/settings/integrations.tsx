import { Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../lib/language.tsx'
import { getCustomWebhook } from '../lib/queries.ts'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'

/** The ready-made integrations, each with its state and the way to it. */
export function Integrations() {
  const t = useText()
  const panel = useQuery(getCustomWebhook)
  return (
    <section className="card">
      <Title order={2} mb="xs">
        {t.integration.list}
      </Title>
      <Text size="sm" className="muted" mb="sm">
        {t.integration.listHelp}
      </Text>
      {panel.isPending && <ListSkeleton rows={1} />}
      {panel.isError && <ErrorState error={panel.error} onRetry={() => void panel.refetch()} />}
      {panel.data !== undefined && (
        <Group justify="space-between" gap="xs">
          <Link to="/settings/integrations/custom-webhook">{t.integration.title}</Link>
          {panel.data.webhookId === null ? (
            <Status tone="idle" icon="stop" label={t.integration.notSetUp} />
          ) : (
            <Status
              tone={panel.data.enabled ? 'ok' : 'idle'}
              icon={panel.data.enabled ? 'check' : 'stop'}
              label={panel.data.enabled ? t.integration.on : t.integration.off}
            />
          )}
        </Group>
      )}
    </section>
  )
}

import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { listWebhooks } from '../lib/queries.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { StartedJob } from '../webhooks/started-job.tsx'

/** Sends chosen events to a webhook again; goes on in the background when the dialog is closed. */
export function ReplayDialog(props: { events: readonly Schemas['Event'][]; onClose: () => void }) {
  const t = useText()
  // Those of the moment it was opened: the list goes on behind it.
  const [events] = useState(props.events)
  const webhooks = useQuery(listWebhooks)
  const [webhookId, setWebhookId] = useState<string | null>(null)
  const all = webhooks.data ?? []
  const chosen = all.find(({ id }) => id === webhookId) ?? (all.length === 1 ? all[0] : undefined)
  const wanted = events.filter(({ type, isTest }) => !isTest && chosen?.eventTypes.includes(type) === true)
  const start = useMutation({
    mutationFn: (id: string) =>
      ask(
        api.POST('/v1/webhooks/{id}/replay', {
          params: { path: { id } },
          body: { eventIds: wanted.map((event) => event.id), rerender: false },
        }),
      ),
  })
  return (
    <Dialog onClose={props.onClose} title={t.replay.title(events.length)}>
      {start.data === undefined ? (
        <Stack>
          <Text size="sm">{t.replay.help}</Text>
          {webhooks.isPending && <ListSkeleton rows={1} />}
          {webhooks.isError && <ErrorState error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
          {webhooks.data !== undefined && (
            <Select
              label={t.replay.webhook}
              data={all.map(({ id, name }) => ({ value: id, label: name }))}
              value={chosen?.id ?? null}
              onChange={setWebhookId}
              allowDeselect={false}
              searchable={all.length > 8}
              description={all.length === 0 ? t.replay.noWebhook : undefined}
              data-autofocus
            />
          )}
          {chosen !== undefined && <Notes webhook={chosen} wanted={wanted.length} all={events.length} />}
          <Alert color="yellow" variant="outline">
            {t.jobs.duplicates}
          </Alert>
          {start.isError && <ErrorState error={start.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t.common.cancel}
            </Button>
            <Button
              disabled={chosen === undefined || wanted.length === 0}
              loading={start.isPending}
              onClick={() => chosen !== undefined && start.mutate(chosen.id)}
            >
              {t.replay.start}
            </Button>
          </Group>
        </Stack>
      ) : (
        <StartedJob jobId={start.data.id} onClose={props.onClose} />
      )}
    </Dialog>
  )
}

function Notes(props: { webhook: Schemas['Webhook']; wanted: number; all: number }) {
  const t = useText()
  const { webhook, wanted, all } = props
  const unwanted = wanted === 0 ? t.replay.nothingWanted : t.replay.unwanted(all - wanted)
  return (
    <Stack gap={4} role="status">
      {wanted < all && <Text size="sm">{unwanted}</Text>}
      {!webhook.enabled && <Text size="sm">{t.replay.disabled}</Text>}
    </Stack>
  )
}

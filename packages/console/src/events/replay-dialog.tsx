import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { listWebhooks } from '../lib/queries.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { StartedJob } from '../webhooks/started-job.tsx'
import { FilterFacts } from './filter-facts.tsx'
import { isUnwanted, replayBody, wantedOf, type Replayed } from './replayed.ts'

type Webhook = Schemas['Webhook']

/** Sends events to a webhook again; goes on in the background when the dialog is closed. */
export function ReplayDialog({ onClose, ...props }: { replayed: Replayed; onClose: () => void }) {
  const t = useText()
  // What it was when it was opened: the list goes on behind it.
  const [replayed] = useState(props.replayed)
  const [jobId, setJobId] = useState<string>()
  const title = replayed.kind === 'chosen' ? t.replay.title(replayed.events.length) : t.replay.matchingTitle
  return (
    <Dialog onClose={onClose} title={title}>
      {jobId === undefined ? (
        <ReplayForm replayed={replayed} onStarted={setJobId} onClose={onClose} />
      ) : (
        <StartedJob jobId={jobId} onClose={onClose} />
      )}
    </Dialog>
  )
}

type FormProps = { replayed: Replayed; onStarted: (jobId: string) => void; onClose: () => void }

function ReplayForm({ replayed, onStarted, onClose }: FormProps) {
  const t = useText()
  const webhooks = useQuery(listWebhooks)
  const [webhookId, setWebhookId] = useState<string | null>(null)
  const all = webhooks.data ?? []
  const chosen = all.find(({ id }) => id === webhookId) ?? (all.length === 1 ? all[0] : undefined)
  const start = useMutation({
    mutationFn: (webhook: Webhook) => {
      const params = { path: { id: webhook.id } }
      return ask(api.POST('/v1/webhooks/{id}/replay', { params, body: replayBody(replayed, webhook) }))
    },
    onSuccess: ({ id }) => onStarted(id),
  })
  return (
    <Stack>
      <Text size="sm">{replayed.kind === 'chosen' ? t.replay.help : t.replay.matchingHelp}</Text>
      {replayed.kind === 'matching' && <FilterFacts filter={replayed.filter} />}
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
      {chosen !== undefined && <Notes webhook={chosen} replayed={replayed} />}
      <Alert color="yellow" variant="outline">
        {t.jobs.duplicates}
      </Alert>
      {start.isError && <ErrorState error={start.error} saysFields />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t.common.cancel}
        </Button>
        <Button
          disabled={chosen === undefined || isUnwanted(replayed, chosen)}
          loading={start.isPending}
          onClick={() => chosen !== undefined && start.mutate(chosen)}
        >
          {t.replay.start}
        </Button>
      </Group>
    </Stack>
  )
}

function Notes({ webhook, replayed }: { webhook: Webhook; replayed: Replayed }) {
  const t = useText()
  const leftOut =
    replayed.kind === 'chosen' ? replayed.events.length - wantedOf(replayed.events, webhook).length : 0
  const isNothing = isUnwanted(replayed, webhook)
  return (
    <Stack gap={4} role="status">
      {isNothing && <Text size="sm">{t.replay.nothingWanted}</Text>}
      {!isNothing && leftOut > 0 && <Text size="sm">{t.replay.unwanted(leftOut)}</Text>}
      {!webhook.enabled && <Text size="sm">{t.replay.disabled}</Text>}
    </Stack>
  )
}

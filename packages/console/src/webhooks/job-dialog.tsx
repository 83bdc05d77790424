import { Alert, Button, Group, Modal, Progress, Radio, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { sinceMs } from '../lib/queries.ts'
import { ErrorState } from '../parts/states.tsx'

type JobDialogProps = { webhook: Schemas['Webhook']; kind: 'recover' | 'replay'; onClose: () => void }

/** Retries what failed, or sends old events again; goes on in the background when the dialog is closed. */
export function JobDialog({ webhook, kind, onClose }: JobDialogProps) {
  const t = useText()
  const [span, setSpan] = useState('24h')
  const params = { path: { id: webhook.id } }
  const start = useMutation({
    mutationFn: () => {
      const begin = new Date(Date.now() - (sinceMs[span] ?? 0)).toISOString()
      return kind === 'recover'
        ? ask(api.POST('/v1/webhooks/{id}/recover', { params, body: { since: begin } }))
        : ask(api.POST('/v1/webhooks/{id}/replay', { params, body: { from: begin, rerender: false } }))
    },
  })
  const words = t.jobs[kind]
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title(webhook.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {start.data === undefined ? (
        <Stack>
          <Text size="sm">{words.help}</Text>
          {kind === 'replay' && (
            <Alert color="yellow" variant="outline">
              {t.jobs.duplicates}
            </Alert>
          )}
          <Radio.Group label={t.jobs.span} value={span} onChange={setSpan}>
            <Stack gap={6} mt={6}>
              {Object.entries(t.ranges).map(([value, label]) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          {start.isError && <ErrorState error={start.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t.common.cancel}
            </Button>
            <Button onClick={() => start.mutate()} loading={start.isPending}>
              {words.action}
            </Button>
          </Group>
        </Stack>
      ) : (
        <JobProgress jobId={start.data.id} onClose={onClose} />
      )}
    </Modal>
  )
}

function JobProgress({ jobId, onClose }: { jobId: string; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const queryClient = useQueryClient()
  const params = { path: { id: jobId } }
  const queryKey = ['jobs', jobId]
  const query = useQuery({
    queryKey,
    queryFn: () => ask(api.GET('/v1/jobs/{id}', { params })),
    refetchInterval: (current) => (current.state.data?.state === 'running' ? 700 : false),
  })
  const stop = useMutation({
    mutationFn: () => ask(api.POST('/v1/jobs/{id}/stop', { params })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  })
  const job = query.data
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const total = job?.total ?? 0
  const done = job?.done ?? 0
  const isRunning = job?.state !== 'done' && job?.state !== 'stopped'
  const label = t.deliveries.working(format.number(done), format.number(total))
  return (
    <Stack>
      <Progress value={isRunning ? (done / Math.max(1, total)) * 100 : 100} aria-label={label} />
      <Text size="sm" role="status">
        {job?.total == null ? t.jobs.counting : label}
        {job?.remainingSeconds != null &&
          isRunning &&
          ` · ${t.jobs.remaining(format.duration(job.remainingSeconds * 1_000))}`}
      </Text>
      {!isRunning && <Text size="sm">{t.jobs.queued(job.queued)}</Text>}
      {stop.isError && <ErrorState error={stop.error} />}
      <Group justify="flex-end">
        {isRunning && (
          <Button variant="default" onClick={() => stop.mutate()} loading={stop.isPending}>
            {t.deliveries.stop}
          </Button>
        )}
        <Button onClick={onClose}>{t.common.close}</Button>
      </Group>
      {isRunning && (
        <Text size="xs" className="muted">
          {t.jobs.background}
        </Text>
      )}
    </Stack>
  )
}

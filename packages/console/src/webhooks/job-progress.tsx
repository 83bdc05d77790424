import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, ask } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { ErrorState } from '../parts/states.tsx'

/** How far a background job is, until it is done or stopped. */
export function JobProgress({ jobId, onClose }: { jobId: string; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const queryClient = useQueryClient()
  const params = { path: { id: jobId } }
  const queryKey = ['jobs', jobId]
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(api.GET('/v1/jobs/{id}', { params, signal })),
    refetchInterval: (current) => (current.state.data?.state === 'running' ? 700 : false),
  })
  const stop = useMutation({
    mutationFn: () => ask(api.POST('/v1/jobs/{id}/stop', { params })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  })
  const job = query.data
  const isRunning = job === undefined || job.state === 'running'
  // When it ends, and when it is closed before that.
  useEffect(
    () => () => {
      for (const what of ['deliveries', 'events']) void queryClient.invalidateQueries({ queryKey: [what] })
    },
    [isRunning, queryClient],
  )
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const total = job?.total ?? 0
  const done = job?.done ?? 0
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

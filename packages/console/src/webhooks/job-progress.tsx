import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, ask } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { ErrorState } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import type { Job } from './job-queries.ts'

const looks = {
  running: { tone: 'wait', icon: 'clock' },
  stopped: { tone: 'idle', icon: 'stop' },
  done: { tone: 'ok', icon: 'check' },
} as const satisfies Record<Job['state'], object>

/** How far a background job is, and what stops it or lets it go on. */
export function JobProgress({ job }: { job: Job }) {
  const t = useText()
  const format = useFormat()
  const queryClient = useQueryClient()
  const { kind, state, total, done, queued, ratePerSecond, remainingSeconds } = job
  const isRunning = state === 'running'
  const turn = useMutation({
    mutationFn: () => {
      const params = { path: { id: job.id } }
      return ask(api.POST(isRunning ? '/v1/jobs/{id}/stop' : '/v1/jobs/{id}/resume', { params }))
    },
    // One that is refused was done meanwhile.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const label =
    total === null ? t.jobs.uncounted : t.deliveries.working(format.number(done), format.number(total))
  const rest = isRunning
    ? [
        ratePerSecond !== null && t.jobs.perSecond(format.number(ratePerSecond)),
        remainingSeconds !== null && t.jobs.remaining(format.duration(remainingSeconds * 1_000)),
      ]
    : [kind !== 'cancel' && t.jobs.queued(queued)]
  return (
    <Stack gap={6}>
      <Group justify="space-between" mih={30}>
        <span role="status">
          <Status {...looks[state]} label={t.jobs.states[state]} />
        </span>
        {state !== 'done' && (
          <Button size="xs" variant="default" onClick={() => turn.mutate()} loading={turn.isPending}>
            {isRunning ? t.deliveries.stop : t.jobs.resume}
          </Button>
        )}
      </Group>
      {state !== 'done' && <Progress value={(done / Math.max(1, total ?? 1)) * 100} aria-label={label} />}
      <Text size="sm" className="numeric">
        {[label, ...rest].filter((part) => part !== false).join(' · ')}
      </Text>
      {turn.isError && <ErrorState error={turn.error} />}
    </Stack>
  )
}

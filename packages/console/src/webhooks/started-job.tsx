import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useText } from '../lib/language.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { JobProgress } from './job-progress.tsx'
import { getJob } from './job-queries.ts'

/** A job that was just started, in the dialog it was started from. */
export function StartedJob({ jobId, onClose }: { jobId: string; onClose: () => void }) {
  const t = useText()
  const queryClient = useQueryClient()
  const query = useQuery(getJob(jobId))
  const job = query.data
  const isRunning = job === undefined || job.state === 'running'
  // When it ends, and when it is closed before that.
  useEffect(
    () => () => {
      for (const what of ['jobs', 'deliveries', 'events'])
        void queryClient.invalidateQueries({ queryKey: [what] })
    },
    [isRunning, queryClient],
  )
  return (
    <Stack>
      {query.isPending && <ListSkeleton rows={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {job !== undefined && <JobProgress job={job} />}
      {isRunning && (
        <Text size="xs" className="muted">
          {t.jobs.background}
        </Text>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t.common.close}</Button>
      </Group>
    </Stack>
  )
}

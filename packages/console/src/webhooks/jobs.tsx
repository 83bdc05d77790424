import { Button, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { ShowMore } from '../parts/show-more.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { Time } from '../parts/time.tsx'
import { JobDialog } from './job-dialog.tsx'
import { JobProgress } from './job-progress.tsx'
import { jobKinds, listJobs, whileRunning, type Job } from './job-queries.ts'
import { useJobWords } from './use-job-words.ts'

/** The jobs of a webhook, with how far they are, and the ways to more of them. */
export function Jobs({ webhook }: { webhook: Schemas['Webhook'] }) {
  const t = useText()
  const wordsOf = useJobWords(webhook)
  const [starting, setStarting] = useState<Job['kind']>()
  const query = useInfiniteQuery({
    ...listJobs(webhook.id),
    // Those of a disabled one wait for it, and that may be long.
    refetchInterval: ({ state }) =>
      webhook.enabled && whileRunning(state.data?.pages.flatMap(({ data }) => data)),
  })
  const jobs = query.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {jobKinds.map((kind) => (
          <Button key={kind} size="xs" variant="default" onClick={() => setStarting(kind)}>
            {t.jobs[kind].menu}
          </Button>
        ))}
      </Group>
      {!webhook.enabled && (
        <Text size="sm" className="muted">
          {t.jobs.disabled}
        </Text>
      )}
      {query.isPending && <ListSkeleton rows={4} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && jobs.length === 0 && (
        <div className="card">
          <EmptyState title={t.jobs.empty} help={t.jobs.emptyHelp} />
        </div>
      )}
      {jobs.map((job) => {
        const { title, narrowed } = wordsOf(job)
        return (
          <section key={job.id} className="card" aria-label={title}>
            <Text fw={600}>{title}</Text>
            {narrowed !== '' && (
              <Text size="sm" className="muted break">
                {narrowed}
              </Text>
            )}
            <JobProgress job={job} />
            <Text size="xs" className="muted" mt={4}>
              {t.jobs.started} <Time at={job.createdAt} />
              {job.finishedAt !== null && (
                <>
                  {' · '}
                  {t.jobs.finished} <Time at={job.finishedAt} />
                </>
              )}
            </Text>
          </section>
        )
      })}
      {query.hasNextPage && (
        <Group justify="center">
          <ShowMore query={query} />
        </Group>
      )}
      {starting !== undefined && (
        <JobDialog webhook={webhook} kind={starting} onClose={() => setStarting(undefined)} />
      )}
    </Stack>
  )
}

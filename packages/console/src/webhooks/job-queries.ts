import { queryOptions } from '@tanstack/react-query'
import { api, ask, type Schemas } from '../lib/api.ts'
import { list } from '../lib/queries.ts'

export type Job = Schemas['Job']

export const jobKinds = ['recover', 'replay', 'retry', 'cancel'] as const satisfies readonly Job['kind'][]

/** An interval for reading anew, as long as any of these goes on. */
export function whileRunning(jobs: readonly Job[] = []): number | false {
  return jobs.some(({ state }) => state === 'running') && 1_000
}

export const getJob = (id: string) =>
  queryOptions({
    queryKey: ['jobs', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/jobs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => whileRunning(state.data && [state.data]),
  })

/** The jobs of a webhook, the newest first. Few at a time: a job may name a thousand events. */
export const listJobs = (webhookId: string) =>
  list<Job>(['jobs', 'list', webhookId], (cursor, signal) => {
    const query = { webhookId, limit: 20, ...(cursor === null ? {} : { cursor }) }
    return ask(api.GET('/v1/jobs', { params: { query }, signal }))
  })

import { queryOptions } from '@tanstack/react-query'
import { api, ask, type Schemas } from '../lib/api.ts'
import { list, whileAny } from '../lib/queries.ts'

export type Job = Schemas['Job']

export const jobKinds = ['recover', 'replay', 'retry', 'cancel'] as const satisfies readonly Job['kind'][]

// Of one that is looked at: its progress is to be seen.
const everyMs = 1_000

/** An interval for reading jobs anew, as long as one of them runs. */
export const whileRunning = (jobs?: readonly Job[]) =>
  whileAny(everyMs, jobs, ({ state }) => state === 'running')

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

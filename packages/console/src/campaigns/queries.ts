import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask, type Schemas } from '../lib/api.ts'
import { list, loadAll, pageSize, whileAny } from '../lib/queries.ts'

export type Campaign = Schemas['CampaignWithNumbers']
export type Counts = Campaign['numbers']
export type CampaignNumber = Schemas['CampaignNumber']
export type NumberImport = Schemas['NumberImport']

export type CampaignFilter = { status?: string; text?: string; archived?: string }
export type NumberFilter = { state?: string; text?: string }

const page = (cursor: string | null) => ({ limit: pageSize, ...(cursor === null ? {} : { cursor }) })

const none: Counts = { waiting: 0, retrying: 0, succeeded: 0, failed: 0 }

/** Newest first, with how far each is. */
export const listCampaigns = (filter: CampaignFilter) =>
  list<Campaign>(['campaigns', 'list', filter], async (cursor, signal) => {
    const query = { ...filter, ...page(cursor), order: 'desc', numbers: 'true' }
    // The server judges values that do not exist, and its answer names them.
    const found = await ask(api.GET('/v1/campaigns', { params: { query: query as never }, signal }))
    return { ...found, data: found.data.map((one) => ({ ...one, numbers: one.numbers ?? none })) }
  })

export const getCampaign = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/campaigns/{id}', { params: { path: { id } }, signal })),
  })

export const listNumbers = (id: string, filter: NumberFilter) =>
  list<CampaignNumber>(['campaigns', 'numbers', id, filter], (cursor, signal) =>
    ask(
      api.GET('/v1/campaigns/{id}/numbers', {
        params: { path: { id }, query: { ...filter, ...page(cursor) } as never },
        signal,
      }),
    ),
  )

/** The latest uploads. One that runs somewhere is followed. */
export const listImports = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'imports', id],
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query: { limit: 20 } }
      const { data } = await ask(api.GET('/v1/campaigns/{id}/imports', { params, signal }))
      return data
    },
    refetchInterval: ({ state }) => whileAny(1_000, state.data, ({ status }) => status === 'running'),
    placeholderData: keepPreviousData,
  })

export const listRefusedRows = (id: string, importId: string) =>
  list<Schemas['RefusedRow']>(['campaigns', 'refused', importId], (cursor, signal) =>
    ask(
      api.GET('/v1/campaigns/{id}/imports/{importId}/refused-rows', {
        params: { path: { id, importId }, query: page(cursor) },
        signal,
      }),
    ),
  )

/** All of them, for a file. */
export const loadRefusedRows = (id: string, importId: string) =>
  loadAll((query) =>
    ask(
      api.GET('/v1/campaigns/{id}/imports/{importId}/refused-rows', {
        params: { path: { id, importId }, query },
      }),
    ),
  )

/** All campaigns in use, for their names: without the numbers, which take long to count. */
export const listCampaignNames = queryOptions({
  queryKey: ['campaigns', 'names'],
  queryFn: ({ signal }) => loadAll((query) => ask(api.GET('/v1/campaigns', { params: { query }, signal }))),
})

export const listPhoneSystems = queryOptions({
  queryKey: ['phoneSystems'],
  queryFn: ({ signal }) =>
    loadAll((query) => ask(api.GET('/v1/phone-systems', { params: { query }, signal }))),
})

export const listCallflows = queryOptions({
  queryKey: ['callflows'],
  queryFn: ({ signal }) => loadAll((query) => ask(api.GET('/v1/callflows', { params: { query }, signal }))),
})

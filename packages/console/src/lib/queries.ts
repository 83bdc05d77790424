import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask, type Schemas } from './api.ts'
import { beginOf } from './spans.ts'

/** What lists of events can be narrowed to; all of it stands in the URL. */
export type EventFilter = {
  type?: string
  callId?: string
  campaignId?: string
  webhookId?: string
  text?: string
  since?: string
  from?: string
  to?: string
}

export type DeliveryFilter = {
  status?: string
  eventType?: string
  webhookId?: string
  callId?: string
  since?: string
  from?: string
  to?: string
}

export type CallFilter = {
  state?: string
  text?: string
  agentId?: string
  channelId?: string
  campaignId?: string
  since?: string
  from?: string
  to?: string
}

export type Page<T> = { data: T[]; nextCursor: string | null }

export const pageSize = 50

/** The filter as the API takes it: a span becomes the time at which it begins. */
function toQuery({ since, ...filter }: EventFilter & DeliveryFilter & CallFilter, cursor: string | null) {
  const from = beginOf(since)
  // The server judges values that do not exist, and its answer names them.
  const page = { limit: pageSize, ...(cursor === null ? {} : { cursor }) }
  return { ...(from === undefined ? {} : { from }), ...filter, ...page } as never
}

type Delivery = Schemas['Delivery']

// How often what is pending is read anew. The stream tells nothing of deliveries that were queued long ago.
const oneEveryMs = 2_000
export const manyEveryMs = 5_000
// A long call is megabytes, which are made, sent and compared each time.
const longCallEveryMs = 60_000
const longCallEvents = 200

/** An interval for reading anew, as long as any of these goes on by itself. */
export function whileAny<T>(
  everyMs: number,
  all: readonly T[] = [],
  goesOn: (one: T) => boolean,
): number | false {
  return all.some(goesOn) && everyMs
}

export const isPending = ({ status }: Pick<Delivery, 'status'>): boolean => status === 'pending'

/** A list that grows by pages. */
export function list<T>(
  key: readonly unknown[],
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<T>>,
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<T>) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
}

export const listEvents = (filter: EventFilter) =>
  list<Schemas['Event']>(['events', 'list', filter], (cursor, signal) =>
    ask(api.GET('/v1/events', { params: { query: toQuery(filter, cursor) }, signal })),
  )

export const listDeliveries = (filter: DeliveryFilter) =>
  list<Delivery>(['deliveries', 'list', filter], (cursor, signal) =>
    ask(api.GET('/v1/deliveries', { params: { query: toQuery(filter, cursor) }, signal })),
  )

export const listCalls = (filter: CallFilter) =>
  list<Schemas['Call']>(['calls', 'list', filter], (cursor, signal) =>
    ask(api.GET('/v1/calls', { params: { query: toQuery(filter, cursor) }, signal })),
  )

export const getEvent = (id: string) =>
  queryOptions({
    queryKey: ['events', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/events/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => whileAny(oneEveryMs, state.data?.deliveries, isPending),
  })

export const getPayload = (id: string, dialect: Schemas['Webhook']['dialect']) =>
  queryOptions({
    queryKey: ['events', 'payload', id, dialect],
    queryFn: ({ signal }) =>
      ask(api.GET('/v1/events/{id}/payload', { params: { path: { id }, query: { dialect } }, signal })),
    staleTime: Infinity,
  })

export const getCall = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/calls/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => {
      const timeline = state.data?.timeline ?? []
      const everyMs = timeline.length > longCallEvents ? longCallEveryMs : manyEveryMs
      return whileAny(
        everyMs,
        timeline.flatMap(({ deliveries }) => deliveries),
        isPending,
      )
    },
  })

export const getDelivery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/deliveries/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => whileAny(oneEveryMs, state.data && [state.data], isPending),
  })

/** The log of a delivery. It is read anew when the delivery has had another attempt. */
export const listAttempts = ({ id, attempts }: Delivery) =>
  queryOptions({
    queryKey: ['deliveries', 'attempts', id, attempts],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { data } = await ask(
        api.GET('/v1/deliveries/{id}/attempts', { params: { path: { id } }, signal }),
      )
      return data
    },
  })

export const getBody = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'body', id],
    queryFn: ({ signal }) =>
      ask<string>(
        // The description gives these bytes no type.
        api.GET('/v1/deliveries/{id}/body', { params: { path: { id } }, parseAs: 'text', signal }) as never,
      ),
    staleTime: Infinity,
  })

/** A whole list, page after page. */
export async function loadAll<T>(
  load: (query: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await load(cursor === null ? { limit: 200 } : { limit: 200, cursor })
    all.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null)
  return all
}

// Receivers begin to fail and recover without anyone in the console doing anything.
const stateEveryMs = 15_000

/** All webhooks of the account: their names are needed everywhere. */
export const listWebhooks = queryOptions({
  queryKey: ['webhooks', 'list'],
  queryFn: ({ signal }) => loadAll((query) => ask(api.GET('/v1/webhooks', { params: { query }, signal }))),
  refetchInterval: stateEveryMs,
})

export const getWebhook = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/webhooks/{id}', { params: { path: { id } }, signal })),
    refetchInterval: stateEveryMs,
  })

export const listEventTypes = queryOptions({
  queryKey: ['eventTypes'],
  queryFn: async ({ signal }) => {
    const { data } = await ask(api.GET('/v1/event-types', { signal }))
    return data
  },
  staleTime: Infinity,
})

export type Range = '1h' | '24h' | '7d' | '30d'

export const getStats = (range: Range) =>
  queryOptions({
    queryKey: ['stats', range],
    queryFn: ({ signal }) => ask(api.GET('/v1/stats', { params: { query: { range } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: stateEveryMs,
  })

export const getAccount = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => ask(api.GET('/v1/account', { signal })),
  staleTime: 300_000,
})

export const getCustomWebhook = queryOptions({
  queryKey: ['customWebhook'],
  queryFn: ({ signal }) => ask(api.GET('/v1/integrations/custom-webhook', { signal })),
})

export const listApiKeys = queryOptions({
  queryKey: ['apiKeys'],
  queryFn: async ({ signal }) => {
    const { data } = await ask(api.GET('/v1/api-keys', { signal }))
    return data
  },
})

import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, ask, type Schemas } from './api.ts'
import { listWebhooks, loadAll } from './queries.ts'

export type Agent = Schemas['Agent']
export type Channel = Schemas['Channel']

/** What a call belongs to, and a webhook may hang on. */
export type OwnerKind = 'agent' | 'channel'

/** By which the words, the routes and the queries of a kind are named. */
export const plural = (kind: OwnerKind) => `${kind}s` as const

/** The search for its calls. */
export const callsOf = (kind: OwnerKind, id: string) =>
  kind === 'agent' ? { agentId: id } : { channelId: id }

/** All agents of the account: those in use, or those that were archived. */
export const listAgents = (archived: boolean) =>
  queryOptions({
    queryKey: ['agents', 'list', archived],
    queryFn: ({ signal }) =>
      loadAll((page) =>
        ask(api.GET('/v1/agents', { params: { query: { ...page, ...wanted(archived) } }, signal })),
      ),
  })

export const getAgent = (id: string) =>
  queryOptions({
    queryKey: ['agents', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/agents/{id}', { params: { path: { id } }, signal })),
  })

/** The agent's webhooks in sipgate's configuration shape. */
export const getAgentWebhooks = (id: string) =>
  queryOptions({
    queryKey: ['agents', 'webhooks', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/agents/{id}/webhooks', { params: { path: { id } }, signal })),
  })

/** All channels of the account: those in use, or those that were archived. */
export const listChannels = (archived: boolean) =>
  queryOptions({
    queryKey: ['channels', 'list', archived],
    queryFn: ({ signal }) =>
      loadAll((page) =>
        ask(api.GET('/v1/channels', { params: { query: { ...page, ...wanted(archived) } }, signal })),
      ),
  })

export const getChannel = (id: string) =>
  queryOptions({
    queryKey: ['channels', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/v1/channels/{id}', { params: { path: { id } }, signal })),
  })

function wanted(archived: boolean) {
  // The description calls it a boolean; in a URL it is a word.
  return archived ? { archived: 'true' as never } : {}
}

/** The webhooks that hang on an agent or channel, once all webhooks are there. */
export function useBoundWebhooks(kind: OwnerKind): (id: string) => Schemas['Webhook'][] {
  const { data = [] } = useQuery(listWebhooks)
  return (id) => data.filter(({ binding }) => binding.kind === kind && binding.ids.includes(id))
}

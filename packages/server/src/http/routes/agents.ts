import { z } from 'zod'
import { agentChangeSchema, newAgentSchema } from '../../agents/agent.ts'
import { archiveAgent, createAgent, getAgent, listAgents, updateAgent } from '../../agents/agents.store.ts'
import { ownId } from '../../campaigns/settings.ts'
import { toPageById } from '../../lib/page.ts'
import { agentWebhooksSchema, getAgentWebhooks, putAgentWebhooks } from '../../webhooks/agent-webhooks.ts'
import { route } from '../route.ts'
import { ownIdParams, pageByOwnId, pageOf, pageQuery } from '../schemas/common.ts'
import { agentResponse } from '../schemas/owner.ts'

const tag = 'Agents'
const params = ownIdParams

export const agentRoutes = [
  route({
    method: 'POST',
    path: '/v1/agents',
    tag,
    summary: 'Create an AI agent',
    description:
      'Its id is the `agentId` that calls carry; give it the one your source uses. That of an archived agent brings it back.',
    body: newAgentSchema.extend({ id: ownId.optional() }),
    status: 201,
    response: agentResponse,
    handle: async ({ db }, { actor, body }) => createAgent(db, actor, body),
  }),
  route({
    method: 'GET',
    path: '/v1/agents',
    tag,
    summary: 'List agents by id',
    query: z.strictObject({ ...pageQuery, archived: z.stringbool().default(false) }),
    status: 200,
    response: pageOf(agentResponse),
    handle: async ({ db }, { actor, query: { archived, ...page } }) => {
      const agents = await listAgents(db, actor.accountId, { isArchived: archived }, pageByOwnId(page))
      return toPageById(agents, page.limit)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/agents/{id}',
    tag,
    summary: 'One agent',
    params,
    status: 200,
    response: agentResponse,
    handle: async ({ db }, { actor, params: { id } }) => getAgent(db.kysely, actor.accountId, id),
  }),
  route({
    method: 'PATCH',
    path: '/v1/agents/{id}',
    tag,
    summary: 'Change some fields',
    params,
    body: agentChangeSchema,
    status: 200,
    response: agentResponse,
    handle: async ({ db }, { actor, params: { id }, body }) => updateAgent(db, actor, id, body),
  }),
  route({
    method: 'DELETE',
    path: '/v1/agents/{id}',
    tag,
    summary: 'Archive an agent',
    description: 'Its calls keep their logs. Nothing new can be hung on it.',
    params,
    status: 204,
    response: null,
    handle: async ({ db }, { actor, params: { id } }) => archiveAgent(db, actor, id),
  }),
  route({
    method: 'GET',
    path: '/v1/agents/{id}/webhooks',
    tag,
    summary: 'The agent’s webhooks, in sipgate’s configuration shape',
    description: 'Can be imported elsewhere as it is, so header values are shown.',
    params,
    status: 200,
    response: agentWebhooksSchema,
    handle: async ({ webhooks }, { actor, params: { id } }) => getAgentWebhooks(webhooks, actor, id),
  }),
  route({
    method: 'PUT',
    path: '/v1/agents/{id}/webhooks',
    tag,
    summary: 'Set the agent’s webhooks, in sipgate’s configuration shape',
    description: 'All of the list or nothing. A URL that was there keeps its webhook, log and secret.',
    params,
    body: agentWebhooksSchema,
    status: 200,
    response: agentWebhooksSchema,
    handle: async ({ webhooks }, { actor, params: { id }, body }) =>
      putAgentWebhooks(webhooks, actor, id, body),
  }),
]

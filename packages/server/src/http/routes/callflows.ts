import { z } from 'zod'
import {
  archiveCallflow,
  createCallflow,
  getCallflow,
  listCallflows,
  updateCallflow,
} from '../../campaigns/callflows.store.ts'
import { callflowSchema } from '../../campaigns/settings.ts'
import { toPageById } from '../../lib/page.ts'
import { route } from '../route.ts'
import { callflowResponse } from '../schemas/campaign.ts'
import { idParams, pageById, pageOf, pageQuery } from '../schemas/common.ts'

const tag = 'Callflows'
const params = idParams

export const callflowRoutes = [
  route({
    method: 'POST',
    path: '/v1/callflows',
    tag,
    summary: 'Create a callflow with its actions',
    body: callflowSchema,
    status: 201,
    response: callflowResponse,
    handle: async ({ db }, { actor, body }) => createCallflow(db, actor, body),
  }),
  route({
    method: 'GET',
    path: '/v1/callflows',
    tag,
    summary: 'List callflows, oldest first',
    query: z.strictObject(pageQuery),
    status: 200,
    response: pageOf(callflowResponse),
    handle: async ({ db }, { actor, query }) =>
      toPageById(await listCallflows(db, actor.accountId, pageById(query)), query.limit),
  }),
  route({
    method: 'GET',
    path: '/v1/callflows/{id}',
    tag,
    summary: 'One callflow',
    params,
    status: 200,
    response: callflowResponse,
    handle: async ({ db }, { actor, params: { id } }) => getCallflow(db, actor.accountId, id),
  }),
  route({
    method: 'PUT',
    path: '/v1/callflows/{id}',
    tag,
    summary: 'Set name and actions',
    description: 'Actions that are given with their id keep it.',
    params,
    body: callflowSchema,
    status: 200,
    response: callflowResponse,
    handle: async ({ db }, { actor, params: { id }, body }) => updateCallflow(db, actor, id, body),
  }),
  route({
    method: 'DELETE',
    path: '/v1/callflows/{id}',
    tag,
    summary: 'Archive a callflow',
    params,
    status: 204,
    response: null,
    handle: async ({ db }, { actor, params: { id } }) => archiveCallflow(db, actor, id),
  }),
]

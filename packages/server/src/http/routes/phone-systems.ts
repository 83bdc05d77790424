import { z } from 'zod'
import {
  archivePhoneSystem,
  createPhoneSystem,
  getPhoneSystem,
  listPhoneSystems,
  updatePhoneSystem,
} from '../../campaigns/phone-systems.store.ts'
import { phoneSystemSchema } from '../../campaigns/settings.ts'
import { toPageById } from '../../lib/page.ts'
import { route } from '../route.ts'
import { phoneSystemResponse } from '../schemas/campaign.ts'
import { idParams, pageById, pageOf, pageQuery } from '../schemas/common.ts'

const tag = 'Phone systems'
const params = idParams

export const phoneSystemRoutes = [
  route({
    method: 'POST',
    path: '/v1/phone-systems',
    tag,
    summary: 'Create a phone system with its extensions',
    body: phoneSystemSchema,
    status: 201,
    response: phoneSystemResponse,
    handle: async ({ db }, { actor, body }) => createPhoneSystem(db, actor, body),
  }),
  route({
    method: 'GET',
    path: '/v1/phone-systems',
    tag,
    summary: 'List phone systems, oldest first',
    query: z.strictObject(pageQuery),
    status: 200,
    response: pageOf(phoneSystemResponse),
    handle: async ({ db }, { actor, query }) =>
      toPageById(await listPhoneSystems(db, actor.accountId, pageById(query)), query.limit),
  }),
  route({
    method: 'GET',
    path: '/v1/phone-systems/{id}',
    tag,
    summary: 'One phone system',
    params,
    status: 200,
    response: phoneSystemResponse,
    handle: async ({ db }, { actor, params: { id } }) => getPhoneSystem(db, actor.accountId, id),
  }),
  route({
    method: 'PUT',
    path: '/v1/phone-systems/{id}',
    tag,
    summary: 'Set name and extensions',
    description: 'Extensions that are given with their id keep it.',
    params,
    body: phoneSystemSchema,
    status: 200,
    response: phoneSystemResponse,
    handle: async ({ db }, { actor, params: { id }, body }) => updatePhoneSystem(db, actor, id, body),
  }),
  route({
    method: 'DELETE',
    path: '/v1/phone-systems/{id}',
    tag,
    summary: 'Archive a phone system',
    params,
    status: 204,
    response: null,
    handle: async ({ db }, { actor, params: { id } }) => archivePhoneSystem(db, actor, id),
  }),
]

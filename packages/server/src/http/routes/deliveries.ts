import { z } from 'zod'
import { listAttempts } from '../../attempts/attempts.store.ts'
import { deliveryStatuses } from '../../deliveries/delivery.ts'
import {
  cancelDelivery,
  findDelivery,
  getDeliveryBody,
  listDeliveries,
  noSuchDelivery,
  retryDelivery,
  type Delivery,
} from '../../deliveries/deliveries.store.ts'
import { eventTypes } from '../../events/catalogue.ts'
import { toPageById } from '../../lib/page.ts'
import type { HttpDeps } from '../deps.ts'
import { route } from '../route.ts'
import { idParams, pageById, pageOf, pageQuery, queryTime } from '../schemas/common.ts'
import { attemptSchema, deliverySchema } from '../schemas/event.ts'

const tag = 'Deliveries'
const params = idParams

export const deliveryRoutes = [
  route({
    method: 'GET',
    path: '/v1/deliveries',
    tag,
    summary: 'Deliveries of all webhooks, newest first',
    query: z.strictObject({
      ...pageQuery,
      webhookId: z.uuid('must be the id of a webhook').optional(),
      status: z.enum(deliveryStatuses).optional(),
      eventType: z.enum(eventTypes).optional(),
      callId: z.string().max(500).optional(),
      from: queryTime,
      to: queryTime,
    }),
    status: 200,
    response: pageOf(deliverySchema),
    handle: async ({ db }, { actor, query }) => {
      const { cursor, limit, ...filter } = query
      const deliveries = await listDeliveries(db, actor.accountId, filter, pageById({ cursor, limit }))
      return toPageById(deliveries, limit)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/deliveries/{id}',
    tag,
    summary: 'One delivery',
    params,
    status: 200,
    response: deliverySchema,
    handle: async (deps, { actor, params: { id } }) => getDelivery(deps, actor.accountId, id),
  }),
  route({
    method: 'GET',
    path: '/v1/deliveries/{id}/attempts',
    tag,
    summary: 'Every attempt of a delivery, the first one first',
    params,
    status: 200,
    response: z.object({ data: z.array(attemptSchema) }),
    handle: async (deps, { actor, params: { id } }) => {
      await getDelivery(deps, actor.accountId, id)
      return { data: await listAttempts(deps.db, actor.accountId, id) }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/deliveries/{id}/body',
    tag,
    summary: 'The exact body that is sent',
    description: 'Byte for byte what is signed and sent, in every attempt of this delivery.',
    params,
    status: 200,
    response: null,
    mediaType: 'application/octet-stream',
    handle: async ({ db }, { actor, params: { id } }) =>
      Buffer.from(await getDeliveryBody(db, actor.accountId, id)),
  }),
  route({
    method: 'POST',
    path: '/v1/deliveries/{id}/retry',
    tag,
    summary: 'Try a delivery again now',
    description: 'A finished one goes back into the queue; its event max age begins anew.',
    params,
    status: 200,
    response: deliverySchema,
    handle: async (deps, { actor, params: { id } }) => {
      const { webhookId, isTest } = await retryDelivery(deps.db, actor, id)
      deps.wake([{ webhookId, kind: isTest ? 'tests' : 'retries' }])
      return getDelivery(deps, actor.accountId, id)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/deliveries/{id}/cancel',
    tag,
    summary: 'Take a pending delivery out of the queue',
    description:
      'A request that is under way cannot be called back: it is logged, and the delivery stays canceled.',
    params,
    status: 200,
    response: deliverySchema,
    handle: async (deps, { actor, params: { id } }) => {
      await cancelDelivery(deps.db, actor, id)
      return getDelivery(deps, actor.accountId, id)
    },
  }),
]

async function getDelivery({ db }: HttpDeps, accountId: string, id: string): Promise<Delivery> {
  const delivery = await findDelivery(db, accountId, id)
  if (delivery === undefined) throw noSuchDelivery(id)
  return delivery
}

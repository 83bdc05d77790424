import { z } from 'zod'
import { deliveryStatuses } from '../../deliveries/delivery.ts'
import { listDeliveries } from '../../deliveries/deliveries.store.ts'
import { eventTypes } from '../../events/catalogue.ts'
import { toPageById } from '../../lib/page.ts'
import { newWebhookSchema, webhookChangeSchema } from '../../webhooks/settings.ts'
import {
  createWebhook,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  getWebhook,
  listWebhooks,
  regenerateSecret,
  replaceWebhook,
  revealSecret,
  updateWebhook,
} from '../../webhooks/webhooks.ts'
import { route } from '../route.ts'
import { idParams, pageById, pageOf, pageQuery, queryTime } from '../schemas/common.ts'
import { deliverySchema } from '../schemas/event.ts'
import { showWebhook, webhookSchema, webhookWithSecretSchema } from '../schemas/webhook.ts'
import { testWebhookRoute } from './test-webhook.ts'

const tag = 'Webhooks'
const params = idParams
const one = { tag, params, status: 200, response: webhookSchema } as const

export const webhookRoutes = [
  route({
    method: 'POST',
    path: '/v1/webhooks',
    tag,
    summary: 'Create a webhook',
    description: 'Only `url` is needed. The signing secret is in the answer.',
    body: newWebhookSchema,
    status: 201,
    response: webhookWithSecretSchema,
    handle: async ({ webhooks }, { actor, body }) => {
      const { webhook, signingSecret } = await createWebhook(webhooks, actor, body)
      return { ...showWebhook(webhook), signingSecret }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/webhooks',
    tag,
    summary: 'List webhooks, oldest first',
    query: z.strictObject(pageQuery),
    status: 200,
    response: pageOf(webhookSchema),
    handle: async ({ webhooks }, { actor, query }) => {
      const page = await listWebhooks(webhooks, actor.accountId, pageById(query))
      return { ...page, data: page.data.map(showWebhook) }
    },
  }),
  route({
    ...one,
    method: 'GET',
    path: '/v1/webhooks/{id}',
    summary: 'One webhook',
    handle: async ({ webhooks }, call) =>
      showWebhook(await getWebhook(webhooks, call.actor.accountId, call.params.id)),
  }),
  route({
    ...one,
    method: 'PATCH',
    path: '/v1/webhooks/{id}',
    summary: 'Change some fields',
    description: 'A header value given as ******** stays as it is.',
    body: webhookChangeSchema,
    handle: async ({ webhooks }, { actor, params: { id }, body }) =>
      showWebhook(await updateWebhook(webhooks, actor, id, body)),
  }),
  route({
    ...one,
    method: 'PUT',
    path: '/v1/webhooks/{id}',
    summary: 'Set all fields anew',
    description: 'Fields left out get their defaults. The signing secret stays.',
    body: newWebhookSchema,
    handle: async ({ webhooks }, { actor, params: { id }, body }) =>
      showWebhook(await replaceWebhook(webhooks, actor, id, body)),
  }),
  route({
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    tag,
    summary: 'Delete a webhook',
    description: 'What is queued for it is canceled; its log stays for the account’s retention.',
    params,
    status: 204,
    response: null,
    handle: async ({ webhooks, wake }, { actor, params: { id } }) => {
      await deleteWebhook(webhooks, actor, id)
      wake([{ webhookId: id, kind: 'deliveries' }])
    },
  }),
  route({
    ...one,
    method: 'POST',
    path: '/v1/webhooks/{id}/enable',
    summary: 'Enable: queued events go out, in order',
    handle: async ({ webhooks }, call) =>
      showWebhook(await enableWebhook(webhooks, call.actor, call.params.id)),
  }),
  route({
    ...one,
    method: 'POST',
    path: '/v1/webhooks/{id}/disable',
    summary: 'Disable: events queue until their max age',
    handle: async ({ webhooks }, call) =>
      showWebhook(await disableWebhook(webhooks, call.actor, call.params.id)),
  }),
  route({
    method: 'POST',
    path: '/v1/webhooks/{id}/regenerate-secret',
    tag,
    summary: 'A new signing secret, in force at once',
    description:
      'Only the last secret signs beside the new one: made again during an overlap, it ends that of the secret before.',
    params,
    body: z.strictObject({
      overlapSeconds: z
        .int()
        .min(0)
        .max(604_800)
        .default(0)
        .meta({ description: 'How long the old secret signs beside the new one.' }),
    }),
    isBodyOptional: true,
    status: 200,
    response: webhookWithSecretSchema,
    handle: async ({ webhooks, clock }, { actor, params: { id }, body: { overlapSeconds } }) => {
      const options = { overlapSeconds, now: clock.now() }
      const { webhook, signingSecret } = await regenerateSecret(webhooks, actor, id, options)
      return { ...showWebhook(webhook), signingSecret }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/webhooks/{id}/secret',
    tag,
    summary: 'Reveal the signing secret and header values',
    params,
    status: 200,
    response: z.object({ signingSecret: z.string(), headers: z.record(z.string(), z.string()) }),
    handle: async ({ webhooks }, { actor, params: { id } }) => revealSecret(webhooks, actor, id),
  }),
  testWebhookRoute,
  route({
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    tag,
    summary: 'Deliveries of a webhook, newest first',
    params,
    query: z.strictObject({
      ...pageQuery,
      status: z.enum(deliveryStatuses).optional(),
      eventType: z.enum(eventTypes).optional(),
      callId: z.string().max(500).optional(),
      from: queryTime,
      to: queryTime,
    }),
    status: 200,
    response: pageOf(deliverySchema),
    handle: async ({ db, webhooks }, { actor, params: { id }, query }) => {
      await getWebhook(webhooks, actor.accountId, id)
      const { cursor, limit, ...filter } = query
      const page = pageById({ cursor, limit })
      const deliveries = await listDeliveries(db, actor.accountId, { ...filter, webhookId: id }, page)
      return toPageById(deliveries, limit)
    },
  }),
]

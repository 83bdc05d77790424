import { z } from 'zod'
import { maskedHeaders, maskedValue } from '../../webhooks/masks.ts'
import {
  bindingKinds,
  dialectIds,
  disabledReasons,
  orderings,
  successRules,
  type Webhook,
} from '../../webhooks/webhook.ts'
import { idSchema, timeSchema } from './common.ts'

export const webhookSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    url: z.string(),
    dialect: z.enum(dialectIds),
    eventTypes: z.array(z.string()),
    binding: z.object({ kind: z.enum(bindingKinds), ids: z.array(z.string()) }),
    headers: z.record(z.string(), z.string()).meta({ description: `Values are shown as ${maskedValue}.` }),
    timeoutMs: z.int(),
    maxRetries: z.int(),
    eventMaxAgeSeconds: z.int(),
    maxConnections: z.int(),
    rateLimitPerSecond: z.number().nullable(),
    ordering: z.enum(orderings),
    success: z.enum(successRules),
    chunked: z.boolean(),
    enabled: z.boolean(),
    disabledReason: z.enum(disabledReasons).nullable().meta({
      description:
        'byUser: someone disabled it; gone: its receiver answered 410; failing: it failed for as long as the account allows.',
    }),
    disabledAt: timeSchema.nullable(),
    failing: z
      .object({ since: timeSchema, reason: z.string(), nextProbeAt: timeSchema.nullable() })
      .nullable()
      .meta({
        description:
          'Set while the receiver keeps failing and is only probed now and then; kept when it is disabled meanwhile.',
      }),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: 'Webhook' })

export const webhookWithSecretSchema = webhookSchema
  .extend({
    signingSecret: z.string().meta({ description: 'Keep it: later it is only shown by GET …/secret.' }),
  })
  .meta({ id: 'WebhookWithSecret' })

/** A webhook as the API shows it. */
export function showWebhook({ headerNames, ...webhook }: Webhook) {
  return { ...webhook, headers: maskedHeaders(headerNames) }
}

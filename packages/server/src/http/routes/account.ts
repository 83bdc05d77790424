import { z } from 'zod'
import { getAccount, updateAccount } from '../../accounts/accounts.store.ts'
import { createApiKey } from '../../accounts/api-keys.ts'
import { listApiKeys, revokeApiKey } from '../../accounts/api-keys.store.ts'
import { timeZoneSchema } from '../../lib/zone-time.ts'
import { route } from '../route.ts'
import { idParams, idSchema, timeSchema } from '../schemas/common.ts'

const tag = 'Account'

const disableHelp = 'Webhooks that failed for so many hours without any success are disabled; null: never.'

const accountSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    timeZone: z.string(),
    retentionDays: z.int(),
    disableFailingAfterHours: z.int().nullable().meta({ description: disableHelp }),
    createdAt: timeSchema,
  })
  .meta({ id: 'Account' })

const apiKeySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    hint: z.string().meta({ description: 'The first characters of the key.' }),
    createdAt: timeSchema,
    lastUsedAt: timeSchema.nullable(),
    revokedAt: timeSchema.nullable(),
  })
  .meta({ id: 'ApiKey' })

export const accountRoutes = [
  route({
    method: 'GET',
    path: '/v1/account',
    tag,
    summary: 'The account of this API key',
    status: 200,
    response: accountSchema,
    handle: async ({ db }, { actor }) => getAccount(db, actor.accountId),
  }),
  route({
    method: 'PATCH',
    path: '/v1/account',
    tag,
    summary: 'Change the account',
    body: z
      .strictObject({
        name: z.string().trim().min(1).max(200),
        timeZone: timeZoneSchema,
        retentionDays: z.int().min(1).max(3_650),
        disableFailingAfterHours: z.int().min(1).max(720).nullable().meta({ description: disableHelp }),
      })
      .partial(),
    status: 200,
    response: accountSchema,
    handle: async ({ db }, { actor, body }) => updateAccount(db, actor, body),
  }),
  route({
    method: 'GET',
    path: '/v1/api-keys',
    tag,
    summary: 'List API keys',
    status: 200,
    response: z.object({ data: z.array(apiKeySchema) }),
    handle: async ({ db }, { actor }) => ({ data: await listApiKeys(db, actor.accountId) }),
  }),
  route({
    method: 'POST',
    path: '/v1/api-keys',
    tag,
    summary: 'Create an API key',
    description: 'The key itself is in this answer only.',
    body: z.strictObject({ name: z.string().trim().min(1).max(200) }),
    status: 201,
    response: apiKeySchema.extend({ key: z.string() }).meta({ id: 'ApiKeyWithKey' }),
    handle: async ({ db }, { actor, body }) => {
      const { apiKey, key } = await createApiKey(db, actor, body.name)
      return { ...apiKey, key }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/api-keys/{id}',
    tag,
    summary: 'Revoke an API key',
    description: 'At once on this process, within two seconds on others.',
    params: idParams,
    status: 204,
    response: null,
    handle: async ({ db, apiKeys }, { actor, params: { id } }) => {
      await revokeApiKey(db, actor, id)
      apiKeys.forget()
    },
  }),
]

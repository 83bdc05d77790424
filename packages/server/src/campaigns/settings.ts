import { z } from 'zod'
import { campaignTypes, dialerModes } from '../events/catalogue/campaigns.ts'
import type { FieldError } from '../lib/errors.ts'
import { addDays, startOfDay, timeZoneSchema } from '../lib/zone-time.ts'
import { actionTypes } from './campaign.ts'

/** An id that a source brings for its own things; left out, Offhook makes a UUIDv7. */
export const ownId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,199}$/, 'must be letters, digits and . _ : @ - only, at most 200')
  .meta({ description: 'The id your source uses for it; left out, Offhook makes one.' })

const name = z.string().trim().min(1).max(200)
const uuid = z.uuid('must be the id of one that exists').toLowerCase()

export const phoneSystemSchema = z.strictObject({
  name,
  extensions: z
    .array(z.strictObject({ id: z.string().min(1).max(255).optional(), name }))
    .min(1)
    .max(1_000)
    .refine(areIdsDistinct, 'must have different ids')
    .meta({ description: 'The lines campaigns dial with.' }),
})

export const callflowSchema = z.strictObject({
  name,
  actions: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(255).optional(),
        type: z.enum(actionTypes),
        name: z.string().trim().max(200).default(''),
      }),
    )
    .max(1_000)
    .refine(areIdsDistinct, 'must have different ids')
    .default([]),
})

function areIdsDistinct(things: readonly { id?: string | undefined }[]): boolean {
  const ids = things.flatMap(({ id }) => (id === undefined ? [] : [id]))
  return new Set(ids).size === ids.length
}

/** The webhooks chosen for a campaign. */
export const campaignWebhookIds = z.array(uuid).max(50).meta({
  description:
    'The webhooks that are told of the campaign: of the binding kind campaign, in a dialect that tells of campaigns.',
})

const fields = {
  name,
  type: z.enum(campaignTypes),
  dialer: z.strictObject({ mode: z.enum(dialerModes) }),
  phoneSystemId: uuid,
  extensionId: z.string().min(1).max(255),
  callflow: z.strictObject({ forHuman: uuid.nullable().optional(), forMachine: uuid.nullable().optional() }),
  startDate: z.iso.date(),
  endDate: z.iso.date(),
  timeZoneId: timeZoneSchema,
  varNames: z
    .array(z.string().trim().min(1).max(200))
    .max(100)
    .refine(
      (names) => new Set(names.map((entry) => entry.toLowerCase())).size === names.length,
      'must be different names',
    )
    .meta({ description: 'Names of the variables that every number carries.' }),
  maxAttempts: z.int().min(1).max(100).meta({ description: 'Calls to one number, the first included.' }),
  retryDelayMinutes: z.int().min(1).max(43_200).meta({ description: 'From a failed call to the next try.' }),
  webhookIds: campaignWebhookIds,
}

/** The body of a create. */
export const newCampaignSchema = z.strictObject({
  id: ownId.optional(),
  ...fields,
  type: fields.type.default('static'),
  dialer: fields.dialer.default({ mode: 'power' }),
  callflow: z
    .strictObject({ forHuman: uuid.nullable().default(null), forMachine: uuid.nullable().default(null) })
    .default({ forHuman: null, forMachine: null }),
  varNames: fields.varNames.default([]),
  maxAttempts: fields.maxAttempts.default(3),
  retryDelayMinutes: fields.retryDelayMinutes.default(60),
  webhookIds: fields.webhookIds.default([]),
})
export type NewCampaign = z.output<typeof newCampaignSchema>

/** The body of a change: fields that are left out stay as they are. */
export const campaignChangeSchema = z.strictObject(fields).partial()
export type CampaignUpdate = z.output<typeof campaignChangeSchema>

/** Fields that may still change once a campaign was activated. */
export const changeableWhileRunning = new Set([
  'name',
  'dialer',
  'endDate',
  'maxAttempts',
  'retryDelayMinutes',
  'webhookIds',
])

/** The instants a campaign's dates stand for: daylight saving is that of its zone on those days. */
export function datesToInstants(dates: { startDate: string; endDate: string; timeZoneId: string }): {
  startsAt: Date
  endsAt: Date
} {
  return {
    startsAt: startOfDay(dates.startDate, dates.timeZoneId),
    endsAt: startOfDay(addDays(dates.endDate, 1), dates.timeZoneId),
  }
}

/** What is wrong with the dates together. */
export function checkDates(startDate: string, endDate: string): FieldError[] {
  if (startDate < '1970-01-02' || startDate > '9998-12-31')
    return [{ path: 'startDate', message: 'must lie between 1970 and 9998' }]
  if (endDate > '9998-12-31') return [{ path: 'endDate', message: 'must lie between 1970 and 9998' }]
  return endDate < startDate
    ? [{ path: 'endDate', message: `must not be before the start date ${startDate}` }]
    : []
}

import { z } from 'zod'
import { actionTypes, numberStates } from '../../campaigns/campaign.ts'
import { campaignStatuses, campaignTypes, dialerModes } from '../../events/catalogue/campaigns.ts'
import { idSchema, timeSchema } from './common.ts'

const named = z.object({ id: z.string(), name: z.string() })
const times = { createdAt: timeSchema, updatedAt: timeSchema, archivedAt: timeSchema.nullable() }

export const phoneSystemResponse = z
  .object({ id: idSchema, name: z.string(), extensions: z.array(named), ...times })
  .meta({ id: 'PhoneSystem' })

export const callflowResponse = z
  .object({
    id: idSchema,
    name: z.string(),
    actions: z.array(z.object({ id: z.string(), type: z.enum(actionTypes), name: z.string() })),
    ...times,
  })
  .meta({ id: 'Callflow' })

export const campaignResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(campaignStatuses),
    type: z.enum(campaignTypes),
    dialer: z.object({ mode: z.enum(dialerModes) }),
    phoneSystem: named.extend({ extension: named }),
    callflow: z.object({ forHuman: named.nullable(), forMachine: named.nullable() }),
    startDate: z.string().meta({ description: 'First day, in the time zone.' }),
    endDate: z.string().meta({ description: 'Last day, in the time zone.' }),
    timeZoneId: z.string(),
    startsAt: timeSchema,
    endsAt: timeSchema.meta({ description: 'The first instant after the last day.' }),
    varNames: z.array(z.string()),
    maxAttempts: z.int(),
    retryDelayMinutes: z.int(),
    webhookIds: z.array(idSchema).meta({ description: 'The webhooks that are told of it.' }),
    startedAt: timeSchema.nullable().meta({ description: 'When it began to dial.' }),
    endedAt: timeSchema.nullable().meta({ description: 'When it was canceled or finished.' }),
    ...times,
  })
  .meta({ id: 'Campaign' })

const counts = z
  .object({ waiting: z.int(), retrying: z.int(), succeeded: z.int(), failed: z.int() })
  .meta({ description: 'How many numbers are in each state.' })

export const campaignDetailResponse = campaignResponse
  .extend({ numbers: counts })
  .meta({ id: 'CampaignWithNumbers' })

export const listedCampaignResponse = campaignResponse
  .extend({ numbers: counts.optional() })
  .meta({ id: 'ListedCampaign' })

export const numberResponse = z
  .object({
    id: idSchema,
    number: z.string(),
    variables: z.record(z.string(), z.string()),
    state: z.enum(numberStates),
    attempts: z.int(),
    retryAt: timeSchema.nullable(),
    lastCallId: z.string().nullable(),
    lastResult: z.string().nullable(),
    lastCalledAt: timeSchema.nullable(),
    createdAt: timeSchema,
  })
  .meta({ id: 'CampaignNumber' })

export const importResponse = z
  .object({
    id: idSchema,
    campaignId: z.string(),
    status: z.enum(['running', 'completed', 'failed']),
    rowsRead: z.int(),
    added: z.int(),
    duplicates: z.int().meta({ description: 'Numbers the campaign had already, or twice in the file.' }),
    refused: z.int(),
    ignoredColumns: z.array(z.string()).meta({ description: 'Columns that no variable takes.' }),
    detail: z.string().nullable().meta({ description: 'Why it failed; nothing was added then.' }),
    startedAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'NumberImport' })

export const refusedRowResponse = z
  .object({
    rowNumber: z.int().meta({ description: 'As a spreadsheet counts; the header row is row 1.' }),
    reason: z.string(),
    value: z.string(),
  })
  .meta({ id: 'RefusedRow' })

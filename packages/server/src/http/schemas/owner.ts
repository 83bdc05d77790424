import { z } from 'zod'
import { timeSchema } from './common.ts'

const times = { createdAt: timeSchema, updatedAt: timeSchema, archivedAt: timeSchema.nullable() }

export const agentResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    hasSummary: z.boolean(),
    storesTranscripts: z.boolean(),
    logDelaySeconds: z.int(),
    playbooks: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        condition: z.string(),
        questions: z.array(z.string()),
        classifications: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
      }),
    ),
    ...times,
  })
  .meta({ id: 'Agent' })

export const channelResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    isPrivate: z.boolean(),
    logDelaySeconds: z.int(),
    members: z.array(
      z.object({
        id: z.string(),
        accountId: z.string().nullable(),
        firstName: z.string(),
        lastName: z.string(),
      }),
    ),
    ...times,
  })
  .meta({ id: 'Channel' })

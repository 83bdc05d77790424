import { z } from 'zod'
import { logDelaySeconds } from '../calls/log-delay.ts'

/** One of an agent's call scenarios: when it applies, what it asks, and how it classifies the conversation. */
export type Playbook = {
  id: string
  name: string
  condition: string
  questions: string[]
  classifications: { name: string; values: string[] }[]
}

/** An AI agent. Its id is the `agentId` that calls carry. */
export type Agent = {
  id: string
  name: string
  /** Whether summaries go into the call log. */
  hasSummary: boolean
  /** Whether transcripts are kept and sent; if not, their text goes as soon as it was used. */
  storesTranscripts: boolean
  /** How long the call log waits for late transcript lines and analysis. */
  logDelaySeconds: number
  playbooks: Playbook[]
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
}

const name = z.string().trim().min(1).max(200)
const line = z.string().trim().min(1).max(2_000)

const playbook = z.strictObject({
  id: z.string().min(1).max(255).optional(),
  name,
  condition: z.string().trim().max(2_000).default('').meta({ description: 'When the playbook applies.' }),
  questions: z.array(line).max(100).default([]),
  classifications: z
    .array(z.strictObject({ name, values: z.array(name).min(1).max(100) }))
    .max(100)
    .default([])
    .meta({ description: 'What is classified, and as what it can be.' }),
})

const fields = {
  name,
  hasSummary: z.boolean().meta({ description: 'Whether summaries go into the call log.' }),
  storesTranscripts: z
    .boolean()
    .meta({ description: 'If not, transcripts are not sent with the call log and their text is not kept.' }),
  logDelaySeconds,
  playbooks: z
    .array(playbook)
    .max(100)
    .refine(
      (books) => new Set(books.map((book) => book.name.toLowerCase())).size === books.length,
      'must have different names',
    ),
}

/** The body of a create. `id` is added by the route. */
export const newAgentSchema = z.strictObject({
  ...fields,
  hasSummary: fields.hasSummary.default(true),
  storesTranscripts: fields.storesTranscripts.default(true),
  logDelaySeconds: logDelaySeconds.default(10),
  playbooks: fields.playbooks.default([]),
})
export type AgentSettings = z.output<typeof newAgentSchema>

/** The body of a change: fields that are left out stay as they are. */
export const agentChangeSchema = z.strictObject(fields).partial()
export type AgentUpdate = z.output<typeof agentChangeSchema>

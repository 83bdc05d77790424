import { z } from 'zod'
import { id } from '../events/catalogue/parts.ts'
import { defined } from '../lib/defined.ts'
import type { FieldError } from '../lib/errors.ts'
import { checkHeaders } from './check-headers.ts'
import { checkWebhookUrl } from './check-url.ts'
import {
  bindingKinds,
  defaultSettings,
  dialectIds,
  orderings,
  successRules,
  type DialectId,
  type WebhookSettings,
} from './webhook.ts'

/** What a dialect asks of a webhook that speaks it; handed in by app.ts, because dialects come later in the flow. */
export type DialectRules = Record<
  DialectId,
  { eventTypes: readonly string[]; defaultSuccess: WebhookSettings['success'] }
>

const binding = z
  .strictObject({
    kind: z.enum(bindingKinds),
    ids: z.array(id).max(1_000).default([]),
  })
  .meta({
    description:
      'What the webhook hangs on: the whole account, or chosen agents, channels or campaigns; without ids, nothing yet.',
  })

/** The fields a webhook is made of, as they may be posted. Limits are those of the contract. */
const fields = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .meta({ description: 'A friendly name; the URL’s host when left out.' }),
  url: z
    .string()
    .max(2_048)
    .meta({ description: 'Where events are POSTed: http or https, without credentials.' }),
  dialect: z.enum(dialectIds).meta({ description: 'The wire format and signing scheme.' }),
  eventTypes: z
    .array(z.string())
    .min(1)
    .max(50)
    .meta({ description: 'All that the dialect can carry when left out.' }),
  binding,
  headers: z
    .record(z.string(), z.string())
    .meta({ description: 'Own headers, sent with every request; shown masked.' }),
  timeoutMs: z.int().min(100).max(60_000).meta({ description: 'One deadline for the whole exchange.' }),
  maxRetries: z.int().min(0).max(50).meta({ description: 'Tries after the first one.' }),
  eventMaxAgeSeconds: z
    .int()
    .min(60)
    .max(2_592_000)
    .meta({ description: 'How long an event waits before it expires.' }),
  maxConnections: z
    .int()
    .min(1)
    .max(1_000)
    .meta({ description: 'Requests in flight at one time, over all workers.' }),
  rateLimitPerSecond: z
    .number()
    .min(0.1)
    .max(10_000)
    .nullable()
    .meta({ description: 'Requests started in a second.' }),
  ordering: z
    .enum(orderings)
    .meta({ description: 'per-call: events of one call one after another, in order.' }),
  success: z.enum(successRules).meta({ description: 'Which answers count as delivered.' }),
  chunked: z.boolean().meta({ description: 'Send Transfer-Encoding: chunked instead of Content-Length.' }),
  enabled: z.boolean(),
}

/** The body of a create: only the URL is needed, everything else has a default. */
export const newWebhookSchema = z.strictObject(fields).partial().required({ url: true })
export type NewWebhook = z.infer<typeof newWebhookSchema>

/** The body of a change: fields that are left out stay as they are. */
export const webhookChangeSchema = z.strictObject(fields).partial()
export type WebhookUpdate = z.infer<typeof webhookChangeSchema>

/** Fills in what was left out, by the dialect's rules where it has some. */
export function completeSettings(input: NewWebhook, rules: DialectRules): WebhookSettings {
  const dialect = input.dialect ?? 'offhook'
  const { headers: _, enabled: __, ...settings } = input
  return {
    ...defaultSettings,
    name: hostOf(input.url),
    eventTypes: [...rules[dialect].eventTypes],
    binding: { kind: 'account', ids: [] },
    success: rules[dialect].defaultSuccess,
    ...defined(settings),
    dialect,
  }
}

/**
 * The settings with those given. Another dialect without event types keeps what it can carry, or else gets all; its
 * default for success takes the place of the old one's.
 */
export function changeSettings(
  settings: WebhookSettings,
  given: Partial<WebhookSettings>,
  rules: DialectRules,
): WebhookSettings {
  const changed = { ...settings, ...given }
  if (changed.dialect === settings.dialect) return changed
  const { eventTypes: carried, defaultSuccess } = rules[changed.dialect]
  const kept = settings.eventTypes.filter((type) => carried.includes(type))
  const wasDefault = settings.success === rules[settings.dialect].defaultSuccess
  return {
    ...changed,
    eventTypes: given.eventTypes ?? (kept.length > 0 ? kept : [...carried]),
    success: given.success ?? (wasDefault ? defaultSuccess : settings.success),
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.slice(0, 200) : 'webhook'
}

/** The rules that go beyond single fields. Returns what is wrong, with its path. */
export function checkSettings(
  settings: WebhookSettings,
  headers: Record<string, string>,
  rules: DialectRules,
): FieldError[] {
  const urlProblem = checkWebhookUrl(settings.url)
  return [
    ...(urlProblem === null ? [] : [{ path: 'url', message: urlProblem }]),
    ...checkEventTypes(settings, rules),
    ...checkBinding(settings, rules),
    ...checkHeaders(headers),
  ]
}

function checkEventTypes(settings: WebhookSettings, rules: DialectRules): FieldError[] {
  const carried = rules[settings.dialect].eventTypes
  return settings.eventTypes.flatMap((type, index) => {
    if (!carried.includes(type)) {
      const message = `The dialect ${settings.dialect} cannot carry ${type}; it carries ${carried.join(', ')}.`
      return [{ path: `eventTypes[${index}]`, message }]
    }
    const isRepeated = settings.eventTypes.indexOf(type) !== index
    return isRepeated ? [{ path: `eventTypes[${index}]`, message: `${type} is listed twice.` }] : []
  })
}

function checkBinding({ binding, dialect }: WebhookSettings, rules: DialectRules): FieldError[] {
  if (binding.kind === 'account' && binding.ids.length > 0) {
    return [{ path: 'binding.ids', message: 'A webhook of the whole account takes no ids.' }]
  }
  if (binding.kind === 'campaign' && binding.ids.length > 0 && !canTellOfCampaigns(dialect, rules)) {
    const message = `The dialect ${dialect} cannot tell of campaigns, so it cannot hang on them.`
    return [{ path: 'binding.kind', message }]
  }
  return []
}

const campaignEvents = ['campaign.activated', 'call.ended'] as const

/** Whether a dialect carries what campaigns are about; others cannot be chosen for one. */
export function canTellOfCampaigns(dialect: WebhookSettings['dialect'], rules: DialectRules): boolean {
  return campaignEvents.every((type) => rules[dialect].eventTypes.includes(type))
}

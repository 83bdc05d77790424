/**
 * Salpre's integration panel: one webhook of the account in the salpre dialect, with a switch, an address, headers and
 * chosen events. It is an ordinary webhook beside that, so its log and limits are found where all others are.
 */
import { z } from 'zod'
import type { Actor } from '../accounts/actor.ts'
import { eventTypes, type EventType } from '../events/catalogue.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import type { Webhook } from './webhook.ts'
import { createWebhookIn, updateWebhookIn, type WebhookDeps } from './webhooks.ts'
import { findPanelRow, lockPanel, toWebhook } from './webhooks.store.ts'

const panelName = 'custom-webhook'

/** What the panel is saved with. Events by the names they have in the dialect. */
export const panelSchema = z.strictObject({
  enabled: z.boolean(),
  url: z.string().meta({ description: 'Where events are POSTed.' }),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'Additional headers; a value given as ******** stays as it is.' }),
  events: z
    .array(z.string())
    .max(50)
    .meta({ description: 'Names of the chosen events, such as call_ended.' }),
})
export type PanelInput = z.output<typeof panelSchema>

/** The names that events have in the dialect of the panel. */
export type EventNames = Partial<Record<EventType, string>>

export async function findPanel(deps: WebhookDeps, accountId: string): Promise<Webhook | undefined> {
  const row = await findPanelRow(deps.db.kysely, accountId, panelName)
  return row === undefined ? undefined : toWebhook(row)
}

/** Saves the panel: makes its webhook the first time, changes it from then on. */
export async function savePanel(
  deps: WebhookDeps,
  actor: Actor,
  input: PanelInput,
  names: EventNames,
): Promise<Webhook> {
  const chosen = typesOf(input.events, names)
  // Whatever was made of its webhook elsewhere: what the panel offers are events of this dialect.
  const dialect = 'salpre' as const
  const { url, headers, enabled } = input
  const settings = { url, headers, eventTypes: chosen, enabled, dialect }
  return deps.db.kysely.transaction().execute(async (tx) => {
    await lockPanel(tx, actor.accountId)
    const row = await findPanelRow(tx, actor.accountId, panelName)
    if (row !== undefined) return updateWebhookIn(deps, tx, actor, row.id, settings)
    const created = { ...settings, name: 'Custom webhook' }
    return (await createWebhookIn(deps, tx, actor, created, panelName)).webhook
  })
}

function typesOf(events: readonly string[], names: EventNames): EventType[] {
  const known = eventTypes.filter((type) => names[type] !== undefined)
  const fields: FieldError[] = []
  if (events.length === 0) fields.push({ path: 'events', message: 'choose at least one event' })
  const types = events.flatMap((name, index) => {
    const type = known.find((entry) => names[entry] === name)
    const message = `is none of ${known.map((entry) => names[entry]).join(', ')}`
    if (type === undefined) fields.push({ path: `events[${index}]`, message })
    if (events.indexOf(name) !== index) fields.push({ path: `events[${index}]`, message: 'is there twice' })
    return type === undefined ? [] : [type]
  })
  if (fields.length > 0) throw new AppError('invalid_request', 'The panel was not saved.', { fields })
  return types
}

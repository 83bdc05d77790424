import type { Kysely } from 'kysely'
import type { Actor } from '../accounts/actor.ts'
import { getCampaign } from '../campaigns/campaigns.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import type { Tables } from '../lib/tables.ts'
import { listBoundWebhooks, loadBindables } from './bindings.store.ts'
import type { Binding, Webhook } from './webhook.ts'
import { findWebhookRow, toWebhook, updateWebhookRowIn } from './webhooks.store.ts'

/**
 * What is wrong with the ids of a binding. Ids in `boundIds` were bound before and are left alone; an id nobody created
 * here may still be the one a source uses for its own.
 */
export async function checkBoundIds(
  tx: Kysely<Tables>,
  accountId: string,
  binding: Binding,
  boundIds: readonly string[],
): Promise<FieldError[]> {
  const known = new Map((await loadBindables(tx, accountId, binding)).map((entry) => [entry.id, entry]))
  return binding.ids.flatMap((id, index): FieldError[] => {
    const path = `binding.ids[${index}]`
    if (binding.ids.indexOf(id) !== index) return [{ path, message: `${id} is listed twice.` }]
    if (boundIds.includes(id)) return []
    const found = known.get(id)
    return found?.isArchived === true
      ? [{ path, message: `The ${binding.kind} “${found.name}” is archived.` }]
      : []
  })
}

/** Why a webhook cannot be deleted: what hangs on it, by kind and name. */
export function inUse(users: readonly { kind: string; name: string }[]): AppError {
  const shown = users.slice(0, 5).map(({ kind, name }) => `the ${kind} “${name}”`)
  const more = users.length > shown.length ? ` and ${users.length - shown.length} more` : ''
  const detail = `The webhook is in use by ${shown.join(', ')}${more}. Take it off there first.`
  return new AppError('conflict', detail)
}

const campaignEvents = ['campaign.activated', 'call.ended'] as const

/** Chooses the webhooks of a campaign: exactly these hang on it afterwards. */
export async function setCampaignWebhooks(
  db: Db,
  actor: Actor,
  campaignId: string,
  webhookIds: readonly string[],
  carriedBy: (webhook: Webhook) => readonly string[],
): Promise<Webhook[]> {
  const { accountId } = actor
  return db.kysely.transaction().execute(async (tx) => {
    const campaign = await getCampaign(tx, accountId, campaignId, 'forUpdate')
    if (campaign.archivedAt !== null) throw new AppError('conflict', 'The campaign is archived.')
    const bound = (await listBoundWebhooks(tx, accountId, 'campaign', campaignId)).map(toWebhook)
    const chosen = await readChosen(tx, accountId, webhookIds, carriedBy)
    for (const { id, binding } of bound.filter((webhook) => !webhookIds.includes(webhook.id))) {
      const bindingIds = binding.ids.filter((entry) => entry !== campaignId)
      await updateWebhookRowIn(tx, actor, id, 'webhook.updated', { bindingIds })
    }
    for (const { id, binding } of chosen.filter(({ binding }) => !binding.ids.includes(campaignId))) {
      await updateWebhookRowIn(tx, actor, id, 'webhook.updated', { bindingIds: [...binding.ids, campaignId] })
    }
    return (await listBoundWebhooks(tx, accountId, 'campaign', campaignId)).map(toWebhook)
  })
}

async function readChosen(
  tx: Kysely<Tables>,
  accountId: string,
  webhookIds: readonly string[],
  carriedBy: (webhook: Webhook) => readonly string[],
): Promise<Webhook[]> {
  const fields: FieldError[] = []
  const chosen: Webhook[] = []
  for (const [index, id] of webhookIds.entries()) {
    const row = await findWebhookRow(tx, accountId, id)
    const problem = problemOf(row === undefined ? undefined : toWebhook(row), carriedBy)
    if (webhookIds.indexOf(id) !== index)
      fields.push({ path: `webhookIds[${index}]`, message: 'is there twice' })
    else if (problem !== null) fields.push({ path: `webhookIds[${index}]`, message: problem })
    else if (row !== undefined) chosen.push(toWebhook(row))
  }
  if (fields.length === 0) return chosen
  throw new AppError('invalid_request', 'These webhooks cannot be chosen for the campaign.', { fields })
}

function problemOf(
  webhook: Webhook | undefined,
  carriedBy: (webhook: Webhook) => readonly string[],
): string | null {
  if (webhook === undefined) return 'is no webhook of this account'
  const carried = carriedBy(webhook)
  if (!campaignEvents.every((type) => carried.includes(type)))
    return `speaks the dialect ${webhook.dialect}, which cannot tell of campaigns`
  if (webhook.binding.kind === 'account') {
    return 'hangs on the whole account and hears of every campaign already; give it the binding kind campaign first'
  }
  if (webhook.binding.kind !== 'campaign') return `hangs on ${webhook.binding.kind}s, not on campaigns`
  return null
}

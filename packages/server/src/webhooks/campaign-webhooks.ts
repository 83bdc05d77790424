/**
 * The webhooks of a campaign, which are chosen on the campaign itself: in the database they are the bindings of those
 * webhooks, so a webhook says the same of what it hangs on.
 */
import type { Kysely } from 'kysely'
import type { Actor } from '../accounts/actor.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import { createCampaignIn, updateCampaignIn } from '../campaigns/campaigns.ts'
import { getCampaign } from '../campaigns/campaigns.store.ts'
import type { CampaignUpdate, NewCampaign } from '../campaigns/settings.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import type { Tables } from '../lib/tables.ts'
import { listBoundWebhooks } from './bindings.store.ts'
import { canTellOfCampaigns, type DialectRules } from './settings.ts'
import type { Webhook } from './webhook.ts'
import type { WebhookDeps } from './webhooks.ts'
import { findWebhookRow, toWebhook, updateWebhookRowIn } from './webhooks.store.ts'

type Deps = Pick<WebhookDeps, 'db' | 'dialectRules'>

/** Makes a campaign as a draft, with its webhooks: both or neither. */
export async function createCampaign(
  { db, dialectRules }: Deps,
  actor: Actor,
  { webhookIds, ...input }: NewCampaign,
): Promise<Campaign> {
  return db.kysely.transaction().execute(async (tx) => {
    const campaign = await createCampaignIn(tx, actor, input)
    if (webhookIds.length === 0) return campaign
    await chooseIn(tx, actor, campaign.id, webhookIds, dialectRules)
    return getCampaign(tx, actor.accountId, campaign.id)
  })
}

/** Changes the fields given, the choice of webhooks among them: all or nothing. */
export async function updateCampaign(
  { db, dialectRules }: Deps,
  actor: Actor,
  id: string,
  input: CampaignUpdate,
): Promise<Campaign> {
  return db.kysely.transaction().execute(async (tx) => {
    const campaign = await updateCampaignIn(tx, actor, id, input)
    if (input.webhookIds === undefined) return campaign
    await chooseIn(tx, actor, id, input.webhookIds, dialectRules)
    return getCampaign(tx, actor.accountId, id)
  })
}

/** Chooses the webhooks of a campaign, whatever its status: exactly these hang on it afterwards. */
export async function setCampaignWebhooks(
  { db, dialectRules }: Deps,
  actor: Actor,
  campaignId: string,
  webhookIds: readonly string[],
): Promise<Webhook[]> {
  const { accountId } = actor
  return db.kysely.transaction().execute(async (tx) => {
    const campaign = await getCampaign(tx, accountId, campaignId, 'forChange')
    if (campaign.archivedAt !== null) throw new AppError('conflict', 'The campaign is archived.')
    await chooseIn(tx, actor, campaignId, webhookIds, dialectRules)
    return (await listBoundWebhooks(tx, accountId, 'campaign', campaignId)).map(toWebhook)
  })
}

async function chooseIn(
  tx: Kysely<Tables>,
  actor: Actor,
  campaignId: string,
  webhookIds: readonly string[],
  dialectRules: DialectRules,
): Promise<void> {
  const chosen = await readChosen(tx, actor.accountId, webhookIds, dialectRules)
  const chosenIds = chosen.map(({ id }) => id)
  // Read now that the campaign is locked: another choice may have been made while that was waited for.
  const bound = await listBoundWebhooks(tx, actor.accountId, 'campaign', campaignId)
  const boundIds = bound.map(({ id }) => id)
  for (const id of new Set([...boundIds, ...chosenIds])) {
    const isChosen = chosenIds.includes(id)
    if (isChosen === boundIds.includes(id)) continue
    // Decided on the locked row: another campaign may choose the same webhook at the same time.
    await updateWebhookRowIn(tx, actor, id, 'webhook.updated', ({ bindingIds }) => {
      const others = bindingIds.filter((entry) => entry !== campaignId)
      return { bindingIds: isChosen ? [...others, campaignId] : others }
    })
  }
}

async function readChosen(
  tx: Kysely<Tables>,
  accountId: string,
  webhookIds: readonly string[],
  dialectRules: DialectRules,
): Promise<Webhook[]> {
  const fields: FieldError[] = []
  const chosen: Webhook[] = []
  for (const [index, id] of webhookIds.entries()) {
    const row = await findWebhookRow(tx, accountId, id)
    const problem = problemOf(row === undefined ? undefined : toWebhook(row), dialectRules)
    if (webhookIds.indexOf(id) !== index)
      fields.push({ path: `webhookIds[${index}]`, message: 'is there twice' })
    else if (problem !== null) fields.push({ path: `webhookIds[${index}]`, message: problem })
    else if (row !== undefined) chosen.push(toWebhook(row))
  }
  if (fields.length === 0) return chosen
  throw new AppError('invalid_request', 'These webhooks cannot be chosen for the campaign.', { fields })
}

function problemOf(webhook: Webhook | undefined, dialectRules: DialectRules): string | null {
  if (webhook === undefined) return 'is no webhook of this account'
  if (!canTellOfCampaigns(webhook.dialect, dialectRules))
    return `speaks the dialect ${webhook.dialect}, which cannot tell of campaigns`
  if (webhook.binding.kind === 'account') {
    return 'hangs on the whole account and hears of every campaign already; give it the binding kind campaign first'
  }
  if (webhook.binding.kind !== 'campaign') return `hangs on ${webhook.binding.kind}s, not on campaigns`
  return null
}

/**
 * Campaigns, up to their status: creating, changing and archiving them. What changes the status also tells of it, so
 * that lives where events are accepted (ingest/change-status.ts).
 */
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Db } from '../lib/db.ts'
import { defined } from '../lib/defined.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { Campaign } from './campaign.ts'
import {
  getCampaign,
  insertCampaign,
  loadUsable,
  updateCampaignRow,
  type CampaignRow,
} from './campaigns.store.ts'
import { hasNumbers } from './numbers.store.ts'
import {
  changeableWhileRunning,
  checkDates,
  datesToInstants,
  type CampaignUpdate,
  type NewCampaign,
} from './settings.ts'

type Settings = Omit<NewCampaign, 'id' | 'webhookIds'>
type Transaction = Parameters<typeof loadUsable>[0]

/** Makes a campaign as a draft, as part of a transaction; its webhooks are chosen by who calls. */
export async function createCampaignIn(
  tx: Transaction,
  actor: Actor,
  { id = newId(), ...settings }: Omit<NewCampaign, 'webhookIds'>,
): Promise<Campaign> {
  await check(tx, actor.accountId, settings)
  const row: CampaignRow = { id, status: 'draft', ...columns(settings) }
  if (!(await insertCampaign(tx, actor.accountId, row)))
    throw refusal([{ path: 'id', message: 'is the id of another campaign' }])
  await audit(tx, actor, 'campaign.created', id)
  return getCampaign(tx, actor.accountId, id)
}

/**
 * Changes the fields given, as part of a transaction. A draft can be changed in all; a running one in what does not
 * touch its numbers.
 */
export async function updateCampaignIn(
  tx: Transaction,
  actor: Actor,
  id: string,
  input: CampaignUpdate,
): Promise<Campaign> {
  const given = defined(input)
  const campaign = await getCampaign(tx, actor.accountId, id, 'forChange')
  checkChangeable(campaign, Object.keys(given))
  const current = settingsOf(campaign)
  const callflow = { ...current.callflow, ...defined(given.callflow ?? {}) }
  const settings: Settings = { ...current, ...given, callflow }
  await check(tx, actor.accountId, settings)
  const hasOtherNames = settings.varNames.join('\n') !== campaign.varNames.join('\n')
  if (hasOtherNames && (await hasNumbers(tx, actor.accountId, id))) {
    throw new AppError('conflict', 'The campaign has numbers with the variables it has now.', {
      fields: [{ path: 'varNames', message: 'cannot change while the campaign has numbers' }],
    })
  }
  await updateCampaignRow(tx, actor.accountId, id, columns(settings))
  await audit(tx, actor, 'campaign.updated', id)
  return getCampaign(tx, actor.accountId, id)
}

/** Puts a campaign away; one that runs has to be canceled first. */
export async function archiveCampaign(db: Db, actor: Actor, id: string, now: Date): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    const campaign = await getCampaign(tx, actor.accountId, id, 'forChange')
    if (campaign.status === 'active' || campaign.status === 'paused')
      throw new AppError('conflict', `The campaign is ${campaign.status}; cancel it before you archive it.`)
    await updateCampaignRow(tx, actor.accountId, id, { archivedAt: campaign.archivedAt ?? now })
    await audit(tx, actor, 'campaign.archived', id)
  })
}

function checkChangeable(campaign: Campaign, names: readonly string[]): void {
  const { status } = campaign
  if (campaign.archivedAt !== null) throw new AppError('conflict', 'The campaign is archived.')
  if (status === 'canceled' || status === 'finished')
    throw new AppError('conflict', `The campaign is ${status} and cannot be changed any more.`)
  const fixed = status === 'draft' ? [] : names.filter((name) => !changeableWhileRunning.has(name))
  if (fixed.length === 0) return
  const fields = fixed.map((path) => ({ path, message: 'can only be changed while the campaign is a draft' }))
  throw new AppError('conflict', `The campaign is ${status}.`, { fields })
}

async function check(tx: Transaction, accountId: string, settings: Settings): Promise<void> {
  const { forHuman, forMachine } = settings.callflow
  const callflowIds = [forHuman, forMachine].filter((id) => id !== null)
  const usable = await loadUsable(tx, accountId, { phoneSystemId: settings.phoneSystemId, callflowIds })
  const fields = checkDates(settings.startDate, settings.endDate)
  if (usable.extensions === undefined) {
    fields.push({ path: 'phoneSystemId', message: 'is no phone system of this account, or an archived one' })
  } else if (!usable.extensions.some(({ id }) => id === settings.extensionId)) {
    fields.push({ path: 'extensionId', message: 'is no extension of this phone system' })
  }
  for (const [role, id] of Object.entries(settings.callflow)) {
    if (id !== null && !usable.callflowIds.has(id))
      fields.push({ path: `callflow.${role}`, message: 'is no callflow of this account, or an archived one' })
  }
  if (fields.length > 0) throw refusal(fields)
}

function columns(settings: Settings): Omit<CampaignRow, 'id' | 'status'> {
  const { name, type, phoneSystemId, extensionId, startDate, endDate, timeZoneId, varNames } = settings
  return {
    ...{ name, type, phoneSystemId, extensionId, startDate, endDate, timeZoneId, varNames },
    ...datesToInstants(settings),
    dialerMode: settings.dialer.mode,
    callflowForHumanId: settings.callflow.forHuman,
    callflowForMachineId: settings.callflow.forMachine,
    maxAttempts: settings.maxAttempts,
    retryDelayMinutes: settings.retryDelayMinutes,
  }
}

function settingsOf(campaign: Campaign): Settings {
  const { name, type, dialer, startDate, endDate, timeZoneId, varNames, maxAttempts, retryDelayMinutes } =
    campaign
  return {
    ...{ name, type, dialer, startDate, endDate, timeZoneId, varNames, maxAttempts, retryDelayMinutes },
    phoneSystemId: campaign.phoneSystem.id,
    extensionId: campaign.phoneSystem.extension.id,
    callflow: {
      forHuman: campaign.callflow.forHuman?.id ?? null,
      forMachine: campaign.callflow.forMachine?.id ?? null,
    },
  }
}

function refusal(fields: FieldError[]): AppError {
  return new AppError('invalid_request', 'The campaign’s settings cannot be used.', { fields })
}

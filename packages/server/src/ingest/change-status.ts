/**
 * The one place where a campaign's status changes: the lifecycle decides, and the new status, the audit entry and the
 * event with its deliveries are written in one transaction.
 */
import type { Actor } from '../accounts/actor.ts'
import { findKeyName } from '../accounts/api-keys.store.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import { getCampaign, updateCampaignRow } from '../campaigns/campaigns.store.ts'
import { isCampaignOver } from '../campaigns/due.store.ts'
import { decide, type CampaignAction } from '../campaigns/lifecycle.ts'
import { kyselyIn, type Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import type { Ingest } from './accept.ts'

export type ChangeStatusDeps = { db: Db; ingest: Ingest; now: () => Date }

/** Does what the lifecycle allows and tells of it; refused otherwise, with the statuses that would allow it. */
export async function changeStatus(
  deps: ChangeStatusDeps,
  actor: Actor,
  id: string,
  action: CampaignAction,
): Promise<Campaign> {
  const { accountId } = actor
  const now = deps.now()
  await deps.ingest.accept({
    accountId,
    events: [],
    within: async (connection) => {
      const tx = kyselyIn(connection)
      const campaign = await getCampaign(tx, accountId, id, 'forChange')
      const decision = decide(campaign, action, now)
      if (!decision.ok) throw new AppError('conflict', decision.reason)
      // Its end date may have been moved since it was found to be over.
      if (action === 'finish' && !(await isCampaignOver(connection, now, accountId, id)))
        throw new AppError('conflict', 'The campaign is not over.')
      const { status, event, endedAt } = decision
      await updateCampaignRow(tx, accountId, id, { status, endedAt })
      await audit(tx, actor, event, id)
      const origin = await originOf(tx, actor)
      const data = { campaign: campaignFacts({ ...campaign, status, endedAt }), origin }
      return [{ type: event, occurredAt: now, campaignId: id, data }]
    },
  })
  return getCampaign(deps.db.kysely, accountId, id)
}

/** Who caused it, as receivers are told: null when the system did. */
async function originOf(tx: ReturnType<typeof kyselyIn>, { accountId, by, ipAddress }: Actor) {
  if (by.kind === 'system') return null
  const name = by.kind === 'apiKey' ? await findKeyName(tx, accountId, by.id) : undefined
  return { user: { id: by.id, name: name ?? by.id, email: null }, ipAddress }
}

/** A campaign in the words of the event catalogue. */
function campaignFacts(campaign: Campaign): Record<string, unknown> {
  const { id, name, phoneSystem, dialer, status, type, startDate, endDate, timeZoneId, callflow, varNames } =
    campaign
  return {
    ...{ id, name, phoneSystem, dialer, status, type, startDate, endDate, timeZoneId, callflow, varNames },
    startedAt: campaign.startedAt?.toISOString() ?? null,
    endedAt: campaign.endedAt?.toISOString() ?? null,
  }
}

import type { Campaign, CampaignNumber } from '../campaigns/campaign.ts'
import { getCampaign } from '../campaigns/campaigns.store.ts'
import { findNumber } from '../campaigns/numbers.store.ts'
import type { EventData } from '../events/catalogue.ts'
import { timeOf } from '../events/catalogue/time.ts'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { Ingest } from './accept.ts'

export type ResultInput = {
  /** Of the event: told again, it changes nothing. */
  id?: string | null | undefined
  campaignId: string
  numberId: string
  call: { id?: string | undefined; from?: string | undefined; source?: string | undefined }
  data: EventData<'call.ended'>
}

/** Accepts the result of a call to a number of a campaign as the `call.ended` it is, and returns the number after it. */
export async function tellResult(
  deps: { db: Db; ingest: Ingest; now: () => Date },
  accountId: string,
  { id = null, campaignId, numberId, call, data }: ResultInput,
): Promise<{ eventId: string; callId: string; number: CampaignNumber; campaign: Campaign }> {
  const { kysely } = deps.db
  const campaign = await getCampaign(kysely, accountId, campaignId)
  if (campaign.status === 'draft')
    throw new AppError('conflict', 'The campaign is a draft: nobody was called for it yet.')
  const called = await findNumber(kysely, accountId, campaignId, numberId)
  if (called === undefined) throw noSuchNumber(numberId)
  const givenId = id?.toLowerCase()
  // That of the event where it has one: told again, it is the same call.
  const callId = call.id ?? givenId ?? newId()
  const [eventId = ''] = await deps.ingest.accept({
    accountId,
    events: [
      {
        ...(givenId === undefined ? {} : { id: givenId }),
        type: 'call.ended',
        occurredAt: timeOf(data.endedAt) ?? deps.now(),
        call: {
          id: callId,
          from: call.from ?? null,
          to: called.number,
          direction: 'outbound',
          source: call.source ?? null,
          campaignId,
        },
        data,
      },
    ],
  })
  const number = await findNumber(kysely, accountId, campaignId, numberId)
  if (number === undefined) throw noSuchNumber(numberId)
  return { eventId, callId, number, campaign }
}

function noSuchNumber(id: string): AppError {
  return new AppError('not_found', `The campaign has no number with the id ${id}.`)
}

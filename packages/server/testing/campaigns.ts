import type { z } from 'zod'
import { systemActor } from '../src/accounts/actor.ts'
import type { Campaign, PhoneSystem } from '../src/campaigns/campaign.ts'
import { createCampaignIn } from '../src/campaigns/campaigns.ts'
import { addNumbers } from '../src/campaigns/numbers.ts'
import { createPhoneSystem } from '../src/campaigns/phone-systems.store.ts'
import { newCampaignSchema } from '../src/campaigns/settings.ts'
import type { TestDatabase } from './database.ts'

/** A phone system of the test's account with one extension. */
export async function addPhoneSystem({ db, accountId }: TestDatabase): Promise<PhoneSystem> {
  return createPhoneSystem(db, systemActor(accountId), { name: 'PBX', extensions: [{ name: 'One' }] })
}

/** A draft of the test's account that may run for decades. */
export async function addCampaign(
  database: TestDatabase,
  input: Partial<z.input<typeof newCampaignSchema>> = {},
): Promise<Campaign> {
  const { db, accountId } = database
  const phoneSystem = await addPhoneSystem(database)
  const settings = newCampaignSchema.parse({
    ...{ name: 'Survey', startDate: '2026-01-01', endDate: '2099-12-31', timeZoneId: 'Europe/Berlin' },
    ...{ phoneSystemId: phoneSystem.id, extensionId: phoneSystem.extensions[0]?.id },
    ...input,
  })
  return db.kysely.transaction().execute((tx) => createCampaignIn(tx, systemActor(accountId), settings))
}

/** Adds a number to a campaign; returns its id. */
export async function addNumber(
  { db, accountId }: TestDatabase,
  campaignId: string,
  number: string,
  variables: Record<string, string> = {},
): Promise<string> {
  const { ids } = await addNumbers(db, systemActor(accountId), campaignId, {
    numbers: [{ number, variables }],
  })
  return ids[0] ?? ''
}

import { expect, it } from 'vitest'
import { addCampaign } from '../../testing/campaigns.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, webhookDeps } from '../../testing/ingest.ts'
import { systemActor } from '../accounts/actor.ts'
import { listBoundWebhooks } from './bindings.store.ts'
import { setCampaignWebhooks } from './campaign-webhooks.ts'

const database = await createTestDatabase()
const { db, accountId } = database

it('of several choices for a campaign at the same time one stands, and not a mixture', async () => {
  const { id } = await addCampaign(database)
  const binding = { kind: 'campaign' as const, ids: [] }
  const webhooks = await Promise.all([1, 2, 3, 4].map(() => addWebhook(database, { binding })))
  await Promise.all(
    webhooks.map((webhook) =>
      setCampaignWebhooks(webhookDeps(database), systemActor(accountId), id, [webhook.id]),
    ),
  )
  expect(await listBoundWebhooks(db.kysely, accountId, 'campaign', id)).toHaveLength(1)
})

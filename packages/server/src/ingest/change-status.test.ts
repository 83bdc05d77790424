import { expect, it } from 'vitest'
import { addCampaign, addNumber } from '../../testing/campaigns.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { createTestIngest } from '../../testing/ingest.ts'
import { systemActor } from '../accounts/actor.ts'
import { getCampaign } from '../campaigns/campaigns.store.ts'
import { changeStatus } from './change-status.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const deps = { db, ingest: createTestIngest(database), now: () => new Date() }

it('a campaign that goes on after all is not finished', async () => {
  const { id } = await addCampaign(database)
  await addNumber(database, id, '+493023125042')
  await changeStatus(deps, systemActor(accountId), id, 'activate')
  const finished = changeStatus(deps, systemActor(accountId), id, 'finish')
  await expect(finished).rejects.toMatchObject({ code: 'conflict' })
  expect(await getCampaign(db.kysely, accountId, id)).toMatchObject({ status: 'active' })
})

import { expect, it } from 'vitest'
import { addPhoneSystem } from '../../testing/campaigns.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { until } from '../../testing/receiver.ts'
import { systemActor } from '../accounts/actor.ts'
import { archiveCallflow, createCallflow } from './callflows.store.ts'
import { createCampaignIn } from './campaigns.ts'
import { archivePhoneSystem } from './phone-systems.store.ts'
import { newCampaignSchema } from './settings.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const actor = systemActor(accountId)

/** What a campaign uses, and a draft of one. */
async function prepare() {
  const phoneSystem = await addPhoneSystem(database)
  const callflow = await createCallflow(db, actor, { name: 'Reminder', actions: [] })
  const settings = newCampaignSchema.parse({
    ...{ name: 'Survey', startDate: '2026-01-01', endDate: '2099-12-31', timeZoneId: 'UTC' },
    ...{ phoneSystemId: phoneSystem.id, extensionId: phoneSystem.extensions[0]?.id },
    callflow: { forMachine: callflow.id },
  })
  return { phoneSystem, callflow, settings }
}
type Prepared = Awaited<ReturnType<typeof prepare>>

const isSomeoneWaiting = async () => {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return ((await db.pool.query(waiting)).rowCount ?? 0) > 0
}

it.each([
  ['phone system', async ({ phoneSystem }: Prepared) => archivePhoneSystem(db, actor, phoneSystem.id)],
  ['callflow', async ({ callflow }: Prepared) => archiveCallflow(db, actor, callflow.id)],
])('a %s is not archived beside the making of a campaign that uses it', async (_, archive) => {
  const prepared = await prepare()
  const archived = await db.kysely.transaction().execute(async (tx) => {
    await createCampaignIn(tx, actor, prepared.settings)
    let isDone = false
    const outcome = archive(prepared).then(
      () => 'archived',
      (error: { code: string }) => error.code,
    )
    void outcome.then(() => (isDone = true))
    await until(async () => isDone || (await isSomeoneWaiting()))
    return { outcome }
  })
  expect(await archived.outcome).toBe('conflict')
})

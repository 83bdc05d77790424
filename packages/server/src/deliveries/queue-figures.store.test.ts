import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest } from '../../testing/ingest.ts'
import { until } from '../../testing/receiver.ts'
import { estimatePending, readOldestDueSeconds } from './queue-figures.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const { accept } = createTestIngest(database)

it('tells how long the oldest delivery has been due, unless it waits on purpose', async () => {
  expect(await readOldestDueSeconds(db)).toBe(0)
  const [one, two, disabled, failing] = [
    await addWebhook(database),
    await addWebhook(database),
    await addWebhook(database),
    await addWebhook(database),
  ]
  await accept({ accountId, events: [callEvent('call.ringing', 'a'), callEvent('call.answered', 'a')] })
  const makeDue = async (webhookId: string, seconds: number) =>
    db.pool.query(
      `update pending_deliveries set due_at = now() - $2 * interval '1 second' where webhook_id = $1`,
      [webhookId, seconds],
    )
  await makeDue(one.id, 100)
  await makeDue(two.id, 200)
  await makeDue(disabled.id, 300)
  await makeDue(failing.id, 400)
  await db.pool.query('update webhooks set enabled = false where id = $1', [disabled.id])
  await db.pool.query('update webhooks set failing_since = now() where id = $1', [failing.id])
  expect(Math.floor((await readOldestDueSeconds(db)) / 100)).toBe(2)
  await makeDue(two.id, -50)
  expect(Math.floor((await readOldestDueSeconds(db)) / 100)).toBe(1)
  await makeDue(one.id, -50)
  expect(await readOldestDueSeconds(db)).toBe(0)
  await until(async () => (await estimatePending(db)) === 8)
})

import { describe, expect, it } from 'vitest'
import { insertAccount } from '../../testing/accounts.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest, webhookDeps } from '../../testing/ingest.ts'
import { addWorker, attemptOf, claim, responded, settle } from '../../testing/queue.ts'
import { systemActor } from '../accounts/actor.ts'
import { deleteWebhook, disableWebhook } from '../webhooks/webhooks.ts'
import {
  cancelDelivery,
  findDelivery,
  getDeliveryBody,
  listDeliveries,
  retryDelivery,
} from './deliveries.store.ts'
import { expireStale } from './expire.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const ingest = createTestIngest(database)
const actor = systemActor(accountId)
const worker = await addWorker(database)
let agents = 0

/** A webhook of its own with one delivery in its queue. */
async function queued(): Promise<{ id: string; webhookId: string }> {
  agents += 1
  const agentId = `agent-${agents}`
  const { id: webhookId } = await addWebhook(database, { binding: { kind: 'agent', ids: [agentId] } })
  const event = callEvent('call.ringing', `call-${agents}`, { call: { agentId } })
  await ingest.accept({ accountId, events: [event] })
  const [delivery] = await listDeliveries(db, accountId, { webhookId }, { limit: 1 })
  return { id: delivery?.id ?? '', webhookId }
}

async function finish(id: string, webhookId: string): Promise<void> {
  await claim(database, worker, webhookId)
  const attempt = attemptOf(1, responded(500))
  await settle(db, worker, [{ deliveryId: id, attempt, next: { status: 'failed' } }])
}

const statusOf = async (id: string) => (await findDelivery(db, accountId, id))?.status

describe('retry', () => {
  it('puts a finished delivery back into the queue, its attempts and its body kept, its age begun anew', async () => {
    const { id, webhookId } = await queued()
    const body = await getDeliveryBody(db, accountId, id)
    await finish(id, webhookId)
    await db.pool.query(
      `update finished_deliveries set queued_at = now() - interval '9 days' where id = $1`,
      [id],
    )
    expect(await retryDelivery(db, actor, id)).toEqual({ webhookId, isTest: false })
    expect(await findDelivery(db, accountId, id)).toMatchObject({
      status: 'pending',
      attempts: 1,
      finishedAt: null,
    })
    const [claimed] = await claim(database, worker, webhookId)
    expect(claimed).toMatchObject({ id, attempts: 1, body })
    expect(claimed?.ageMs).toBeLessThan(60_000)
  })

  it('makes a waiting delivery due at once', async () => {
    const { id, webhookId } = await queued()
    await db.pool.query(`update pending_deliveries set due_at = now() + interval '1 h' where id = $1`, [id])
    await retryDelivery(db, actor, id)
    expect(await claim(database, worker, webhookId)).toMatchObject([{ id }])
  })

  it('asked for by several people at once counts as one and is refused to none', async () => {
    const { id, webhookId } = await queued()
    await finish(id, webhookId)
    await Promise.all(Array.from({ length: 6 }, async () => retryDelivery(db, actor, id)))
    expect(await claim(database, worker, webhookId)).toMatchObject([{ id }])
  })

  it('of a test stays a test', async () => {
    const { id, webhookId } = await queued()
    await db.pool.query('update pending_deliveries set is_test = true where id = $1', [id])
    await finish(id, webhookId)
    expect(await retryDelivery(db, actor, id)).toEqual({ webhookId, isTest: true })
    expect(await findDelivery(db, accountId, id)).toMatchObject({ status: 'pending', isTest: true })
  })

  it('is refused when the webhook is deleted, whether the delivery waits or is finished', async () => {
    for (const isFinished of [true, false]) {
      const { id, webhookId } = await queued()
      if (isFinished) await finish(id, webhookId)
      await deleteWebhook(webhookDeps(database), actor, webhookId)
      await expect(retryDelivery(db, actor, id)).rejects.toMatchObject({ code: 'conflict' })
      expect(await statusOf(id)).toBe(isFinished ? 'failed' : 'pending')
    }
  })
})

describe('cancel', () => {
  it('takes a waiting delivery out of the queue', async () => {
    const { id, webhookId } = await queued()
    await cancelDelivery(db, actor, id)
    expect(await findDelivery(db, accountId, id)).toMatchObject({ status: 'canceled', nextAttemptAt: null })
    expect(await claim(database, worker, webhookId)).toEqual([])
  })

  it('is refused once the delivery is finished, and says how', async () => {
    const { id, webhookId } = await queued()
    await finish(id, webhookId)
    await expect(cancelDelivery(db, actor, id)).rejects.toMatchObject({
      code: 'conflict',
      message: 'The delivery is failed already.',
    })
  })

  it('by several at once is done once', async () => {
    const { id } = await queued()
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, async () => cancelDelivery(db, actor, id)),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await statusOf(id)).toBe('canceled')
  })
})

describe('another account', () => {
  it('neither sees nor changes a delivery', async () => {
    const { id, webhookId } = await queued()
    const other = await insertAccount(db, 'Other')
    const stranger = systemActor(other.id)
    expect(await findDelivery(db, other.id, id)).toBeUndefined()
    expect(await listDeliveries(db, other.id, { webhookId }, { limit: 10 })).toEqual([])
    const results = await Promise.allSettled([
      getDeliveryBody(db, other.id, id),
      retryDelivery(db, stranger, id),
      cancelDelivery(db, stranger, id),
    ])
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    }
    expect(await statusOf(id)).toBe('pending')
  })
})

describe('expiry of what waits for a disabled webhook', () => {
  async function aged(sql: string): Promise<{ id: string; webhookId: string }> {
    const delivery = await queued()
    await db.pool.query(`update pending_deliveries set ${sql} where id = $1`, [delivery.id])
    await disableWebhook(webhookDeps(database), actor, delivery.webhookId)
    return delivery
  }

  it.each([
    [
      'never tried and older than the max age',
      `queued_at = now() - '2 days'::interval, due_at = now() - '2 days'::interval`,
      'expired',
    ],
    [
      'waiting for a retry and older than the max age',
      `queued_at = now() - '2 days'::interval, due_at = now() + '1 h'::interval, attempts = 3`,
      'expired',
    ],
    [
      'younger than the max age',
      `queued_at = now() - '23 h'::interval, due_at = now() - '23 h'::interval`,
      'pending',
    ],
    [
      'just over the max age, whose last request may be under way',
      `queued_at = now() - '24 h 5 s'::interval, due_at = now() - '24 h 5 s'::interval`,
      'pending',
    ],
  ])('of one %s makes it what it should be', async (_, sql, expected) => {
    const { id } = await aged(sql)
    await expireStale(db, 100)
    expect(await statusOf(id)).toBe(expected)
  })

  it('leaves those of an enabled webhook to its workers', async () => {
    const { id } = await queued()
    await db.pool.query(
      `update pending_deliveries set queued_at = now() - interval '2 days', due_at = now() - interval '2 days' where id = $1`,
      [id],
    )
    await expireStale(db, 100)
    expect(await statusOf(id)).toBe('pending')
  })

  it('ends at most as many as asked for, and says how many', async () => {
    const old = `queued_at = now() - '2 days'::interval, due_at = now() - '2 days'::interval`
    await aged(old)
    await aged(old)
    expect([await expireStale(db, 1), await expireStale(db, 10), await expireStale(db, 10)]).toEqual([
      1, 1, 0,
    ])
  })
})

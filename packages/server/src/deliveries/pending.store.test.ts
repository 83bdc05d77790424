import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest } from '../../testing/ingest.ts'
import { createJobSteps } from '../../testing/jobs.ts'
import { systemActor } from '../accounts/actor.ts'
import type { Job } from './job.ts'
import { getJob, insertJob } from './jobs.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const actor = systemActor(accountId)
const ingest = createTestIngest(database)

const { step, stepOn } = createJobSteps(database)
const read = (job: Job) => getJob(db, accountId, job.id)

describe('a job on pending deliveries', () => {
  const everything = { from: null, to: null, eventTypes: null, callId: null }

  /** A webhook with deliveries of one call, tried once and waiting an hour for their retry. */
  async function addWaiting(callId: string, events: number) {
    const webhook = await addWebhook(database, { eventTypes: ['call.ringing'], ordering: 'per-call' })
    await ingest.accept({
      accountId,
      events: Array.from({ length: events }, () => callEvent('call.ringing', callId)),
    })
    const { rows } = await db.pool.query<{ id: string }>(
      `update pending_deliveries set attempts = 1, due_at = now() + interval '1 hour' where webhook_id = $1
       returning id`,
      [webhook.id],
    )
    return { webhookId: webhook.id, ids: rows.map(({ id }) => id).toSorted() }
  }

  const dueOf = async (webhookId: string) => {
    const { rows } = await db.pool.query<{ id: string }>(
      'select id from pending_deliveries where webhook_id = $1 and due_at <= now() order by id',
      [webhookId],
    )
    return rows.map(({ id }) => id)
  }

  it('tries each once, however often it fails again while the job goes on', async () => {
    const { webhookId, ids } = await addWaiting('circle', 300)
    const job = await insertJob(db, actor, { webhookId, kind: 'retry', filter: everything })
    await step()
    const tried = await dueOf(webhookId)
    expect(tried).toHaveLength(200)
    await db.pool.query(
      `update pending_deliveries set attempts = 2, due_at = now() + interval '1 hour' where id = any($1)`,
      [tried],
    )
    expect(await stepOn()).toBe('none')
    expect(await read(job)).toMatchObject({ state: 'done', total: 300, done: 300, queued: 300 })
    expect(await dueOf(webhookId)).toEqual(ids.filter((id) => !tried.includes(id)))
  })

  it('goes through a long queue of which it wants little in steps, and to its end', async () => {
    const { webhookId } = await addWaiting('few', 2)
    await db.pool.query(
      `insert into pending_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, occurred_at, due_at)
       select gen_random_uuid(), $1, $2, gen_random_uuid(), 'call.ended', gen_random_uuid(), now(), now() - interval '1 hour'
         from generate_series(1, 45000)`,
      [accountId, webhookId],
    )
    const filter = { ...everything, eventTypes: ['call.ringing'] }
    const job = await insertJob(db, actor, { webhookId, kind: 'cancel', filter })
    const kinds = [await step(), await step()].map(({ kind }) => kind)
    expect([kinds, (await read(job)).done]).toEqual([['worked', 'worked'], 0])
    expect(await stepOn()).toBe('none')
    expect(await read(job)).toMatchObject({ state: 'done', total: 2, done: 2 })
    await db.pool.query('delete from pending_deliveries where webhook_id = $1', [webhookId])
  })

  it.each(['0000-01-01T00:00:00Z', '2026-04-08T00:00:00+16:00'])('takes the time %s', async (from) => {
    const { webhookId } = await addWaiting(`since ${from}`, 1)
    const job = await insertJob(db, actor, { webhookId, kind: 'cancel', filter: { ...everything, from } })
    expect(await stepOn()).toBe('none')
    expect(await read(job)).toMatchObject({ state: 'done', total: 1 })
  })

  it('makes no more due than live events can wait behind', async () => {
    const { webhookId } = await addWaiting('many', 900)
    const job = await insertJob(db, actor, { webhookId, kind: 'retry', filter: everything })
    expect(await stepOn()).toBe('waiting')
    expect(await read(job)).toMatchObject({ state: 'running', done: 600 })
    await db.pool.query('delete from pending_deliveries where webhook_id = $1', [webhookId])
    expect(await stepOn()).toBe('none')
  })

  it('does not end while something that it is to cancel is being settled', async () => {
    const { webhookId, ids } = await addWaiting('settled', 2)
    const job = await insertJob(db, actor, { webhookId, kind: 'cancel', filter: everything })
    await db.transaction(async (tx) => {
      await tx.query('select from pending_deliveries where id = $1 for update', [ids[0]])
      await step()
      await step()
      expect(await read(job)).toMatchObject({ state: 'running', done: 1 })
    })
    expect(await stepOn()).toBe('none')
    expect(await read(job)).toMatchObject({ state: 'done', total: 2, done: 2, queued: 0 })
  })

  it('lets the next one of a call go whose earlier ones it canceled', async () => {
    const { webhookId } = await addWaiting('next', 3)
    const job = await insertJob(db, actor, { webhookId, kind: 'cancel', filter: everything })
    await ingest.accept({ accountId, events: [callEvent('call.ringing', 'next')] })
    // Waits for the retry of the first one, as those behind it do.
    const { rows } = await db.pool.query<{ id: string }>(
      `update pending_deliveries set due_at = now() + interval '1 hour' where webhook_id = $1 and attempts = 0
       returning id`,
      [webhookId],
    )
    expect(await stepOn()).toBe('none')
    expect(await read(job)).toMatchObject({ state: 'done', total: 3 })
    expect(await dueOf(webhookId)).toEqual(rows.map(({ id }) => id))
  })
})

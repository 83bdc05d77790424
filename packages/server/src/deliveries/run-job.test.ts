import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest, webhookDeps } from '../../testing/ingest.ts'
import { createJobSteps } from '../../testing/jobs.ts'
import { systemActor } from '../accounts/actor.ts'
import { deleteWebhook } from '../webhooks/webhooks.ts'
import { countJob } from './count-job.ts'
import { getDeliveryBody, listDeliveries } from './deliveries.store.ts'
import { getJob, insertJob, noteTotal } from './jobs.store.ts'
import type { Job } from './job.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const actor = systemActor(accountId)
const ingest = createTestIngest(database)

const { step, stepOn } = createJobSteps(database)

/** A webhook whose events nobody takes, and a job that replays all of them. */
async function addReplay(callId: string, events: number): Promise<Job> {
  await ingest.accept({
    accountId,
    events: Array.from({ length: events }, () => callEvent('call.ringing', callId)),
  })
  const webhook = await addWebhook(database, { eventTypes: ['call.ringing'], enabled: false })
  const filter = { from: '2026-04-08T00:00:00Z', to: '2026-04-09T00:00:00Z', eventTypes: ['call.ringing'] }
  return insertJob(db, actor, {
    webhookId: webhook.id,
    kind: 'replay',
    filter: { ...filter, callId, campaignId: null, rerender: false },
  })
}

const read = (job: Job) => getJob(db, accountId, job.id)

describe('a job whose queue is full', () => {
  it('lets the others go on, is not written to, and goes on when there is room', async () => {
    const waiting = await addReplay('much', 900)
    expect(await stepOn()).toBe('waiting')
    const { rows: before } = await db.pool.query('select * from jobs where id = $1', [waiting.id])
    const other = await addReplay('little', 3)
    expect(await stepOn()).toBe('waiting')
    expect(await read(other)).toMatchObject({ state: 'done', total: 3, queued: 3 })
    const { rows: after } = await db.pool.query('select * from jobs where id = $1', [waiting.id])
    expect(after).toEqual(before)
    expect(await read(waiting)).toMatchObject({ state: 'running', done: 600 })

    await db.pool.query('delete from pending_deliveries where webhook_id = $1', [waiting.webhookId])
    expect(await stepOn()).toBe('none')
    expect(await read(waiting)).toMatchObject({ state: 'done', total: 900, done: 900, queued: 900 })
  })

  it('ends when its webhook is deleted, without queueing anything more', async () => {
    const job = await addReplay('deleted', 900)
    expect(await stepOn()).toBe('waiting')
    await deleteWebhook(webhookDeps(database), actor, job.webhookId)
    expect(await stepOn()).toBe('none')
    expect(await read(job)).toMatchObject({ state: 'done', done: 600, queued: 600, total: 600 })
  })
})

describe('a job that cannot go on', () => {
  it('says why, and leaves the others their turn', async () => {
    const broken = await addReplay('broken', 3)
    const other = await addReplay('whole', 3)
    await db.pool.query(`update jobs set filter = '{"from": "never", "eventTypes": ["x"]}' where id = $1`, [
      broken.id,
    ])
    expect(await step()).toMatchObject({
      kind: 'failed',
      jobId: broken.id,
      error: expect.any(Error) as Error,
    })
    expect(await step()).toMatchObject({ kind: 'worked', jobId: other.id })
    await db.pool.query('delete from jobs where id = any($1)', [[broken.id, other.id]])
  })
})

describe('the total of a job', () => {
  it('is unknown until it is counted, and the same whenever that is', async () => {
    const job = await addReplay('counted', 700)
    expect(await read(job)).toMatchObject({ total: null })
    await countJob(db, job.id)
    expect(await read(job)).toMatchObject({ total: 700, done: 0 })
    await step()
    await countJob(db, job.id)
    expect(await read(job)).toMatchObject({ total: 700, done: 200 })
    await deleteWebhook(webhookDeps(database), actor, job.webhookId)
    await stepOn()
  })

  it('is counted beside a step that holds the job, and not changed once the job is done', async () => {
    const job = await addReplay('held', 5)
    await db.transaction(async (tx) => {
      await tx.query('select from jobs where id = $1 for update', [job.id])
      const counting = countJob(db, job.id)
      expect(await step()).toEqual({ kind: 'waiting' })
      await tx.query('select pg_sleep(0.05)')
      await tx.query('rollback')
      await counting
    })
    await stepOn()
    await noteTotal(db, job.id, 4)
    expect(await read(job)).toMatchObject({ state: 'done', total: 5 })
  })
})

describe('a job in a long history', () => {
  it('looks at some of it in each step, and finds all that is wanted, wherever it is', async () => {
    const webhook = await addWebhook(database, { enabled: false })
    // 50,000 delivered ones, among them three that failed: the first, the last, and one far behind the first step's end.
    await db.pool.query(
      `insert into finished_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, occurred_at,
                                        queued_at, status, attempts, is_test)
       select ('019615f0-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, $2, gen_random_uuid(), 'call.ringing',
              gen_random_uuid(), now(), now(), case when n in (1, 30000, 50000) then 'failed' else 'delivered' end, 1,
              false
         from generate_series(1, 50000) n`,
      [accountId, webhook.id],
    )
    const { id } = await insertJob(db, actor, {
      ...{ webhookId: webhook.id, kind: 'recover', filter: { since: '2020-01-01T00:00:00Z' } },
    })
    const progress: number[] = []
    while ((await step()).kind === 'worked') progress.push((await getJob(db, accountId, id)).done)
    expect(progress).toEqual([1, 2, 3])
    expect(await getJob(db, accountId, id)).toMatchObject({ state: 'done', total: 3, queued: 3 })
  })

  it('does not take the end of a step for the end of the events', async () => {
    const call = await addReplay('before-many', 2)
    await db.pool.query('delete from jobs where id = $1', [call.id])
    await db.pool.query(
      `insert into events (account_id, id, type, occurred_at, received_at, content, is_test)
       select $1, ('019615f0-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'call.answered', now(), now(), '{}', false
         from generate_series(1, 40000) n`,
      [accountId],
    )
    const filter = { from: null, to: null, eventTypes: ['call.ringing'], callId: null, campaignId: null }
    const job = await insertJob(db, actor, {
      ...{ webhookId: call.webhookId, kind: 'replay', filter: { ...filter, rerender: false } },
    })
    await step()
    expect(await read(job)).toMatchObject({ state: 'running', done: 0 })
    await stepOn()
    expect((await read(job)).done).toBeGreaterThanOrEqual(2)
  })
})

it('an event that is rendered again for a replay says the times of its call', async () => {
  const call = { campaignId: 'spring' }
  const events = [
    callEvent('call.initiated', 'ended', { call }),
    callEvent('call.ended', 'ended', { second: 9 }),
  ]
  await ingest.accept({ accountId, events, isBatch: true })
  const { id: webhookId } = await addWebhook(database, { dialect: 'sip-caller', enabled: false })
  const range = { from: '2026-04-08T00:00:00Z', to: '2026-04-09T00:00:00Z', eventTypes: ['call.ended'] }
  const filter = { ...range, callId: 'ended', campaignId: null, rerender: true }
  await insertJob(db, actor, { webhookId, kind: 'replay', filter })
  await stepOn()
  const [delivery] = await listDeliveries(db, accountId, { webhookId }, { limit: 1 })
  expect(JSON.parse(await getDeliveryBody(db, accountId, delivery?.id ?? ''))).toMatchObject({
    data: { callDetails: { startedAt: '2026-04-08T09:24:00', endedAt: '2026-04-08T09:24:09' } },
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest, webhookDeps } from '../../testing/ingest.ts'
import { addWorker, attemptOf, claim, responded, settle } from '../../testing/queue.ts'
import { systemActor } from '../accounts/actor.ts'
import { noteFailing, noteHealthy } from './health.store.ts'
import type { Webhook } from './webhook.ts'
import { disableWebhook, enableWebhook, updateWebhook } from './webhooks.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const deps = webhookDeps(database)
const actor = systemActor(accountId)

const hourMs = 3_600_000

async function note({ id, updatedAt }: Webhook, failingForMs: number, failedAgoMs = 0): Promise<void> {
  const reason = `failing for ${failingForMs}`
  await noteFailing(db, id, { reason, failingForMs, failedAgoMs, nextProbeMs: 60_000, settingsAt: updatedAt })
}

/** Since when it is known to fail and when it last did, as ages in whole minutes. */
async function ages({ id }: Webhook): Promise<(number | null)[]> {
  const { rows } = await db.pool.query<{ since: number | null; last: number | null }>(
    `select round(extract(epoch from now() - failing_since) / 60)::int as since,
            round(extract(epoch from now() - last_failed_at) / 60)::int as last
       from webhooks where id = $1`,
    [id],
  )
  return [rows[0]?.since ?? null, rows[0]?.last ?? null]
}

describe('a note of a failing receiver', () => {
  it('says by the clock of the database since when it fails, and when it last did', async () => {
    const webhook = await addWebhook(database)
    await note(webhook, 2 * hourMs, hourMs)
    expect(await ages(webhook)).toEqual([120, 60])
  })

  it('goes on from the one before it, whatever drift is between the clocks', async () => {
    const webhook = await addWebhook(database)
    await note(webhook, 2 * hourMs, hourMs)
    await note(webhook, 2 * hourMs - 300_000)
    expect(await ages(webhook)).toEqual([120, 0])
  })

  it('begins a new failing when that began after the last failure that was noted', async () => {
    const webhook = await addWebhook(database)
    await note(webhook, 5 * hourMs, 3 * hourMs)
    await note(webhook, 2 * hourMs)
    expect(await ages(webhook)).toEqual([120, 0])
  })

  it('counts for nothing when the settings were changed since the request', async () => {
    const webhook = await addWebhook(database)
    await updateWebhook(deps, actor, webhook.id, { url: 'http://127.0.0.1:9/mended' })
    await note(webhook, hourMs)
    expect(await ages(webhook)).toEqual([null, null])
  })
})

describe('what is known of a receiver', () => {
  it('is forgotten with its first success', async () => {
    const webhook = await addWebhook(database)
    await note(webhook, hourMs)
    await noteHealthy(db, webhook.id)
    expect(await ages(webhook)).toEqual([null, null])
  })

  it('is forgotten with a change of the address, and kept with any other', async () => {
    const webhook = await addWebhook(database)
    await note(webhook, hourMs)
    await updateWebhook(deps, actor, webhook.id, { name: 'Renamed', url: webhook.url })
    expect(await ages(webhook)).toEqual([60, 0])
    await updateWebhook(deps, actor, webhook.id, { url: 'http://127.0.0.1:9/another' })
    expect(await ages(webhook)).toEqual([null, null])
  })

  it('is kept while the webhook is disabled, whatever was still in flight, and forgotten when it is enabled', async () => {
    const webhook = await addWebhook(database)
    await note(webhook, hourMs)
    const disabled = await disableWebhook(deps, actor, webhook.id)
    await noteHealthy(db, webhook.id)
    await note(disabled, 9 * hourMs)
    await updateWebhook(deps, actor, webhook.id, { url: 'http://127.0.0.1:9/mended' })
    expect(await ages(webhook)).toEqual([60, 0])
    expect(disabled.failing).toMatchObject({ reason: `failing for ${hourMs}`, nextProbeAt: null })
    expect((await enableWebhook(deps, actor, webhook.id)).failing).toBeNull()
    expect(await ages(webhook)).toEqual([null, null])
  })
})

describe('a webhook that is enabled', () => {
  it('sends what waited for a retry at once, in the order in which it was queued', async () => {
    const webhook = await addWebhook(database, { eventTypes: ['call.ringing'] })
    const { accept } = createTestIngest(database)
    const queued = ['one', 'two', 'three']
    for (const callId of queued) await accept({ accountId, events: [callEvent('call.ringing', callId)] })
    const worker = await addWorker(database)
    const claimed = await claim(database, worker, webhook.id)
    for (const [index, { id: deliveryId }] of claimed.entries()) {
      const next = { delayMs: (10 - index) * hourMs }
      await settle(db, worker, [{ deliveryId, attempt: attemptOf(1, responded(503)), next }])
    }
    const another = await addWorker(database)
    expect(await claim(database, another, webhook.id)).toEqual([])
    await disableWebhook(deps, actor, webhook.id)
    await updateWebhook(deps, actor, webhook.id, { enabled: true })
    const due = await claim(database, another, webhook.id)
    expect(due.map(({ id }) => id)).toEqual(claimed.map(({ id }) => id))
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest, webhookDeps } from '../../testing/ingest.ts'
import { addWorker, attemptOf, claim, responded, settle } from '../../testing/queue.ts'
import { updateAccount } from '../accounts/accounts.store.ts'
import { systemActor } from '../accounts/actor.ts'
import { createLog } from '../lib/log.ts'
import { noteFailing, noteHealthy } from '../webhooks/health.store.ts'
import type { Webhook } from '../webhooks/webhook.ts'
import { enableWebhook, getWebhook, updateWebhook } from '../webhooks/webhooks.ts'
import { disableGone, raiseAlerts } from './alerts.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const actor = systemActor(accountId)
const deps = webhookDeps(database)

const lines: string[] = []
const log = createLog('info', { write: (line) => void lines.push(line) })

/** What one process does, with a door of its own. */
function createProcess() {
  const ingest = createTestIngest(database)
  return { ingest, raise: () => raiseAlerts({ db, ingest, log }) }
}
const here = createProcess()

const hourMs = 3_600_000

async function fails({ id, updatedAt }: Webhook, failingForHours: number, failedAgoMs = 0): Promise<void> {
  await noteFailing(db, id, {
    ...{ reason: 'answered 503', failingForMs: failingForHours * hourMs, failedAgoMs },
    ...{ nextProbeMs: 60_000, settingsAt: updatedAt },
  })
}

/** Lets time pass for all that is known of a webhook, as if it had begun so much earlier. */
async function letPass({ id }: Webhook, hours: number): Promise<void> {
  await db.pool.query(
    `update webhooks set failing_since = failing_since - $2 * interval '1 hour',
                         last_failed_at = last_failed_at - $2 * interval '1 hour',
                         alerted_since = alerted_since - $2 * interval '1 hour',
                         alerted_at = alerted_at - $2 * interval '1 hour' where id = $1`,
    [id, hours],
  )
}

type Told = { type: string; id: string; occurredAt: Date; data: Record<string, unknown>; receivers: string[] }

/** What was told of a webhook, in order, and who gets it. */
async function toldOf({ id }: Webhook): Promise<Told[]> {
  const { rows } = await db.pool.query<Omit<Told, 'data'> & { content: string }>(
    `select e.id, e.type, e.occurred_at as "occurredAt", e.content, array(select d.webhook_id::text from pending_deliveries d
                                            where d.event_id = e.id order by 1) as receivers
       from events e where e.type like 'webhook.%' and not e.is_test order by e.id`,
  )
  return rows
    .map(({ content, ...row }) => ({ ...row, data: (JSON.parse(content) as Told).data }))
    .filter(({ data }) => (data.webhook as { id: string }).id === id)
}

const typesOf = async (webhook: Webhook) => (await toldOf(webhook)).map(({ type }) => type)

async function auditOf({ id }: Webhook): Promise<string[]> {
  const { rows } = await db.pool.query<{ entry: string }>(
    `select actor_kind || ' ' || action as entry from audit_entries
      where subject_id = $1 and action <> 'webhook.created' order by id`,
    [id],
  )
  return rows.map(({ entry }) => entry)
}

const shown = async ({ id }: Webhook) => getWebhook(deps, accountId, id)

beforeEach(async () => {
  await db.pool.query('delete from pending_deliveries')
  await db.pool.query('update webhooks set deleted_at = now()')
  await updateAccount(db, actor, { disableFailingAfterHours: 24 })
  lines.splice(0)
})

describe('a webhook that keeps failing', () => {
  it('is told of once half-way, with who, since when, why, what waits, and until when', async () => {
    const webhook = await addWebhook(database, {
      ...{ name: 'CRM', url: 'http://127.0.0.1:9/hook?token=hidden', eventTypes: ['call.ringing'] },
    })
    const other = await addWebhook(database, { eventTypes: ['webhook.failing'] })
    const events = ['one', 'two'].map((id) => callEvent('call.ringing', id))
    await here.ingest.accept({ accountId, events })
    await fails(webhook, 11)
    await here.raise()
    expect(await toldOf(webhook)).toEqual([])
    await letPass(webhook, 1)
    await fails(webhook, 12)
    await here.raise()
    await here.raise()
    const told = await toldOf(webhook)
    expect(told).toMatchObject([{ type: 'webhook.failing', receivers: [other.id] }])
    const since = (await shown(webhook)).failing?.since
    expect(told[0]?.data).toEqual({
      webhook: { id: webhook.id, name: 'CRM', host: '127.0.0.1:9' },
      failingSince: since?.toISOString(),
      ...{ failure: 'answered 503', waitingDeliveries: 2, disableAfterHours: 24 },
      disablesAt: new Date((told[0]?.occurredAt.getTime() ?? 0) + 12 * hourMs).toISOString(),
    })
    expect(here.ingest.woken.map(({ webhookId }) => webhookId)).toContain(other.id)
    expect(await auditOf(webhook)).toEqual(['system webhook.failing'])
    expect((await shown(webhook)).enabled).toBe(true)
  })

  it('is disabled once all of the time has passed, says since when and why, and others are told once', async () => {
    const webhook = await addWebhook(database, { eventTypes: ['call.ringing'] })
    const other = await addWebhook(database, { eventTypes: ['webhook.disabled'] })
    await fails(webhook, 12)
    await here.raise()
    await letPass(webhook, 12)
    await here.raise()
    expect(await typesOf(webhook)).toEqual(['webhook.failing'])
    await fails(webhook, 24)
    const { failing } = await shown(webhook)
    await here.raise()
    await here.raise()
    expect(await shown(webhook)).toMatchObject({
      ...{ enabled: false, disabledReason: 'failing', disabledAt: expect.any(Date) as Date },
      failing: { since: failing?.since, reason: 'answered 503', nextProbeAt: null },
    })
    const [, disabled, ...more] = await toldOf(webhook)
    expect(more).toEqual([])
    expect(disabled).toMatchObject({
      ...{ type: 'webhook.disabled', receivers: [other.id] },
      data: { reason: 'failing', failure: 'answered 503', failingSince: failing?.since.toISOString() },
    })
    expect(await auditOf(webhook)).toEqual(['system webhook.failing', 'system webhook.disabled'])
  })

  it('is told of as recovered when it has answered, and from then on counts anew', async () => {
    const webhook = await addWebhook(database)
    await fails(webhook, 12)
    await here.raise()
    const [failing] = await toldOf(webhook)
    await noteHealthy(db, webhook.id)
    await here.raise()
    await here.raise()
    const [, recovered, ...more] = await toldOf(webhook)
    expect(more).toEqual([])
    expect(recovered).toMatchObject({
      type: 'webhook.recovered',
      data: {
        ...{ webhook: failing?.data.webhook, failingSince: failing?.data.failingSince },
        waitingDeliveries: 0,
      },
    })
    await fails(webhook, 0.1)
    await here.raise()
    expect(await typesOf(webhook)).toHaveLength(2)
    await letPass(webhook, 12)
    await fails(webhook, 12)
    await here.raise()
    expect(await typesOf(webhook)).toEqual(['webhook.failing', 'webhook.recovered', 'webhook.failing'])
  })

  it('that answered without being told of is not told of', async () => {
    const webhook = await addWebhook(database)
    await fails(webhook, 11)
    await noteHealthy(db, webhook.id)
    await here.raise()
    expect(await toldOf(webhook)).toEqual([])
  })

  it('is left alone where the account does not ask for it', async () => {
    await updateAccount(db, actor, { disableFailingAfterHours: null })
    const webhook = await addWebhook(database)
    await fails(webhook, 500)
    await here.raise()
    expect(await toldOf(webhook)).toEqual([])
    expect((await shown(webhook)).enabled).toBe(true)
  })

  it('begins afresh when it is enabled again', async () => {
    const webhook = await addWebhook(database)
    await fails(webhook, 24)
    await here.raise()
    await letPass(webhook, 12)
    await fails(webhook, 36)
    await here.raise()
    expect((await shown(webhook)).enabled).toBe(false)
    const enabled = await enableWebhook(deps, actor, webhook.id)
    expect(enabled).toMatchObject({ enabled: true, disabledReason: null, failing: null })
    await fails(enabled, 0.1)
    await here.raise()
    expect(await typesOf(webhook)).toEqual(['webhook.failing', 'webhook.disabled'])
  })

  it('is not disabled against the log: with a success in it, the failing begins there', async () => {
    const webhook = await addWebhook(database, { eventTypes: ['call.ringing'] })
    const worker = await addWorker(database)
    await here.ingest.accept({ accountId, events: [callEvent('call.ringing', 'taken')] })
    const [delivery] = await claim(database, worker, webhook.id)
    const attempt = { ...attemptOf(1, responded(200)), isSuccess: true }
    await settle(db, worker, [{ deliveryId: delivery?.id ?? '', attempt, next: { status: 'delivered' } }])
    // As a worker would go on that was killed between the settle and its note of the success.
    await fails(webhook, 30)
    await here.raise()
    expect(await toldOf(webhook)).toEqual([])
    const { failing } = await shown(webhook)
    const { rows } = await db.pool.query<{ startedAt: Date }>(
      'select started_at as "startedAt" from attempts where webhook_id = $1',
      [webhook.id],
    )
    const startedMs = rows[0]?.startedAt.getTime() ?? 0
    expect((failing?.since.getTime() ?? 0) - startedMs).toSatisfy((ms: number) => ms > 0 && ms < 4)
    await letPass(webhook, 12)
    await db.pool.query(`update attempts set started_at = started_at - interval '12 hours'`)
    await fails(webhook, 42)
    await here.raise()
    expect(await typesOf(webhook)).toEqual(['webhook.failing'])
  })
})

describe('several processes', () => {
  it('that look at the same time tell of each webhook once', async () => {
    const webhooks = await Promise.all(Array.from({ length: 12 }, async () => addWebhook(database)))
    const processes = [here, createProcess(), createProcess()]
    const together = async () => Promise.all(processes.map(async ({ raise }) => raise()))
    for (const webhook of webhooks) await fails(webhook, 12)
    await together()
    for (const webhook of webhooks) {
      await letPass(webhook, 12)
      await fails(webhook, 24)
    }
    await together()
    for (const webhook of webhooks) {
      expect(await typesOf(webhook)).toEqual(['webhook.failing', 'webhook.disabled'])
      expect(await auditOf(webhook)).toEqual(['system webhook.failing', 'system webhook.disabled'])
    }
  })

  it('of which one was stopped in the middle leave nothing half done, and others still get theirs', async () => {
    const [webhook, other] = [await addWebhook(database), await addWebhook(database)]
    await fails(webhook, 12)
    await here.raise()
    await letPass(webhook, 12)
    for (const each of [webhook, other]) await fails(each, 24)
    // The event is the last thing that is written: here Postgres refuses it.
    await db.pool.query(
      `alter table events add constraint refused check (type <> 'webhook.disabled') not valid`,
    )
    await here.raise()
    expect(lines.join('')).toContain('alert.failed')
    expect(await shown(webhook)).toMatchObject({ enabled: true, disabledReason: null })
    expect([await typesOf(webhook), await auditOf(webhook)]).toEqual([
      ['webhook.failing'],
      ['system webhook.failing'],
    ])
    expect(await typesOf(other)).toEqual(['webhook.failing'])
    await db.pool.query('alter table events drop constraint refused')
    await here.raise()
    expect((await shown(webhook)).enabled).toBe(false)
    expect(await typesOf(webhook)).toEqual(['webhook.failing', 'webhook.disabled'])
  })
})

describe('a receiver that answers 410', () => {
  it('disables its webhook, of which others are told once however many answers there were', async () => {
    const webhook = await addWebhook(database)
    const answered = { ...webhook, accountId }
    await Promise.all([disableGone(here.ingest, answered), disableGone(createProcess().ingest, answered)])
    expect(await shown(webhook)).toMatchObject({ enabled: false, disabledReason: 'gone', failing: null })
    expect(await toldOf(webhook)).toMatchObject([
      { type: 'webhook.disabled', data: { reason: 'gone', failingSince: null, failure: 'answered 410' } },
    ])
    expect(await auditOf(webhook)).toEqual(['system webhook.disabled'])
  })

  it('does not disable a webhook that was changed while the answer was on its way', async () => {
    const webhook = await addWebhook(database)
    await updateWebhook(deps, actor, webhook.id, { url: 'http://127.0.0.1:9/new' })
    expect(await disableGone(here.ingest, { ...webhook, accountId })).toBe(false)
    expect([(await shown(webhook)).enabled, await toldOf(webhook)]).toEqual([true, []])
  })
})

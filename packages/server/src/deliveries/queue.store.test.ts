import { describe, expect, it } from 'vitest'
import { systemActor } from '../accounts/actor.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, callEvent, createTestIngest, webhookDeps } from '../../testing/ingest.ts'
import { addWorker, attemptOf, claim, settle, timedOut } from '../../testing/queue.ts'
import type { NewWebhook } from '../webhooks/settings.ts'
import { deleteWebhook, disableWebhook } from '../webhooks/webhooks.ts'
import { reapWorkers } from '../workers/lease.store.ts'
import { cancelDelivery } from './deliveries.store.ts'
import {
  claimDeliveries,
  claimHeads,
  claimTests,
  findDueWebhooks,
  findHeads,
  findOrdered,
  postponeFollowers,
  readBody,
} from './queue.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const ingest = createTestIngest(database)
const actor = systemActor(accountId)

/** Webhooks of all tests share the account: each takes the events of an agent of its own. */
async function webhookFor(agentId: string, more: Partial<NewWebhook> = {}): Promise<string> {
  const webhook = await addWebhook(database, { binding: { kind: 'agent', ids: [agentId] }, ...more })
  return webhook.id
}

async function queue(agentId: string, calls: readonly string[], seconds = 1): Promise<void> {
  const events = calls.flatMap((callId) =>
    Array.from({ length: seconds }, (_, second) =>
      callEvent('call.ringing', callId, { second, call: { agentId } }),
    ),
  )
  await ingest.accept({ accountId, events })
}

const callIds = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`)

describe('claiming', () => {
  it('gives what the worker does not hold already, however it asks', async () => {
    const webhookId = await webhookFor('again')
    await queue('again', callIds(30, 'again'))
    const worker = await addWorker(database)
    const claimed: string[] = []
    for (;;) {
      const more = await claim(database, worker, webhookId, 7)
      if (more.length === 0) break
      claimed.push(...more.map(({ id }) => id))
    }
    expect(claimed).toHaveLength(30)
    expect(new Set(claimed).size).toBe(30)
    expect(claimed).toEqual(claimed.toSorted())
  })

  it('writes nothing: what is let go of can be claimed again', async () => {
    const webhookId = await webhookFor('let-go')
    await queue('let-go', ['let-go'])
    const worker = await addWorker(database)
    const one = async () => claimDeliveries(db, worker, [], [{ webhookId, count: 1 }], 1)
    const [first] = await one()
    expect((await one()).map(({ id }) => id)).toEqual([first?.id])
    expect(await claimDeliveries(db, worker, [first?.id ?? ''], [{ webhookId, count: 1 }], 1)).toEqual([])
  })

  it('hands out what is needed to send, oldest first', async () => {
    const webhookId = await webhookFor('needs', { dialect: 'salpre' })
    await queue('needs', ['needs-1', 'needs-2'])
    const claimed = await claim(database, await addWorker(database), webhookId)
    expect(claimed.map(({ body }) => JSON.parse(body ?? '') as unknown)).toMatchObject([
      { event_type: 'call_ringing' },
      { event_type: 'call_ringing' },
    ])
    expect(claimed[0]).toMatchObject({
      ...{ accountId, webhookId, eventType: 'call.ringing', dialect: 'salpre', attempts: 0, isTest: false },
      occurredAt: new Date('2026-04-08T09:24:00Z'),
    })
    expect((claimed[0]?.id ?? '') < (claimed[1]?.id ?? '')).toBe(true)
    expect(claimed[0]?.ageMs).toBeGreaterThanOrEqual(0)
  })

  it('leaves a large body in the database until it is sent', async () => {
    const webhookId = await webhookFor('large')
    const text = '😀'.repeat(5_000)
    const event = callEvent('call.transcript', 'large', {
      call: { agentId: 'large' },
      data: { speaker: 'ai', text },
    })
    await ingest.accept({ accountId, events: [event] })
    const [delivery] = await claim(database, await addWorker(database), webhookId)
    expect(delivery?.body).toBeNull()
    expect(JSON.parse(await readBody(db, delivery?.payloadId ?? ''))).toMatchObject({ data: { text } })
  })

  it('keeps to the budget of each webhook and to the limit in all', async () => {
    const [a, b] = [await webhookFor('budget-a'), await webhookFor('budget-b')]
    await queue('budget-a', callIds(10, 'budget-a'))
    await queue('budget-b', callIds(10, 'budget-b'))
    const budgets = [
      { webhookId: a, count: 3 },
      { webhookId: b, count: 5 },
    ]
    const worker = await addWorker(database)
    const first = await claimDeliveries(db, worker, [], budgets, 100)
    expect(first.filter(({ webhookId }) => webhookId === a)).toHaveLength(3)
    expect(first.filter(({ webhookId }) => webhookId === b)).toHaveLength(5)
    const heldIds = first.map(({ id }) => id)
    expect(await claimDeliveries(db, worker, heldIds, budgets, 4)).toHaveLength(4)
  })

  it('gives only the earliest delivery of each call to a webhook that wants order', async () => {
    const webhookId = await webhookFor('order', { ordering: 'per-call' })
    await queue('order', ['order-1', 'order-2'], 3)
    const worker = await addWorker(database)
    const seen: string[][] = []
    for (let round = 0; round < 3; round += 1) {
      const claimed = await claim(database, worker, webhookId)
      seen.push(claimed.map(({ occurredAt }) => occurredAt.toISOString().slice(17, 19)))
      expect(await claim(database, worker, webhookId)).toEqual([])
      const next = { status: 'delivered' } as const
      const settlements = claimed.map(({ id }) => ({ deliveryId: id, attempt: null, next }))
      await settle(db, worker, settlements)
    }
    expect(seen).toEqual([
      ['00', '00'],
      ['01', '01'],
      ['02', '02'],
    ])
  })

  it('lets a retry of an earlier event hold back the later ones of its call only', async () => {
    const webhookId = await webhookFor('held', { ordering: 'per-call' })
    await queue('held', ['held-1'], 2)
    const worker = await addWorker(database)
    const [first] = await claim(database, worker, webhookId)
    await settle(db, worker, [{ deliveryId: first?.id ?? '', attempt: null, next: { delayMs: 60_000 } }])
    expect(await claim(database, worker, webhookId)).toEqual([])
    await queue('held', ['held-2'])
    expect(await claim(database, worker, webhookId)).toHaveLength(1)
  })

  it('gives nothing to a worker whose lease is over or who never had one', async () => {
    const webhookId = await webhookFor('lapsed')
    await queue('lapsed', ['lapsed'])
    const worker = await addWorker(database)
    await db.pool.query(`update workers set leased_until = now() - interval '1 ms' where id = $1`, [worker])
    expect(await claim(database, worker, webhookId)).toEqual([])
    expect(await claim(database, accountId, webhookId)).toEqual([])
  })

  it('leaves what is not due yet', async () => {
    const webhookId = await webhookFor('later')
    await queue('later', ['later'])
    await db.pool.query(
      `update pending_deliveries set due_at = now() + interval '1 min' where webhook_id = $1`,
      [webhookId],
    )
    expect(await claim(database, await addWorker(database), webhookId)).toEqual([])
    expect(await findDueWebhooks(db)).not.toContain(webhookId)
  })

  it('leaves the queue of a disabled webhook alone, but takes its tests', async () => {
    const webhookId = await webhookFor('off')
    await queue('off', ['off'])
    await disableWebhook(webhookDeps(database), actor, webhookId)
    await db.pool.query(
      `insert into pending_deliveries (id, account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at, is_test)
       select gen_random_uuid(), account_id, webhook_id, event_id, event_type, payload_id, call_id, occurred_at, true
         from pending_deliveries where webhook_id = $1`,
      [webhookId],
    )
    const worker = await addWorker(database)
    expect(await claim(database, worker, webhookId)).toEqual([])
    const tests = await claimTests(db, worker, [], [webhookId])
    expect(tests).toMatchObject([{ webhookId, isTest: true }])
    const heldIds = tests.map(({ id }) => id)
    expect(await claimTests(db, worker, heldIds, [webhookId])).toEqual([])
  })

  it('takes the queue of a deleted webhook, so that it can be canceled', async () => {
    const webhookId = await webhookFor('deleted')
    await queue('deleted', ['deleted'])
    await disableWebhook(webhookDeps(database), actor, webhookId)
    await deleteWebhook(webhookDeps(database), actor, webhookId)
    expect(await claim(database, await addWorker(database), webhookId)).toHaveLength(1)
  })
})

describe('a claim', () => {
  it('passes to another worker when its holder is reaped, whose settle then counts for nothing', async () => {
    const webhookId = await webhookFor('reaped')
    await queue('reaped', ['reaped'])
    const [dead, living] = [await addWorker(database), await addWorker(database)]
    const [delivery] = await claim(database, dead, webhookId)
    await db.pool.query(`update workers set leased_until = now() - interval '1 ms' where id = $1`, [dead])
    await reapWorkers(db)
    expect((await claim(database, living, webhookId)).map(({ id }) => id)).toEqual([delivery?.id])
    const settlement = {
      deliveryId: delivery?.id ?? '',
      attempt: null,
      next: { status: 'delivered' } as const,
    }
    expect(await settle(db, dead, [settlement])).toEqual(new Set())
    expect(await settle(db, living, [settlement])).toEqual(new Set([delivery?.id]))
  })
})

describe('the webhooks with work', () => {
  it('are those with something due', async () => {
    const webhookId = await webhookFor('due')
    expect(await findDueWebhooks(db)).not.toContain(webhookId)
    await queue('due', ['due-1', 'due-2'])
    expect((await findDueWebhooks(db)).filter((id) => id === webhookId)).toHaveLength(1)
    const worker = await addWorker(database)
    const next = { status: 'delivered' } as const
    const claimed = await claim(database, worker, webhookId)
    await settle(
      db,
      worker,
      claimed.map(({ id }) => ({ deliveryId: id, attempt: null, next })),
    )
    expect(await findDueWebhooks(db)).not.toContain(webhookId)
  })
})

describe('a queue of long calls', () => {
  const passedOver = 1_000
  const webhookOf = (name: string) => webhookFor(name, { ordering: 'per-call' })
  const look = { afterCall: '', wanted: 10, most: 10 }
  /** Lines of one call, which the claim of another one behind it must get past. */
  const queueLong = (name: string) => queue(name, [`${name}-a`], passedOver + 10)

  it('hides a call from a claim, but not from a look at the calls', async () => {
    const webhookId = await webhookOf('long')
    await queueLong('long')
    await queue('long', ['long-b'], 2)
    const worker = await addWorker(database)
    const [first, ...none] = await claim(database, worker, webhookId, 5)
    expect([first?.orderedCallId, ...none]).toEqual(['long-a'])

    const heads = await findHeads(db, [{ webhookId, ...look }])
    expect(heads).toMatchObject([
      { webhookId, callId: 'long-a', id: first?.id, isDue: true },
      { webhookId, callId: 'long-b', isDue: true },
    ])
    const claimed = await claimHeads(
      db,
      worker,
      heads.map((head) => head.id),
    )
    expect(claimed.map((each) => [each.orderedCallId, each.occurredAt.getUTCSeconds()])).toEqual([
      ['long-a', 0],
      ['long-b', 0],
    ])
  })

  it('is looked at from a call on, for as many as are due or wanted at most', async () => {
    const webhookId = await webhookOf('look')
    await queue('look', callIds(5, 'look'), 2)
    const found = async (more: Partial<typeof look>) => {
      const heads = await findHeads(db, [{ webhookId, ...look, ...more }])
      return heads.map(({ callId, isDue }) => `${callId}${isDue ? '' : ' later'}`)
    }
    expect(await found({ afterCall: 'look-2' })).toEqual(['look-3', 'look-4'])
    expect(await found({ wanted: 2 })).toEqual(['look-0', 'look-1'])
    expect(await found({ most: 3 })).toEqual(['look-0', 'look-1', 'look-2'])
    await db.pool.query(
      `update pending_deliveries set due_at = now() + interval '1 h' where webhook_id = $1 and call_id = 'look-0'`,
      [webhookId],
    )
    expect(await found({ wanted: 1 })).toEqual(['look-0 later', 'look-1'])
  })

  it('gives nothing that is not due, nor of a disabled webhook, nor to a worker without a lease', async () => {
    const webhookId = await webhookOf('heads')
    await queue('heads', ['heads-a', 'heads-b'])
    const worker = await addWorker(database)
    const heads = await findHeads(db, [{ webhookId, ...look }])
    const ids = heads.map((head) => head.id)
    expect(await claimHeads(db, accountId, ids)).toEqual([])
    await db.pool.query(`update pending_deliveries set due_at = now() + interval '1 h' where id = $1`, [
      ids[0],
    ])
    expect((await claimHeads(db, worker, ids)).map(({ id }) => id)).toEqual([ids[1]])
    await disableWebhook(webhookDeps(database), actor, webhookId)
    expect(await claimHeads(db, worker, ids)).toEqual([])
  })

  it('is known from one that a claim can see through, and from one without order', async () => {
    const [long, short, none] = [
      await webhookOf('known'),
      await webhookOf('brief'),
      await webhookFor('plain'),
    ]
    await queueLong('known')
    await queue('brief', ['brief'], 2)
    await queue('plain', ['plain'], 2)
    const found = await findOrdered(db, [long, short, none])
    expect(new Map(found.map(({ id, isLong }) => [id, isLong]))).toEqual(
      new Map([
        [long, true],
        [short, false],
      ]),
    )
  })
})

describe('deliveries that wait for an earlier one of their call', () => {
  const dueIn = async (webhookId: string) => {
    const { rows } = await db.pool.query<{ second: number; isDue: boolean }>(
      `select extract(second from occurred_at)::int as second, due_at <= now() as "isDue"
         from pending_deliveries where webhook_id = $1 order by occurred_at`,
      [webhookId],
    )
    return rows.filter((row) => row.isDue).map((row) => row.second)
  }

  it.each([
    ['settled', 'new', 0],
    ['canceled', 'new', 0],
    ['settled', 'recovered', 2],
  ])(
    'are postponed with it, and the next one is due once it is %s, when they are %s',
    async (end, kind, attempts) => {
      const name = `follow-${end}-${kind}`
      const webhookId = await webhookFor(name, { ordering: 'per-call' })
      await queue(name, [name], 3)
      await db.pool.query(
        'update pending_deliveries set attempts = $2, attempts_before = $2 where webhook_id = $1',
        [webhookId, attempts],
      )
      const worker = await addWorker(database)
      const [head] = await claim(database, worker, webhookId)
      const deliveryId = head?.id ?? ''
      const attempt = attemptOf(attempts + 1, timedOut)
      await settle(db, worker, [{ deliveryId, attempt, next: { delayMs: 3_600_000 } }])
      expect(await dueIn(webhookId)).toEqual([1, 2])
      await postponeFollowers(db, [webhookId])
      expect(await dueIn(webhookId)).toEqual([])
      expect(await findDueWebhooks(db)).not.toContain(webhookId)

      if (end === 'canceled') await cancelDelivery(db, actor, deliveryId)
      else {
        await db.pool.query('update pending_deliveries set due_at = now() where id = $1', [deliveryId])
        await claim(database, worker, webhookId)
        await settle(db, worker, [{ deliveryId, attempt: null, next: { status: 'expired' } }])
      }
      expect(await dueIn(webhookId)).toEqual([1])
    },
  )
})

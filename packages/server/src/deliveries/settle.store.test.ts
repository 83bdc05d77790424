import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { until } from '../../testing/receiver.ts'
import { addWebhook, callEvent, createTestIngest } from '../../testing/ingest.ts'
import { addWorker, attemptOf, claim, responded, timedOut, settle } from '../../testing/queue.ts'
import { listAttempts } from '../attempts/attempts.store.ts'
import { systemActor } from '../accounts/actor.ts'
import { removeWorker } from '../workers/lease.store.ts'
import { cancelDelivery, findDelivery } from './deliveries.store.ts'
import type { ClaimedDelivery } from './delivery.ts'
import { logCanceled } from './settle.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const ingest = createTestIngest(database)
const webhook = await addWebhook(database, { eventTypes: ['call.ringing'] })
const worker = await addWorker(database)

async function claimed(count = 1): Promise<ClaimedDelivery[]> {
  const events = Array.from({ length: count }, () => callEvent('call.ringing', 'settled'))
  await ingest.accept({ accountId, events })
  return claim(database, worker, webhook.id, count)
}

async function claimOne(): Promise<string> {
  const [delivery] = await claimed()
  return delivery?.id ?? ''
}

const attemptsOf = async (id: string) => listAttempts(db, accountId, id)

describe('a settle', () => {
  it('ends a delivery and logs its attempt', async () => {
    const deliveryId = await claimOne()
    const outcome = responded(200, { headers: { server: 'x' }, body: Buffer.from('Danke 😀') })
    const attempt = attemptOf(1, outcome)
    await settle(db, worker, [{ deliveryId, attempt, next: { status: 'delivered' } }])
    expect(await findDelivery(db, accountId, deliveryId)).toMatchObject({
      ...{ status: 'delivered', attempts: 1, nextAttemptAt: null },
      finishedAt: expect.any(Date) as Date,
    })
    expect(await attemptsOf(deliveryId)).toMatchObject([
      {
        ...{
          deliveryId,
          number: 1,
          outcome: 'responded',
          isSuccess: true,
          failure: null,
          nextAttemptAt: null,
        },
        request: { method: 'POST', url: 'https://example.com/hook', headers: { 'X-Key': '********' } },
        response: {
          ...{ status: 200, headers: { server: 'x' }, body: 'Danke 😀', bodyEncoding: 'utf8' },
          isBodyTruncated: false,
        },
        remoteAddress: '192.0.2.1:443',
        timing: { dnsMs: 1, connectMs: 2, tlsMs: null, firstByteMs: 4, totalMs: 5 },
      },
    ])
  })

  it('takes no retry of a delivery whose request we cut off, and logs it', async () => {
    const deliveryId = await claimOne()
    const attempt = attemptOf(1, { ...timedOut, kind: 'failed', reason: 'canceled', detail: 'Stopped.' })
    await settle(db, worker, [{ deliveryId, attempt, next: { delayMs: 0 } }])
    expect(await claim(database, await addWorker(database), webhook.id)).toMatchObject([
      { id: deliveryId, attempts: 1, attemptsBefore: 1 },
    ])
    await cancelDelivery(db, systemActor(accountId), deliveryId)
    expect(await attemptsOf(deliveryId)).toMatchObject([{ number: 1, failure: { reason: 'canceled' } }])
  })

  it('makes a failed delivery due later, says when, and frees it', async () => {
    const deliveryId = await claimOne()
    const settlement = { deliveryId, attempt: attemptOf(1, timedOut), next: { delayMs: 3_600_000 } }
    await settle(db, worker, [settlement])
    const delivery = await findDelivery(db, accountId, deliveryId)
    expect(delivery).toMatchObject({ status: 'pending', attempts: 1, finishedAt: null })
    const [attempt] = await attemptsOf(deliveryId)
    expect(attempt).toMatchObject({
      ...{ outcome: 'failed', isSuccess: false, response: null, remoteAddress: null },
      failure: { reason: 'timeout', detail: 'No response came in time.' },
      nextAttemptAt: delivery?.nextAttemptAt,
    })
    expect((attempt?.nextAttemptAt?.getTime() ?? 0) - (attempt?.startedAt.getTime() ?? 0)).toBe(3_600_005)
    await db.pool.query('update pending_deliveries set due_at = now() where id = $1', [deliveryId])
    expect(await claim(database, worker, webhook.id)).toMatchObject([{ id: deliveryId, attempts: 1 }])
  })

  it('without an attempt leaves the count and the log as they are', async () => {
    const [expired, canceled, returned] = (await claimed(3)).map(({ id }) => id)
    const attempt = null
    await settle(db, worker, [
      { deliveryId: expired ?? '', attempt, next: { status: 'expired' } },
      { deliveryId: canceled ?? '', attempt, next: { status: 'canceled' } },
      { deliveryId: returned ?? '', attempt, next: { delayMs: 0 } },
    ])
    const status = async (id = '') => (await findDelivery(db, accountId, id))?.status
    expect([await status(expired), await status(canceled), await status(returned)]).toEqual([
      'expired',
      'canceled',
      'pending',
    ])
    for (const id of [expired, canceled, returned]) expect(await attemptsOf(id ?? '')).toEqual([])
  })

  it('of many at once settles each by itself', async () => {
    const ids = (await claimed(100)).map(({ id }) => id)
    const settled = await settle(
      db,
      worker,
      ids.map((deliveryId, index) => ({
        deliveryId,
        attempt: attemptOf(1, responded(index % 2 === 0 ? 200 : 500)),
        next: index % 2 === 0 ? { status: 'delivered' } : { delayMs: 600_000 },
      })),
    )
    expect(settled).toEqual(new Set(ids))
    const all = await Promise.all(ids.map(async (id) => findDelivery(db, accountId, id)))
    expect(all.filter((delivery) => delivery?.status === 'delivered')).toHaveLength(50)
    expect(all.filter((delivery) => delivery?.status === 'pending')).toHaveLength(50)
  })

  it('by a worker that is not on the list any more changes nothing and logs nothing', async () => {
    const deliveryId = await claimOne()
    const reaped = await addWorker(database)
    await removeWorker(db, reaped)
    for (const next of [{ status: 'delivered' as const }, { delayMs: 0 }]) {
      const attempt = attemptOf(1, responded(200))
      expect(await settle(db, reaped, [{ deliveryId, attempt, next }])).toEqual(new Set())
    }
    expect(await findDelivery(db, accountId, deliveryId)).toMatchObject({ status: 'pending', attempts: 0 })
    expect(await attemptsOf(deliveryId)).toEqual([])
  })

  it('of one that was canceled meanwhile leaves it canceled, and its attempt can be logged', async () => {
    const [delivery] = await claimed()
    const deliveryId = delivery?.id ?? ''
    await cancelDelivery(db, systemActor(accountId), deliveryId)
    const attempt = attemptOf(1, responded(200, { headers: { 'x-quoted': '"a\\b"' } }))
    expect(await settle(db, worker, [{ deliveryId, attempt, next: { status: 'delivered' } }])).toEqual(
      new Set(),
    )
    expect(await attemptsOf(deliveryId)).toEqual([])
    for (const _ of ['once', 'twice'])
      await logCanceled(db, worker, { id: deliveryId, accountId }, attempt, 5)
    expect(await findDelivery(db, accountId, deliveryId)).toMatchObject({ status: 'canceled', attempts: 1 })
    expect(await attemptsOf(deliveryId)).toMatchObject([
      { number: 1, isSuccess: true, response: { headers: { 'x-quoted': '"a\\b"' } } },
    ])
  })

  it('of one that somebody changes just then waits, and leaves it in one place only', async () => {
    const deliveryId = await claimOne()
    const other = await db.pool.connect()
    await other.query('begin')
    await other.query('update pending_deliveries set due_at = now() where id = $1', [deliveryId])
    const attempt = attemptOf(1, responded(200))
    const settling = settle(db, worker, [{ deliveryId, attempt, next: { status: 'delivered' } }])
    await until(async () => {
      const { rowCount } = await db.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return rowCount === 1
    })
    await other.query('commit')
    other.release()
    expect(await settling).toEqual(new Set([deliveryId]))
    const { rows } = await db.pool.query('select id from pending_deliveries where id = $1', [deliveryId])
    expect(rows).toEqual([])
    expect(await findDelivery(db, accountId, deliveryId)).toMatchObject({ status: 'delivered' })
  })

  it('that is repeated changes nothing, also of what is to be tried again', async () => {
    const deliveryId = await claimOne()
    const attempt = attemptOf(1, responded(503))
    const settlement = { deliveryId, attempt, next: { delayMs: 3_600_000 } }
    expect(await settle(db, worker, [settlement])).toEqual(new Set([deliveryId]))
    const before = await findDelivery(db, accountId, deliveryId)
    expect(await settle(db, worker, [settlement])).toEqual(new Set())
    expect(await findDelivery(db, accountId, deliveryId)).toEqual(before)
    expect(await attemptsOf(deliveryId)).toHaveLength(1)
  })

  it('logs nothing late for a delivery that was not canceled', async () => {
    const deliveryId = await claimOne()
    await settle(db, worker, [{ deliveryId, attempt: null, next: { status: 'expired' } }])
    await logCanceled(db, worker, { id: deliveryId, accountId }, attemptOf(1, responded(200)), 5)
    expect(await attemptsOf(deliveryId)).toEqual([])
  })

  it('counts once', async () => {
    const deliveryId = await claimOne()
    const settlement = {
      ...{ deliveryId, attempt: attemptOf(1, responded(200)) },
      next: { status: 'delivered' as const },
    }
    expect(await settle(db, worker, [settlement])).toEqual(new Set([deliveryId]))
    expect(await settle(db, worker, [settlement])).toEqual(new Set())
    expect(await attemptsOf(deliveryId)).toHaveLength(1)
  })
})

describe('the log of an attempt', () => {
  it.each([
    ['bytes that are no text', Buffer.from([0xff, 0x00, 0xfe, 0x80]), 'base64'],
    ['text with U+0000', Buffer.from('a\0b'), 'base64'],
    ['16 KiB of bytes', Buffer.alloc(16_384, 0xc3), 'base64'],
    ['16 KiB of text', Buffer.from('ä'.repeat(8_192)), 'utf8'],
    ['a byte order mark', Buffer.from('\ufeffx'), 'utf8'],
    ['nothing', Buffer.alloc(0), 'utf8'],
  ])('keeps %s as it came', async (_, body, encoding) => {
    const deliveryId = await claimOne()
    const attempt = attemptOf(1, responded(200, { body, bodyTruncated: true }))
    await settle(db, worker, [{ deliveryId, attempt, next: { status: 'delivered' } }])
    const [{ response } = { response: null }] = await attemptsOf(deliveryId)
    expect(response).toMatchObject({ bodyEncoding: encoding, isBodyTruncated: true })
    expect(Buffer.from(response?.body ?? '', response?.bodyEncoding)).toEqual(Buffer.from(body))
  })

  it.each([
    ['ü', 1],
    ['電', 1],
    ['電', 2],
    ['😀', 1],
    ['😀', 3],
  ])('is text also where the cut goes through a character: %s after %i bytes', async (character, count) => {
    const half = Buffer.concat([Buffer.from('Gruß '), Buffer.from(character).subarray(0, count)])
    const keptOf = async (bodyTruncated: boolean) => {
      const deliveryId = await claimOne()
      const attempt = attemptOf(1, responded(200, { body: half, bodyTruncated }))
      await settle(db, worker, [{ deliveryId, attempt, next: { status: 'delivered' } }])
      return (await attemptsOf(deliveryId))[0]?.response
    }
    expect(await keptOf(true)).toMatchObject({ body: 'Gruß ', bodyEncoding: 'utf8' })
    expect(await keptOf(false)).toMatchObject({ body: half.toString('base64'), bodyEncoding: 'base64' })
  })

  it('has every attempt, the first one first, and shows them to its own account only', async () => {
    const deliveryId = await claimOne()
    for (const number of [1, 2, 3]) {
      const attempt = attemptOf(number, responded(500 + number))
      await settle(db, worker, [{ deliveryId, attempt, next: { delayMs: 0 } }])
      await claim(database, worker, webhook.id)
    }
    const attempts = await attemptsOf(deliveryId)
    expect(attempts.map(({ number, response }) => [number, response?.status])).toEqual([
      [1, 501],
      [2, 502],
      [3, 503],
    ])
    expect(await listAttempts(db, webhook.id, deliveryId)).toEqual([])
  })
})

import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, readTarget, webhookDeps } from '../../testing/ingest.ts'
import { startDatabaseProxy } from '../../testing/proxy.ts'
import { until } from '../../testing/receiver.ts'
import { openDb } from '../lib/db.ts'
import { createLog } from '../lib/log.ts'
import { getWebhook } from '../webhooks/webhooks.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import { createHealthNotes, type HealthNote } from './health-notes.ts'

const database = await createTestDatabase()
const deps = webhookDeps(database)

async function setUp() {
  const proxy = await startDatabaseProxy(database.url)
  const db = openDb({ url: proxy.url, maxConnections: 4, applicationName: 'notes' }, () => undefined)
  onTestFinished(db.close)
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const clock = { now: () => new Date(), monotonicMs: () => 7_200_000 }
  return { proxy, lines, ...createHealthNotes({ db, clock, log }) }
}

const addTarget = async () => readTarget(database, (await addWebhook(database)).id)

const shown = async ({ id }: WebhookTarget) => (await getWebhook(deps, database.accountId, id)).failing

/** Failing for an hour, by a clock that shows two. */
const failing = (reason: string): HealthNote => ({
  ...{ kind: 'failing', reason, sinceMs: 3_600_000, failedAtMs: 7_200_000, nextProbeAtMs: 7_260_000 },
})

describe('notes about a receiver', () => {
  it('leave the latest, however many come at once', async () => {
    const { note, drain } = await setUp()
    const [bad, good] = [await addTarget(), await addTarget()]
    for (let index = 0; index < 20; index += 1) {
      note(bad, { kind: 'healthy' })
      note(good, failing(`answered ${500 + index}`))
      note(bad, failing(`answered ${500 + index}`))
      note(good, { kind: 'healthy' })
    }
    await drain()
    expect([await shown(bad), await shown(good)]).toEqual([
      expect.objectContaining({ reason: 'answered 519' }),
      null,
    ])
  })

  it('are written once the database is back', async () => {
    const { note, proxy, lines } = await setUp()
    const target = await addTarget()
    proxy.cut()
    note(target, failing('answered 503'))
    await until(() => lines.some((line) => line.includes('webhook.healthNotNoted')))
    proxy.mend()
    await until(async () => (await shown(target))?.reason === 'answered 503')
  })

  it('are given up when the process ends while the database is away', async () => {
    const { note, proxy, drain } = await setUp()
    const target = await addTarget()
    proxy.cut()
    note(target, failing('answered 503'))
    await drain()
    expect(await shown(target)).toBeNull()
  })
})

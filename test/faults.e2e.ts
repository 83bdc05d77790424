import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../packages/server/testing/database.ts'
import { seededRandom } from '../packages/server/testing/random.ts'
import { startReceiver, until, type Receiver } from '../packages/server/testing/receiver.ts'
import { startLoad, type Posted } from './support/load.ts'
import { makeDataDir, startProcess, type OffhookProcess } from './support/offhook-process.ts'
import { embeddedUrl, postgresPids, startOutsidePostgres, type Absence } from './support/postgres.ts'
import {
  distinct,
  openDeliveryLog,
  outOfOrder,
  tally,
  type DeliveryLog,
  type Tally,
} from './support/tally.ts'

const shared = { takeover: await createTestDatabase(), shutdown: await createTestDatabase() }

const ordered = '/hook/ordered'
const unordered = '/hook/unordered'
const paths = [ordered, unordered]
const maxConnections = 25
// Far more than it should need (about 150 MiB), far less than a queue that grows without end.
const memoryLimitMib = 600
const recoversWithinMs = 90_000

async function createWebhooks(offhook: OffhookProcess, receiver: Receiver): Promise<void> {
  for (const [path, ordering] of [
    [ordered, 'per-call'],
    [unordered, 'none'],
  ] as const) {
    const url = new URL(path, receiver.url).href
    const { status } = await offhook.call('POST', '/v1/webhooks', { url, ordering, maxConnections })
    expect(status).toBe(201)
  }
}

/** A receiver that takes 5 to 25 ms for each answer, so that there is always something in flight. */
async function startBusyReceiver(random: () => number): Promise<Receiver> {
  const receiver = await startReceiver()
  receiver.answer((_, response) => setTimeout(() => response.end('ok'), 5 + random() * 20))
  return receiver
}

/** Waits until everything accepted is delivered and settled, and tells what came of it. */
async function settle(
  posted: Posted,
  receiver: Receiver,
  readLog: () => Promise<DeliveryLog>,
): Promise<Tally> {
  const accepted = [...posted.calls.values()].flat().length
  let log = await readLog()
  const isSettled = async () => {
    log = await readLog()
    return log.pending === 0 && log.delivered >= accepted * paths.length
  }
  await until(isSettled, recoversWithinMs, () => `of ${accepted * paths.length}: ${JSON.stringify(log)}`)
  expect(log).toEqual({ pending: 0, delivered: accepted * paths.length, undelivered: 0, unlogged: 0 })
  const found = tally(posted, receiver.received, paths)
  expect(found).toMatchObject({ lost: 0, delivered: accepted * paths.length })
  expect(outOfOrder(posted, receiver.received, ordered)).toEqual([])
  return found
}

function report(name: string, { accepted, delivered, duplicates, lost }: Tally, more: object): void {
  const counts = { accepted, delivered, duplicates, lost, ...more }
  const parts = Object.entries(counts).map(
    ([key, value]) => `${key} ${Math.round(value).toLocaleString('en')}`,
  )
  console.log(`${name}: ${parts.join(', ')}`)
}

/** How often clients were told 503, or nothing at all. */
function refusals({ answers }: Posted): object {
  return { 'answered 503': answers['503'] ?? 0, unanswered: answers.none ?? 0 }
}

/** What processes over one database start with, and how to read its log. */
async function placeOn(databaseUrl: string) {
  const env = { DATABASE_URL: databaseUrl, OFFHOOK_DATA_DIR: await makeDataDir(), OFFHOOK_LOG_LEVEL: 'warn' }
  return { env, readLog: openDeliveryLog(databaseUrl) }
}

describe('Offhook killed in the middle of deliveries', () => {
  it('delivers all that it accepted, in order, after each of three kills', async () => {
    const random = seededRandom(7)
    const dataDir = await makeDataDir()
    const receiver = await startBusyReceiver(random)
    let offhook = await startProcess({ OFFHOOK_DATA_DIR: dataDir, OFFHOOK_LOG_LEVEL: 'warn' })
    const readLog = openDeliveryLog(await embeddedUrl(dataDir))
    await createWebhooks(offhook, receiver)
    const load = startLoad({ url: () => offhook.url, eventsPerSecond: 200 })
    let unsettled = 0
    for (let round = 0; round < 3; round += 1) {
      await receiver.waitFor(receiver.received.length + 200 + Math.floor(random() * 400))
      offhook.signal('SIGKILL')
      await offhook.ended
      // Then all that it had sent has been read.
      await until(async () => (await receiver.connections()) === 0)
      unsettled += distinct(receiver.received).size - (await readLog()).delivered
      offhook = await startProcess({ OFFHOOK_DATA_DIR: dataDir, OFFHOOK_LOG_LEVEL: 'warn' })
    }
    const posted = await load.stop()
    const found = await settle(posted, receiver, readLog)
    report('killed three times', found, { 'in flight at the kills': unsettled, ...refusals(posted) })
    expect(found.duplicates).toBeLessThanOrEqual(unsettled)
    offhook.signal('SIGTERM')
    expect(await offhook.ended).toBe(0)
  })

  it('has its share taken over by another worker, within all limits', async () => {
    const { env, readLog } = await placeOn(shared.takeover.url)
    const receiver = await startReceiver()
    const inFlight = new Map(paths.map((path) => [path, { now: 0, most: 0 }]))
    receiver.answer(({ path }, response) => {
      const count = inFlight.get(path) ?? { now: 0, most: 0 }
      count.now += 1
      count.most = Math.max(count.most, count.now)
      response.once('close', () => (count.now -= 1))
      setTimeout(() => response.end('ok'), 20)
    })
    const api = await startProcess({ ...env, OFFHOOK_ROLE: 'api' })
    await createWebhooks(api, receiver)
    const first = await startProcess({ ...env, OFFHOOK_ROLE: 'worker' })
    const load = startLoad({ url: () => api.url, eventsPerSecond: 100 })
    await receiver.waitFor(100)
    const second = await startProcess({ ...env, OFFHOOK_ROLE: 'worker' })
    first.signal('SIGKILL')
    await first.ended
    const killedAtMs = performance.now()
    await until(async () => (await receiver.connections()) === 0)
    const before = receiver.received.length
    await receiver.waitFor(before + 1, recoversWithinMs)
    const takenOverMs = (receiver.received[before]?.atMs ?? 0) - killedAtMs
    const posted = await load.stop()
    const found = await settle(posted, receiver, readLog)
    report('worker killed', found, { 'ms until taken over': takenOverMs })
    for (const { most } of inFlight.values()) expect(most).toBeLessThanOrEqual(maxConnections)
    second.signal('SIGTERM')
    api.signal('SIGTERM')
    expect(await Promise.all([second.ended, api.ended])).toEqual([0, 0])
  })
})

describe('Postgres away under load', () => {
  it.each<Absence>(['stopped', 'frozen'])(
    'for ten seconds (%s) costs nothing that was accepted, and all recovers by itself',
    async (absence) => {
      const postgres = await startOutsidePostgres()
      const receiver = await startBusyReceiver(seededRandom(11))
      const env = { DATABASE_URL: postgres.url, OFFHOOK_DATA_DIR: await makeDataDir() }
      const offhook = await startProcess({ ...env, OFFHOOK_LOG_LEVEL: 'error' })
      await createWebhooks(offhook, receiver)
      const load = startLoad({ url: () => offhook.url, eventsPerSecond: 200 })
      await receiver.waitFor(300)
      const away = postgres.beAway(absence, 10_000)
      const ready = async () => (await offhook.call('GET', '/readyz')).status
      await until(async () => (await ready()) === 503)
      expect((await offhook.call('GET', '/healthz')).status).toBe(200)
      await away
      await until(async () => (await ready()) === 200, recoversWithinMs)
      const accepted = load.accepted()
      await until(() => load.accepted() > accepted + 100, recoversWithinMs)
      const posted = await load.stop()
      const found = await settle(posted, receiver, openDeliveryLog(postgres.url))
      report(`Postgres ${absence}`, found, { ...refusals(posted), 'peak MiB': offhook.peakMemoryMib() })
      expect(offhook.peakMemoryMib()).toBeLessThan(memoryLimitMib)
      offhook.signal('SIGTERM')
      expect(await offhook.ended).toBe(0)
    },
  )

  it('because the embedded one was killed is started again, and nothing is lost', async () => {
    const dataDir = await makeDataDir()
    const receiver = await startBusyReceiver(seededRandom(13))
    const offhook = await startProcess({ OFFHOOK_DATA_DIR: dataDir, OFFHOOK_LOG_LEVEL: 'error' })
    await createWebhooks(offhook, receiver)
    const load = startLoad({ url: () => offhook.url, eventsPerSecond: 200 })
    await receiver.waitFor(300)
    const [server] = await postgresPids(dataDir)
    process.kill(server, 'SIGKILL')
    await until(
      async () => (await postgresPids(dataDir).catch(() => [server]))[0] !== server,
      recoversWithinMs,
    )
    const accepted = load.accepted()
    await until(() => load.accepted() > accepted + 100, recoversWithinMs)
    const posted = await load.stop()
    const found = await settle(posted, receiver, openDeliveryLog(await embeddedUrl(dataDir)))
    report('embedded Postgres killed', found, refusals(posted))
    offhook.signal('SIGTERM')
    expect(await offhook.ended).toBe(0)
  })
})

describe('Offhook told to stop under load', () => {
  it('waits for what is in flight, keeps the rest, and sends nothing twice', async () => {
    const { env, readLog } = await placeOn(shared.shutdown.url)
    const receiver = await startReceiver()
    let answerAfterMs = 500
    receiver.answer((_, response) => setTimeout(() => response.end('ok'), answerAfterMs))
    let offhook = await startProcess(env)
    await createWebhooks(offhook, receiver)
    const load = startLoad({ url: () => offhook.url, eventsPerSecond: 200 })
    await receiver.waitFor(100)
    offhook.signal('SIGTERM')
    expect(await offhook.ended).toBe(0)
    const log = await readLog()
    const sent = receiver.received.length
    expect(log.delivered).toBe(sent)
    expect(log.pending).toBeGreaterThan(0)
    answerAfterMs = 0
    offhook = await startProcess(env)
    const posted = await load.stop()
    const found = await settle(posted, receiver, readLog)
    report('stopped', found, { 'sent before': sent, 'kept for later': log.pending })
    expect(found.duplicates).toBe(0)
    offhook.signal('SIGTERM')
    expect(await offhook.ended).toBe(0)
  })
})

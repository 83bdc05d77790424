/**
 * Offhook's API as it would be without group commit: every event in a transaction of its own, on eight connections.
 * All else (HTTP, checks, rendering, the statements) is the same. The measure for ingest.ts.
 */
import { createApiKeys } from '../../packages/server/src/accounts/api-keys.ts'
import { loadConfig } from '../../packages/server/src/config.ts'
import { readMarks } from '../../packages/server/src/deliveries/changes.store.ts'
import { createWakeUp } from '../../packages/server/src/deliveries/wake.ts'
import { dialects, rulesOf } from '../../packages/server/src/dialects/registry.ts'
import { createLive } from '../../packages/server/src/http/live.ts'
import { createServer } from '../../packages/server/src/http/server.ts'
import { createIngest, type Ingest, type IngestDeps } from '../../packages/server/src/ingest/accept.ts'
import { systemClock } from '../../packages/server/src/lib/clock.ts'
import { openDb } from '../../packages/server/src/lib/db.ts'
import { createLog } from '../../packages/server/src/lib/log.ts'
import { createMetrics } from '../../packages/server/src/lib/metrics.ts'
import { createSecretBox } from '../../packages/server/src/lib/secret-box.ts'
import { createSender } from '../../packages/server/src/sender/send.ts'

// More connections made single inserts slower on two cores: 5.2k/s with 24 against 6.5k/s with 8.
const connectionCount = 8

/** Each event goes alone through a door that takes no other one meanwhile. */
function createOneByOne(deps: IngestDeps): Ingest {
  const doors = Array.from({ length: connectionCount }, () => createIngest(deps))
  const free = [...doors]
  const waiting: ((door: Ingest) => void)[] = []
  const take = async () => free.pop() ?? new Promise<Ingest>((resolve) => waiting.push(resolve))
  const giveBack = (door: Ingest) => {
    const next = waiting.shift()
    if (next === undefined) free.push(door)
    else next(door)
  }
  return {
    accept: async (request) => {
      const ids: string[] = []
      for (const event of request.events) {
        const door = await take()
        try {
          ids.push(...(await door.accept({ ...request, events: [event] })))
        } finally {
          giveBack(door)
        }
      }
      return ids
    },
    drain: async () => void (await Promise.all(doors.map((door) => door.drain()))),
  }
}

const config = loadConfig(process.env)
const log = createLog(config.logLevel)
const db = openDb(
  { url: config.databaseUrl ?? '', maxConnections: 14, applicationName: 'one-by-one', plansOnce: true },
  (error) => log.warn({ err: error }, 'database.connectionLost'),
)
const metrics = createMetrics()
const wake = createWakeUp(db, {}, (error) => log.warn({ err: error }, 'wake.failed'))
const server = createServer({
  ...{ db, log, metrics, dialects, wake },
  version: 'one by one',
  sender: createSender({ rules: config.addressRules }),
  live: createLive({
    readMarks: (accountId) => readMarks(db, accountId, Date.now()),
    onError: (error) => log.warn({ err: error }, 'live.failed'),
    everyMs: 1_000,
  }),
  stopping: new AbortController().signal,
  overdue: new AbortController().signal,
  requestTimeoutMs: 600_000,
  consoleDir: '',
  trustedProxies: config.trustedProxies,
  bodyStallMs: config.bodyStallMs,
  clock: systemClock,
  apiKeys: createApiKeys(db, systemClock.monotonicMs),
  ingest: createOneByOne({
    ...{ db, dialects, wake },
    onAccepted: (events, deliveries) => {
      metrics.eventsAccepted.inc(events)
      metrics.deliveriesQueued.inc(deliveries)
    },
  }),
  webhooks: { db, secretBox: createSecretBox(config.encryptionKeys ?? []), dialectRules: rulesOf(dialects) },
  notReady: async () => null,
})
const url = await server.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`ready at ${url}\n`)
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))

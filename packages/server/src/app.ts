/** The composition root: the only file that knows everyone. Config in, a running Offhook out. */
import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import { findFirstAccount } from './accounts/accounts.store.ts'
import { createApiKeys } from './accounts/api-keys.ts'
import type { Config } from './config.ts'
import { dialects, rulesOf } from './dialects/registry.ts'
import { readMarks } from './deliveries/changes.store.ts'
import { estimatePending, readOldestDueSeconds } from './deliveries/queue-figures.store.ts'
import { readBody } from './deliveries/queue.store.ts'
import { createWakeUp, type OwnWorker } from './deliveries/wake.ts'
import type { HttpDeps } from './http/deps.ts'
import { createLive } from './http/live.ts'
import { createServer } from './http/server.ts'
import { createIngest, type Ingest } from './ingest/accept.ts'
import { createAdjustableClock, systemClock, type Clock } from './lib/clock.ts'
import { openDb, type Db } from './lib/db.ts'
import { newId } from './lib/ids.ts'
import type { Logger } from './lib/log.ts'
import { createMetrics, type Metrics } from './lib/metrics.ts'
import { createSecretBox } from './lib/secret-box.ts'
import { createSender, type Sender } from './sender/send.ts'
import { startHepListener, type HepListener } from './sources/hep/listener.ts'
import { disableGone } from './upkeep/alerts.ts'
import { ensurePartitions } from './upkeep/partitions.store.ts'
import { version } from './version.ts'
import { loadTargets } from './webhooks/targets.ts'
import { createDeliveryWorker } from './workers/delivery-worker.ts'
import { createHealthNotes } from './workers/health-notes.ts'
import { sendHeld, type SendHeldDeps } from './workers/send-held.ts'
import { createOwnersWorker } from './workers/owners-worker.ts'
import { supervise, type Supervisor } from './workers/supervisor.ts'
import { createJobWorker } from './workers/job-worker.ts'
import { createUpkeepWorker } from './workers/upkeep-worker.ts'
import type { Worker } from './workers/worker.ts'

export type AppOptions = {
  config: Config
  /** Migrated, with its first account. */
  databaseUrl: string
  encryptionKeys: readonly Buffer[]
  log: Logger
  /** The machine's clock unless given. */
  clock?: Clock
  /** How long a request to the API may take to come in; ten minutes unless given. */
  requestTimeoutMs?: number
}

export type App = {
  /** Where the API listens, or null in a process that only delivers. */
  url: string | null
  /** Finishes or gives back what is in flight, then lets go of everything. */
  stop: () => Promise<void>
}

// A Postgres that hangs without closing its connections must not hold anyone for ever; no statement takes this long.
const queryTimeoutMs = 60_000
// A search that reads everything must not hold one of the API's few connections for long.
const statementTimeoutMs = 30_000
const apiConnections = 8
const keyConnections = 2
const hotConnections = 8
const backgroundConnections = 4
const liveEveryMs = 1_000
// For a transaction to be rolled back and its refusal to be read, before connections that never end are cut.
const lastAnswersMs = 5_000

/** Starts the parts that the role asks for. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, log } = options
  const pools = openPools(options)
  const parts = Object.values(pools).map((pool) => ({ stop: pool.close }))
  try {
    await ensurePartitions(pools.backgroundDb, log)
    const shared = createShared(options, pools)
    const hasApi = config.role !== 'worker'
    const workers = config.role === 'api' ? undefined : startWorkers(options, shared)
    if (workers !== undefined) parts.push(workers)
    if (hasApi) parts.push(shared.ingestPart)
    const hep = hasApi ? await startHep(options, shared) : undefined
    if (hep !== undefined) parts.push(hep)
    const port = hasApi ? config.port : config.healthPort
    const health = workers?.health ?? (() => ({}))
    const server = port === null ? undefined : await startServer(options, shared, { port, health })
    if (server !== undefined) parts.push(server)
    return { url: hasApi ? (server?.url ?? null) : null, stop: () => stopAll(parts) }
  } catch (error) {
    await stopAll(parts)
    throw error
  }
}

type Pools = { db: Db; keysDb: Db; hotDb: Db; backgroundDb: Db }

/** A pool each for what people ask, for API keys, for events and deliveries, and for the rest: none waits for another. */
function openPools({ databaseUrl: url, log }: AppOptions): Pools {
  const onError = (error: Error) => log.warn({ err: error }, 'database.connectionLost')
  const api = { maxConnections: apiConnections, applicationName: 'offhook', statementTimeoutMs }
  const keys = { maxConnections: keyConnections, applicationName: 'offhook-keys' }
  const hot = { maxConnections: hotConnections, applicationName: 'offhook-hot', plansOnce: true }
  const background = { maxConnections: backgroundConnections, applicationName: 'offhook-background' }
  return {
    db: openDb({ url, queryTimeoutMs, ...api }, onError),
    keysDb: openDb({ url, queryTimeoutMs, ...keys }, onError),
    hotDb: openDb({ url, queryTimeoutMs, ...hot }, onError),
    backgroundDb: openDb({ url, queryTimeoutMs, ...background }, onError),
  }
}

/** In the reverse order of starting: first no one gets in, then what is inside is finished. */
async function stopAll(parts: readonly { stop: () => Promise<void> }[]): Promise<void> {
  for (const part of parts.toReversed()) await part.stop()
}

type Shared = ReturnType<typeof createShared>

function createShared({ encryptionKeys, log }: AppOptions, pools: Pools) {
  const metrics = createMetrics()
  const secretBox = createSecretBox(encryptionKeys)
  const own: OwnWorker = {}
  const wake = createWakeUp(pools.hotDb, own, (error) => log.warn({ err: error }, 'wake.failed'))
  const ingest: Ingest = createIngest({
    db: pools.hotDb,
    dialects,
    wake,
    onAccepted: (events, deliveries) => {
      metrics.eventsAccepted.inc(events)
      metrics.deliveriesQueued.inc(deliveries)
    },
  })
  return { ...pools, metrics, secretBox, own, wake, ingest, ingestPart: { stop: ingest.drain } }
}

function startWorkers(
  { config, databaseUrl, log, clock: baseClock = systemClock }: AppOptions,
  { hotDb, backgroundDb, metrics, secretBox, own, wake, ingest }: Shared,
): Supervisor {
  const clock = createAdjustableClock(baseClock)
  const sender = senderOf(config)
  const deps: SendHeldDeps = {
    ...{ sender, dialects, clock, log },
    random: Math.random,
    userAgent: `Offhook/${version}`,
    readBody: (payloadId) => readBody(hotDb, payloadId),
    onGone: async (target) => {
      if (await disableGone(ingest, target)) log.warn({ webhookId: target.id }, 'webhook.gone')
    },
    onAttempt: ({ attempt }, { dialect }, delivery) => {
      const { outcome, isSuccess, number } = attempt
      const label = isSuccess ? 'delivered' : outcome.kind === 'responded' ? 'refused' : outcome.reason
      metrics.countAttempt(dialect, label, outcome.timing.totalMs / 1000)
      if (number === 1) metrics.firstAttemptSeconds.observe(delivery.ageMs / 1000)
    },
  }
  const db = backgroundDb
  const healthNotes = createHealthNotes({ db, clock, log })
  const workers: Worker[] = [
    createDeliveryWorker({
      ...{ db: hotDb, databaseUrl, clock, log, own },
      name: `${hostname()}:${process.pid}`,
      loadTargets: (ids) =>
        loadTargets(hotDb, secretBox, ids, (webhookId, error) =>
          log.error({ webhookId, err: error }, 'webhook.unreadable'),
        ),
      send: (held, target, signal) => sendHeld(deps, held, target, signal),
      onHealth: healthNotes.note,
      maxInFlight: config.maxInFlight,
      shutdownMs: config.shutdownMs,
    }),
    createJobWorker({ db, dialects, newId, wake, log }),
    createUpkeepWorker({ db, clock, log, ingest }),
    createOwnersWorker({ db, clock, log, dialects, ingest }),
  ]
  const supervisor = supervise(workers, log)
  return {
    health: supervisor.health,
    stop: async () => {
      await supervisor.stop()
      await healthNotes.drain()
      await sender.close()
    },
  }
}

function senderOf(config: Config): Sender {
  return createSender({
    rules: config.addressRules,
    ...(config.ca === null ? {} : { ca: config.ca }),
  })
}

async function startHep(
  { config, log }: AppOptions,
  { db, ingest, metrics }: Shared,
): Promise<HepListener | undefined> {
  if (config.hep.listen.length === 0) return undefined
  const account = await findFirstAccount(db)
  if (account === undefined) throw new Error('There is no account yet that calls from HEP could go to')
  const listener = await startHepListener({
    listen: config.hep.listen,
    isAllowed: config.hep.isAllowed,
    ...(config.hep.password === null ? {} : { password: config.hep.password }),
    log,
    onEvents: async (events) => void (await ingest.accept({ accountId: account.id, events })),
  })
  addHepFigures(metrics, listener)
  return listener
}

function addHepFigures(metrics: Metrics, { counters }: HepListener): void {
  for (const name of ['packets', 'refused', 'malformed', 'events', 'dropped'] as const) {
    metrics.total(`offhook_hep_${name}_total`, `HEP ${name} since the start.`, () => counters()[name])
  }
  const evictedHelp = 'Calls that HEP forgot before their end since the start: it followed too many.'
  metrics.total('offhook_hep_evicted_calls_total', evictedHelp, () => counters().evictedCalls)
  const waitingHelp = 'Events of HEP that wait to be accepted.'
  metrics.gauge('offhook_hep_waiting_events', waitingHelp, () => counters().waitingEvents)
  const callsHelp = 'Calls that HEP follows, those that have just ended among them.'
  metrics.gauge('offhook_hep_calls', callsHelp, () => counters().calls)
}

async function startServer(
  { config, log, clock = systemClock, requestTimeoutMs = 600_000 }: AppOptions,
  { db, keysDb, hotDb, metrics, secretBox, wake, ingest }: Shared,
  { port, health }: { port: number; health: Supervisor['health'] },
): Promise<{ url: string; stop: () => Promise<void> }> {
  const sender = senderOf(config)
  const stopping = new AbortController()
  const overdue = new AbortController()
  const live = createLive({
    readMarks: (accountId) => readMarks(db, accountId, Date.now()),
    onError: (error) => log.warn({ err: error }, 'live.failed'),
    everyMs: liveEveryMs,
  })
  const deps: HttpDeps = {
    ...{ db, log, metrics, ingest, dialects, wake, version, sender, live },
    consoleDir: fileURLToPath(new URL('../../console/dist/', import.meta.url)),
    ...{ clock, requestTimeoutMs, stopping: stopping.signal, overdue: overdue.signal },
    trustedProxies: config.trustedProxies,
    bodyStallMs: config.bodyStallMs,
    apiKeys: createApiKeys(keysDb, systemClock.monotonicMs),
    webhooks: { db, secretBox, dialectRules: rulesOf(dialects) },
    notReady: () => notReady(hotDb, health),
  }
  addQueueFigures(metrics, db)
  const server = createServer(deps, config.role === 'worker' ? 'health' : 'all')
  const url = await server.listen({ port, host: config.host })
  const stop = async () => {
    stopping.abort()
    const timers = [
      setTimeout(() => overdue.abort(), config.shutdownMs),
      setTimeout(() => server.server.closeAllConnections(), config.shutdownMs + lastAnswersMs),
    ]
    await server.close()
    for (const timer of timers) clearTimeout(timer)
    await sender.close()
  }
  return { url, stop }
}

// A Postgres that hangs answers nothing, and whoever asks whether we are ready must be told so all the same.
const readyProbe = { text: 'select 1', query_timeout: 2_000 }

async function notReady(db: Db, health: Supervisor['health']): Promise<string | null> {
  const stopped = Object.entries(health()).find(([, isRunning]) => !isRunning)
  if (stopped !== undefined) return `The worker ${stopped[0]} is not running; the log says why.`
  try {
    await db.pool.query(readyProbe)
    return null
  } catch {
    return 'The database cannot be reached.'
  }
}

/** Figures of the whole database, the same in every process; NaN while it does not answer. */
function addQueueFigures(metrics: Metrics, db: Db): void {
  const pendingHelp = 'About how many deliveries are still to be made, over all processes.'
  metrics.gauge('offhook_deliveries_pending', pendingHelp, () => estimatePending(db).catch(() => NaN))
  const dueHelp =
    'How long the oldest delivery has been due, in flight or not, without disabled webhooks and failing receivers.'
  metrics.gauge('offhook_oldest_due_seconds', dueHelp, () => readOldestDueSeconds(db).catch(() => NaN))
}

/** The process: settings, database, signals, exit code. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureFirstAccount } from './accounts/accounts.store.ts'
import { systemActor } from './accounts/actor.ts'
import { createApiKey, keyParts } from './accounts/api-keys.ts'
import { ensureApiKey, hasApiKeys } from './accounts/api-keys.store.ts'
import { makeSignInToken } from './accounts/sessions.ts'
import { wasLinkUsed } from './accounts/sessions.store.ts'
import { startApp } from './app.ts'
import { loadConfig, type Config } from './config.ts'
import { startEmbeddedPostgres } from './lib/embedded-postgres/embedded-postgres.ts'
import { isDatabaseAway, openDb, ping, type Db } from './lib/db.ts'
import { messageOf, toError } from './lib/errors.ts'
import { readOrMakeKey } from './lib/key-file.ts'
import { createLog, type Logger } from './lib/log.ts'
import { checkEncryptionKey, resealCanary } from './lib/canary.store.ts'
import { migrate } from './lib/migrate.ts'
import { createSecretBox, type SecretBox } from './lib/secret-box.ts'
import { resealSecrets } from './webhooks/reseal.store.ts'
import { endDeadLeases } from './workers/dead-workers.ts'

// Names are looked up by half of libuv's pool, two threads unless told: a few dead hosts would hold up all the others.
process.env.UV_THREADPOOL_SIZE ??= '16'

const tryEveryMs = 1_000
const maxTries = 30

type Started = { stop: () => Promise<void> }

async function main(): Promise<void> {
  const config = readConfig()
  if (config === undefined) return
  const log = createLog(config.logLevel)
  process.on('unhandledRejection', (reason) => fail(log, reason))
  process.on('uncaughtException', (error) => fail(log, error))
  const started: Started[] = []
  const stop = stopOnce(started, log)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  // A terminal that was closed takes nothing more (EIO), which is no reason to stop less carefully.
  process.stdout.on('error', () => undefined)
  try {
    await start(config, log, started)
  } catch (error) {
    say(`Offhook could not start: ${reasonOf(error)}`)
    await stop(1)
  }
}

function readConfig(): Config | undefined {
  try {
    return loadConfig(process.env)
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`)
    process.exitCode = 1
    return undefined
  }
}

async function start(config: Config, log: Logger, started: Started[]): Promise<void> {
  const postgres =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({
          dataDir: config.dataDir,
          log,
          onLost: () => fail(log, lostDataDir(config)),
        })
      : { url: config.databaseUrl, stop: async () => undefined }
  started.push(postgres)
  const encryptionKeys = config.encryptionKeys ?? [await readOrMakeKey(config.dataDir)]
  const db = openDb({ url: postgres.url, maxConnections: 2, applicationName: 'offhook-start' }, (error) =>
    log.warn({ err: error }, 'database.connectionLost'),
  )
  try {
    await prepareDatabase(db, createSecretBox(encryptionKeys), log)
    // The embedded database is nobody else's.
    if (config.databaseUrl === null) await endDeadLeases(db, log)
    const account = await ensureFirstAccount(db)
    if (config.role !== 'worker') await prepareApiKey(db, account.id, config.apiKey)
    const app = await startApp({ config, databaseUrl: postgres.url, encryptionKeys, log })
    started.push(app)
    if (app.url === null) return say('Offhook delivers (worker role, no API here).')
    const signInToken = config.apiKey === null ? await offerSignIn(db, account.id) : null
    say(`Offhook is ready at ${app.url}`)
    // After #, so that the token reaches no server log.
    if (signInToken !== null)
      say(`Open the console (works once, for an hour): ${app.url}/sign-in#${signInToken}`)
  } finally {
    await db.close()
  }
}

/** Migrates, makes sure that secrets can be read, and brings all of them under the first encryption key. */
async function prepareDatabase(db: Db, secretBox: SecretBox, log: Logger): Promise<void> {
  await untilReachable(db, log)
  const ran = await migrate(db, log)
  if (ran.length > 0) log.info({ migrations: ran }, 'database.migrated')
  await checkEncryptionKey(db, secretBox)
  const resealed = await resealSecrets(db, secretBox)
  await resealCanary(db, secretBox)
  if (resealed > 0) log.info({ webhooks: resealed }, 'secrets.resealed')
}

/** Lets the operator's own key in, or makes the first key: shown at once, since nothing can show it later. */
async function prepareApiKey(db: Db, accountId: string, ownKey: string | null): Promise<void> {
  if (ownKey !== null) return ensureApiKey(db, accountId, { name: 'OFFHOOK_API_KEY', ...keyParts(ownKey) })
  if (await hasApiKeys(db, accountId)) return
  const { key } = await createApiKey(db, systemActor(accountId), 'First key')
  say(`API key (shown only now): ${key}`)
}

/** The token of a link into the console: a new one at each start, until one was used. */
async function offerSignIn(db: Db, accountId: string): Promise<string | null> {
  return (await wasLinkUsed(db, accountId)) ? null : makeSignInToken(db, accountId)
}

/** A database that starts beside us, or fails over, may need a moment. */
async function untilReachable(db: Db, log: Logger): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ping(db)
    } catch (error) {
      if (!isDatabaseAway(error) || tries === maxTries) throw error
      log.warn({ err: error }, 'database.notReachableYet')
      await sleep(tryEveryMs)
    }
  }
}

function stopOnce(started: readonly Started[], log: Logger): (code: number) => Promise<void> {
  let isStopping = false
  return async (code) => {
    if (isStopping) return
    isStopping = true
    for (const part of started.toReversed()) {
      await part.stop().catch((error: unknown) => log.error({ err: toError(error) }, 'stop.failed'))
    }
    // Lets the log's last lines out before the process ends.
    log.flush(() => process.exit(code))
  }
}

function fail(log: Logger, reason: unknown): void {
  log.fatal({ err: toError(reason) }, 'process.failed')
  log.flush(() => process.exit(1))
}

function lostDataDir({ dataDir }: Config): Error {
  return new Error(`Another Offhook took ${dataDir} over while this process stood still`)
}

function reasonOf(error: unknown): string {
  const own = toError(error)
  const message = messageOf(own)
  return own.cause instanceof Error ? `${message} (${messageOf(own.cause)})` : message
}

/** Speaks to the person who started it, beside the log. */
function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

await main()

/**
 * The Postgres that comes with Offhook: `npm start` needs no other service. It listens on a private Unix socket only, is
 * durable (fsync is never off), recovers by itself after any crash of ours or its own, and runs as an ordinary user also
 * when Offhook is started by root. Whatever it cannot mend it refuses with a sentence that says what to do.
 */
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { locatePackage, prepareBinaries, type Binaries } from './binaries.ts'
import { DATABASE, ensureDatabase, ROLE } from './bootstrap.store.ts'
import { ensurePassword, initCluster, passwordFile, restrictToOwner } from './cluster.ts'
import { ensureDataDir } from './data-dir.ts'
import { checkMajor, checkReach, findData, giveTo, type ExistingData } from './existing-data.ts'
import { clearLeftServer } from './left-server.ts'
import type { EmbeddedPostgresLog } from './log.ts'
import { acquireOwnerLock } from './owner-lock.ts'
import { spawnPostmaster, untilReady, type Cluster } from './postmaster.ts'
import { EmbeddedPostgresError, hintFor } from './refusal.ts'
import type { ServerUser } from './run-program.ts'
import { serverUserFor } from './server-user.ts'
import { SOCKET_PORT } from './settings.ts'
import { ensureSocketDir, makeSocketDir, removeSocketDir } from './socket-dir.ts'
import { discard, publishData, removeUnfinished, stageData } from './staged-data.ts'
import { supervise, type Supervision } from './supervise.ts'

const OUTSIDE_DIR = '/var/lib/offhook'

export type EmbeddedPostgresOptions = {
  /** Offhook's data directory, an absolute path; made if need be. The database is in its `postgres`. */
  dataDir: string
  log: EmbeddedPostgresLog
  /**
   * Called if another Offhook took the data directory over while this process was frozen. The server has been told to leave by
   * then, and the process must end too: what it holds is no longer so.
   */
  onLost?: () => void
  /** Where root puts binaries and data that the server's user could not reach in the clone. Default /var/lib/offhook. */
  outsideDir?: string
}

/** A running server. The `postgres://` URL stays the same when the server is restarted; `stop` may be called twice. */
export type EmbeddedPostgres = { url: string; stop: () => Promise<void> }

/**
 * Starts the embedded Postgres and resolves when it accepts connections and has the database `offhook`.
 * Throws EmbeddedPostgresError, whose message tells the operator what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await start(options)
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new EmbeddedPostgresError(
      `Postgres could not be started in ${options.dataDir}: ${message}. ${hintFor(message)}`,
      { cause: error },
    )
  }
}

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options
  await ensureDataDir(dataDir)
  const undo: (() => Promise<void>)[] = []
  const stop = async () => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step()
  }
  try {
    let server: Supervision | undefined
    const onLost = () => {
      server?.abandon()
      options.onLost?.()
    }
    const lock = await acquireOwnerLock(join(dataDir, 'postgres.lock'), { onLost })
    undo.push(() => lock.release())
    const data = await prepareData(options)
    const socketLink = join(dataDir, 'postgres.socket')
    const socketDir = await makeSocketDir(socketLink, data.user)
    undo.push(() => removeSocketDir(socketLink))
    const cluster = { ...data, socketDir }
    server = await superviseCluster(cluster, options)
    undo.push(server.stop)
    const url = urlOf(socketDir, data.password)
    await greet(url, cluster)
    log.info({ version: data.binaries.version, dir: data.dir }, 'Postgres is ready')
    return { url, stop: once(stop) }
  } catch (error) {
    await stop()
    throw error
  }
}

type PreparedData = { dir: string; user: ServerUser | undefined; binaries: Binaries; password: string }

/** Finds or makes the data, with no server running on it. */
async function prepareData(options: EmbeddedPostgresOptions): Promise<PreparedData> {
  const { dataDir, log, outsideDir = OUTSIDE_DIR } = options
  await removeUnfinished(dataDir, outsideDir)
  const existing = await findData(dataDir)
  const user = await serverUserFor(existing)
  const binaries = await prepareBinaries(user, { packageDir: locatePackage(), outsideDir })
  const dir = existing
    ? await takeOver(existing, user, binaries, log)
    : await makeData(options, user, binaries)
  return { dir, user, binaries, password: await ensurePassword({ dir, user, binaries }) }
}

async function makeData(
  { dataDir, log, outsideDir = OUTSIDE_DIR }: EmbeddedPostgresOptions,
  user: ServerUser | undefined,
  binaries: Binaries,
): Promise<string> {
  log.info({ dataDir }, 'making the database; this happens once')
  const staged = await stageData(dataDir, outsideDir, user, log)
  try {
    await initCluster({ dir: staged.dir, binaries, user })
    await publishData(staged, dataDir)
  } catch (error) {
    await discard(staged.path, outsideDir)
    throw error
  }
  return realpath(join(dataDir, 'postgres'))
}

async function takeOver(
  existing: ExistingData,
  user: ServerUser | undefined,
  binaries: Binaries,
  log: EmbeddedPostgresLog,
): Promise<string> {
  await checkMajor(existing.dir, binaries.major)
  if (user !== undefined && existing.ownerUid !== user.uid) await giveTo(user, existing.dir)
  await checkReach(existing, user)
  await restrictToOwner(existing.dir)
  await clearLeftServer(existing.dir, log)
  return existing.dir
}

function superviseCluster(cluster: Cluster, { log }: EmbeddedPostgresOptions): Promise<Supervision> {
  return supervise({
    async launch() {
      await clearLeftServer(cluster.dir, log)
      await ensureSocketDir(cluster.socketDir, cluster.user)
      return spawnPostmaster(cluster, log)
    },
    untilReady: (postmaster) => untilReady(postmaster, cluster.dir, log),
    log,
  })
}

async function greet(url: string, cluster: Cluster): Promise<void> {
  if ((await ensureDatabase(url)) === 'ok') return
  const file = passwordFile(cluster.dir)
  throw new EmbeddedPostgresError(
    `The password in ${file} is not the one the database knows. Delete that file and start again: a new one is set.`,
  )
}

/** A host in the query, which `pg` and libpq both know, is the socket's directory; the port is part of its name. */
function urlOf(socketDir: string, password: string): string {
  return `postgres://${ROLE}:${password}@localhost:${SOCKET_PORT}/${DATABASE}?host=${encodeURIComponent(socketDir)}`
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

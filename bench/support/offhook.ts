import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keyParts } from '../../packages/server/src/accounts/api-keys.ts'
import { ensureFirstAccount } from '../../packages/server/src/accounts/accounts.store.ts'
import { ensureApiKey } from '../../packages/server/src/accounts/api-keys.store.ts'
import { openDb, type Db } from '../../packages/server/src/lib/db.ts'
import { startEmbeddedPostgres } from '../../packages/server/src/lib/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../../packages/server/src/lib/migrate.ts'
import { ensurePartitions } from '../../packages/server/src/upkeep/partitions.store.ts'
import { startFlags } from '../../packages/server/testing/start-flags.ts'
import { until } from './wait.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

export const benchKey = 'ohk_bench_bench_bench_bench'
export const benchEncryptionKey = Buffer.alloc(32, 1)

/** A process of Offhook. `url` is the API's, '' for a worker. */
export type OffhookProcess = { url: string; process: ChildProcess; stop: () => Promise<void> }

export type Stack = {
  db: Db
  databaseUrl: string
  accountId: string
  /** Starts a process of Offhook; resolves once it is ready. */
  start: (role: 'all' | 'api' | 'worker', env?: Record<string, string>) => Promise<OffhookProcess>
  /** Starts another program of ours with the same environment, which says `ready at <url>` when it is. */
  startProgram: (program: URL) => Promise<OffhookProcess>
  /** Ends all its processes, Postgres last, and removes the data. */
  stop: () => Promise<void>
}

const main = new URL('../../packages/server/src/main.ts', import.meta.url)

/** Lends a stack with its data in `folder` to `use`, and takes it down whatever comes of it. */
export async function withStack<T>(use: (stack: Stack) => Promise<T>, folder = tmpdir()): Promise<T> {
  const stack = await startStack(folder)
  try {
    return await use(stack)
  } finally {
    await stack.stop()
  }
}

/** An embedded Postgres with an empty, migrated database, and Offhook as processes of its own, as users run it. */
async function startStack(folder: string): Promise<Stack> {
  const dataDir = await mkdtemp(path.join(folder, 'offhook-bench-'))
  // Else the server's own user could not enter, and its data would be put elsewhere and left behind.
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
  const db = openDb(
    { url: postgres.url, maxConnections: 6, applicationName: 'bench', plansOnce: true },
    () => undefined,
  )
  await migrate(db, quiet)
  await ensurePartitions(db, quiet)
  const account = await ensureFirstAccount(db)
  await ensureApiKey(db, account.id, { name: 'bench', ...keyParts(benchKey) })
  const running = new Set<OffhookProcess>()
  const start = async (program: URL, more: Record<string, string> = {}): Promise<OffhookProcess> => {
    const started = await startProcess(program, { ...env, ...more }, dataDir)
    const stop = async () => {
      running.delete(tracked)
      await started.stop()
    }
    const tracked = { ...started, stop }
    running.add(tracked)
    return tracked
  }
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    OFFHOOK_DATA_DIR: dataDir,
    OFFHOOK_API_KEY: benchKey,
    OFFHOOK_ENCRYPTION_KEY: benchEncryptionKey.toString('base64'),
    // A worker delivers to loopback only if HOST says so.
    HOST: '127.0.0.1',
    PORT: '0',
  }
  return {
    db,
    databaseUrl: postgres.url,
    accountId: account.id,
    start: (role, more = {}) => start(main, { OFFHOOK_ROLE: role, ...more }),
    startProgram: start,
    stop: async () => {
      for (const process of running) await process.stop()
      await db.close()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The log goes into a file, as it does for users: one line for each attempt that failed. */
async function startProcess(program: URL, env: NodeJS.ProcessEnv, dataDir: string): Promise<OffhookProcess> {
  const logFile = path.join(dataDir, `${path.basename(program.pathname)}-${process.hrtime.bigint()}.log`)
  const log = await open(logFile, 'w')
  const args = [...startFlags, program.pathname]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', log.fd, 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await log.close()
  let url: string | undefined
  try {
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`${program.pathname} ended before it was ready`)
        url = readiness(await readFile(logFile, 'utf8'))
        return url !== undefined
      },
      { everyMs: 5, timeoutMs: 60_000 },
    )
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    url: url ?? '',
    process: child,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      await rm(logFile)
    },
  }
}

function readiness(output: string): string | undefined {
  return /ready at (\S+)\n/.exec(output)?.[1] ?? (output.includes('Offhook delivers') ? '' : undefined)
}

import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keyParts } from '../../packages/server/src/accounts/api-keys.ts'
import { ensureFirstAccount } from '../../packages/server/src/accounts/accounts.store.ts'
import { ensureApiKey } from '../../packages/server/src/accounts/api-keys.store.ts'
import { openDb, type Db } from '../../packages/server/src/lib/db.ts'
import { startEmbeddedPostgres } from '../../packages/server/src/lib/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../../packages/server/src/lib/migrate.ts'

const main = new URL('../../packages/server/src/main.ts', import.meta.url).pathname
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

export const benchKey = 'ohk_bench_bench_bench_bench'

export type Stack = {
  db: Db
  databaseUrl: string
  accountId: string
  /** Starts a process of Offhook; resolves with the API's URL once it is ready ('' for a worker). */
  start: (role: 'all' | 'api' | 'worker', env?: Record<string, string>) => Promise<{ url: string; process: ChildProcess; stop: () => Promise<void> }>
  stop: () => Promise<void>
}

/** An embedded Postgres with an empty, migrated database, and Offhook as processes of its own, as users run it. */
export async function startStack(): Promise<Stack> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'offhook-bench-'))
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
  const db = openDb({ url: postgres.url, maxConnections: 6, applicationName: 'bench' }, () => undefined)
  await migrate(db)
  const account = await ensureFirstAccount(db)
  await ensureApiKey(db, account.id, { name: 'bench', ...keyParts(benchKey) })
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    OFFHOOK_DATA_DIR: dataDir,
    OFFHOOK_API_KEY: benchKey,
    OFFHOOK_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    PORT: '0',
  }
  return {
    db,
    databaseUrl: postgres.url,
    accountId: account.id,
    start: (role, more = {}) => startProcess({ ...env, OFFHOOK_ROLE: role, ...more }),
    stop: async () => {
      await db.close()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function startProcess(env: NodeJS.ProcessEnv) {
  const child = spawn('node', [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Offhook ended with ${code} before it was ready`)))
    child.stdout.on('data', (chunk) => {
      const text = String(chunk)
      const ready = /ready at (\S+)/.exec(text)
      if (ready !== null || text.includes('Offhook delivers')) resolve(ready?.[1] ?? '')
    })
  })
  return {
    url,
    process: child,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { passwordFile } from '../../packages/server/src/lib/embedded-postgres/cluster.ts'
import { startEmbeddedPostgres } from '../../packages/server/src/lib/embedded-postgres/embedded-postgres.ts'
import { readPidFile } from '../../packages/server/src/lib/embedded-postgres/left-server.ts'
import { findPostgresChildren } from '../../packages/server/src/lib/embedded-postgres/process-identity.ts'
import { makeDataDir } from './offhook-process.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A Postgres that is not Offhook's own, and that can be taken away from it for a while. */
export type OutsidePostgres = { url: string; beAway: (way: Absence, ms: number) => Promise<void> }

/** Stopped: connections are refused. Frozen: nothing is answered, as when a machine or a network hangs. */
export type Absence = 'stopped' | 'frozen'

/** Starts a Postgres of its own, gone when the test is over. */
export async function startOutsidePostgres(): Promise<OutsidePostgres> {
  const dataDir = await makeDataDir()
  let server = await startEmbeddedPostgres({ dataDir, log: quiet })
  let absence = Promise.resolve()
  // Also when a test failed meanwhile: what is stopped or frozen comes back first.
  onTestFinished(async () => {
    await absence
    await server.stop()
  })
  const stopFor = async (ms: number) => {
    await server.stop()
    await sleep(ms)
    server = await startEmbeddedPostgres({ dataDir, log: quiet })
  }
  const freezeFor = async (ms: number) => {
    const pids = await postgresPids(dataDir)
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
    await sleep(ms)
    for (const pid of pids) process.kill(pid, 'SIGCONT')
  }
  const ways = { stopped: stopFor, frozen: freezeFor } satisfies Record<Absence, unknown>
  return {
    url: await embeddedUrl(dataDir),
    beAway: (way, ms) => (absence = ways[way](ms)),
  }
}

/** A URL of the Postgres in a data directory that stays the same over restarts, also from outside of its process. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  const password = (await readFile(passwordFile(path.join(dataDir, 'postgres')), 'utf8')).trim()
  const socket = encodeURIComponent(path.join(dataDir, 'postgres.socket'))
  return `postgres://offhook:${password}@localhost:5432/offhook?host=${socket}`
}

/** The server of a data directory, first, and its children. */
export async function postgresPids(dataDir: string): Promise<[number, ...number[]]> {
  const data = await realpath(path.join(dataDir, 'postgres'))
  const server = await readPidFile(data)
  if (server === undefined) throw new Error(`No Postgres runs in ${dataDir}`)
  return [server.pid, ...(await findPostgresChildren(data))]
}

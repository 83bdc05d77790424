import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { readPidFile } from './left-server.ts'
import type { EmbeddedPostgresLog } from './log.ts'
import { EmbeddedPostgresError, hintFor } from './refusal.ts'
import { cleanEnvironment, identityOf, type ServerUser } from './run-program.ts'
import { memoryBytes, serverSettings, settingArguments } from './settings.ts'
import { followOutput } from './server-output.ts'

const READY_POLL_MS = 15
const PATIENCE_NOTE_MS = 10_000

/** How a server's process ended; one of the two is null. */
export type ServerExit = { code: number | null; signal: NodeJS.Signals | null }

/** A server's process that we started. */
export type Postmaster = {
  pid: number
  ended: Promise<ServerExit>
  signal: (signal: NodeJS.Signals) => void
  lastLines: () => string
}

/** A data directory (a real path) and what is needed to run a server on it. */
export type Cluster = { dir: string; binaries: Binaries; user: ServerUser | undefined; socketDir: string }

/**
 * Starts a server's process in a session of its own, so that Ctrl-C in the terminal reaches only us and we shut the
 * server down when our own work is done.
 */
export async function spawnPostmaster(cluster: Cluster, log: EmbeddedPostgresLog): Promise<Postmaster> {
  const settings = serverSettings(memoryBytes(), cluster.socketDir)
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.dir, ...settingArguments(settings)], {
    cwd: '/',
    env: cleanEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...identityOf(cluster.user),
  })
  const ended = new Promise<ServerExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const lastLines = followOutput(child.stderr, log)
  await once(child, 'spawn')
  child.on('error', (error) => log.warn({ err: error, pid: child.pid }, 'Postgres could not be signalled'))
  return {
    pid: child.pid ?? 0,
    ended,
    signal: (signal) => void child.kill(signal),
    lastLines,
  }
}

/**
 * Resolves once the server accepts connections. There is no time limit, for a recovery after a crash may take minutes; it
 * is noted in the log every 10 s. Throws EmbeddedPostgresError with the server's last lines if it ends instead.
 */
export async function untilReady(
  postmaster: Postmaster,
  dir: string,
  log: EmbeddedPostgresLog,
): Promise<void> {
  const exit: { value?: ServerExit } = {}
  const ended = postmaster.ended.then((value) => (exit.value = value))
  for (let waitedMs = READY_POLL_MS; ; waitedMs += READY_POLL_MS) {
    if (exit.value !== undefined) {
      await sleep(READY_POLL_MS) // the last lines arrive after the end
      const output = postmaster.lastLines()
      throw new EmbeddedPostgresError(`Postgres did not start on ${dir}:\n${output}\n${hintFor(output)}`)
    }
    const pidFile = await readPidFile(dir)
    if (pidFile?.pid === postmaster.pid && pidFile.isReady) return
    if (waitedMs % PATIENCE_NOTE_MS < READY_POLL_MS) {
      log.warn(
        { waitedMs, postgres: postmaster.lastLines().split('\n').at(-1) },
        'Postgres is still starting',
      )
    }
    await Promise.race([sleep(READY_POLL_MS), ended])
  }
}

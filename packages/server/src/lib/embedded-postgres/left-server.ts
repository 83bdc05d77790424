import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EmbeddedPostgresLog } from './log.ts'
import { findPostgresChildren, isPidTaken, isPostgresOn, processStartOf } from './process-identity.ts'
import { errorCode } from '../errors.ts'
import { stopInSteps, type StopStep } from './stop-in-steps.ts'

const GONE_POLL_MS = 50

/** Children take SIGQUIT, not SIGINT, as the order to leave at once. */
const childSteps: readonly StopStep[] = [
  { signal: 'SIGQUIT', patienceMs: 2_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
]

/** What a server tells about itself in `postmaster.pid`. */
export type PidFile = { pid: number; isReady: boolean }

/** Pure. Reads `postmaster.pid` (format: miscinit.h of Postgres, LOCK_FILE_LINE_*); undefined if it holds no pid. */
export function parsePidFile(text: string): PidFile | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10)) // a single-user server writes its pid negative
  return pid > 0 ? { pid, isReady: lines[7] === 'ready' } : undefined
}

/** The `postmaster.pid` of a data directory; undefined if there is none or it is being written. */
export async function readPidFile(dir: string): Promise<PidFile | undefined> {
  try {
    return parsePidFile(await readFile(join(dir, 'postmaster.pid'), 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Clears what an earlier server left: one that outlived its Offhook is shut down, children that outlived their server are
 * ended, and a pid file whose pid is now somebody else's is removed, as Postgres itself would take it for a living server.
 */
export async function clearLeftServer(dir: string, log: EmbeddedPostgresLog): Promise<void> {
  const left = await readPidFile(dir)
  if (left === undefined) return
  const start = await processStartOf(left.pid)
  if (await isPostgresOn(left.pid, dir)) {
    log.warn({ pid: left.pid }, 'stopping the Postgres that an earlier, killed Offhook left running')
    await stopInSteps((signal) => signalIfThere(left.pid, signal), whenGone(left.pid, start))
    return
  }
  await endLeftChildren(dir, log)
  if (isPidTaken(left.pid)) await rm(join(dir, 'postmaster.pid'), { force: true })
}

/** A child busy with a long query does not notice that its server was killed, and would keep us from starting. */
async function endLeftChildren(dir: string, log: EmbeddedPostgresLog): Promise<void> {
  const children = await findPostgresChildren(dir)
  if (children.length > 0) log.warn({ pids: children }, 'ending processes of a killed Postgres')
  await Promise.all(
    children.map(async (pid) => {
      const gone = whenGone(pid, await processStartOf(pid))
      await stopInSteps((signal) => signalIfThere(pid, signal), gone, childSteps)
    }),
  )
}

async function whenGone(pid: number, start: string | undefined): Promise<void> {
  if (start === undefined) return
  while ((await processStartOf(pid)) === start) await sleep(GONE_POLL_MS)
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

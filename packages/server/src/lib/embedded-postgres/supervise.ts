import { setTimeout as sleep } from 'node:timers/promises'
import type { EmbeddedPostgresLog } from './log.ts'
import type { Postmaster, ServerExit } from './postmaster.ts'
import { stopInSteps } from './stop-in-steps.ts'

const FIRST_DELAY_MS = 100
const MAX_DELAY_MS = 10_000
const CALM_AFTER_MS = 60_000

/** Pure. How long to wait before a restart: 0.1 s after the first failure in a row (0), doubling up to 10 s. */
export function restartDelayMs(failuresBefore: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** failuresBefore)
}

/** What a supervisor needs: how to start a server, and how to wait until it accepts connections. */
export type Supervised = {
  launch(): Promise<Postmaster>
  untilReady(postmaster: Postmaster): Promise<void>
  log: EmbeddedPostgresLog
}

/** A server that is kept running. */
export type Supervision = { stop: () => Promise<void>; abandon: () => void }

/**
 * Starts a server and starts it again whenever it ends by itself. Rejects if the first start fails; later failures are
 * logged and tried again for as long as it takes. `stop` ends the server and resolves when it has ended. `abandon` makes it
 * leave at once and write nothing more, for when its data is somebody else's.
 */
export async function supervise(supervised: Supervised): Promise<Supervision> {
  const stopping = new AbortController()
  const state: { current?: Postmaster | undefined } = {}
  // without this, leaving by process.exit would leave the server behind
  const onProcessExit = () => state.current?.signal('SIGINT')
  process.on('exit', onProcessExit)

  const start = async () => {
    const launched = await supervised.launch()
    state.current = launched
    if (stopping.signal.aborted) await stopInSteps(launched.signal, launched.ended)
    await supervised.untilReady(launched)
    return launched
  }
  const shutDown = async () => {
    const server = state.current
    if (server !== undefined) await stopInSteps(server.signal, server.ended)
    process.off('exit', onProcessExit)
  }
  const first = await start().catch(async (error: unknown) => {
    await shutDown()
    throw error
  })
  const watch = keepRunning(first, start, stopping.signal, supervised)
  return {
    async stop() {
      stopping.abort()
      await Promise.all([shutDown(), watch])
    },
    abandon() {
      stopping.abort()
      process.off('exit', onProcessExit)
      // Any other end writes a last checkpoint, or takes away the pid file of the other one's server.
      state.current?.signal('SIGKILL')
    },
  }
}

async function keepRunning(
  first: Postmaster,
  start: () => Promise<Postmaster>,
  stopping: AbortSignal,
  { log }: Supervised,
): Promise<void> {
  let server: Postmaster | undefined = first
  let failures = 0
  let startedAt = performance.now()
  while (true) {
    if (server !== undefined) {
      const exit: ServerExit = await server.ended
      if (stopping.aborted) return
      if (performance.now() - startedAt > CALM_AFTER_MS) failures = 0
      log.warn({ ...exit, pid: server.pid }, 'Postgres ended by itself and is started again')
    }
    await sleep(restartDelayMs(failures++), undefined, { signal: stopping }).catch(() => {})
    if (stopping.aborted) return
    startedAt = performance.now()
    server = await start().catch((error: unknown) => {
      if (!stopping.aborted) log.error({ err: error }, 'Postgres could not be started again; trying on')
      return undefined
    })
  }
}

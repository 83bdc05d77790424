import type { Logger } from '../lib/log.ts'
import { toError } from '../lib/errors.ts'
import { pause } from './pause.ts'
import type { Worker } from './worker.ts'

const firstPauseMs = 200
const maxPauseMs = 5_000
const healthyAfterMs = 10_000

export type Supervisor = {
  /** Whether each worker is running right now. */
  health: () => Record<string, boolean>
  /** Tells all workers to stop and waits until they have put everything away. */
  stop: () => Promise<void>
}

/** Runs workers side by side. One that crashes is logged and started again, after a growing pause. */
export function supervise(workers: readonly Worker[], log: Logger): Supervisor {
  const stopping = new AbortController()
  const health: Record<string, boolean> = {}
  const all = workers.map((worker) => keepRunning(worker, stopping.signal, log, health))
  return {
    health: () => ({ ...health }),
    stop: async () => {
      stopping.abort()
      await Promise.all(all)
    },
  }
}

async function keepRunning(
  worker: Worker,
  signal: AbortSignal,
  log: Logger,
  health: Record<string, boolean>,
): Promise<void> {
  let pauseMs = firstPauseMs
  while (!signal.aborted) {
    const startedMs = performance.now()
    health[worker.name] = true
    try {
      await worker.run(signal)
    } catch (error) {
      log.error({ worker: worker.name, err: toError(error) }, 'worker.crashed')
    }
    health[worker.name] = false
    if (signal.aborted) return
    pauseMs =
      performance.now() - startedMs > healthyAfterMs ? firstPauseMs : Math.min(maxPauseMs, pauseMs * 2)
    await pause(pauseMs, signal)
  }
}

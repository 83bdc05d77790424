import { countJob } from '../deliveries/count-job.ts'
import { runJobStep, type RunJobDeps } from '../deliveries/run-job.ts'
import type { WakeUp } from '../deliveries/wake.ts'
import { isDatabaseAway } from '../lib/db.ts'
import { toError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { pause } from './pause.ts'
import type { Worker } from './worker.ts'

const idleMs = 1_000
const waitingMs = 100

/** Works on background jobs, a step at a time; several processes share them. */
export function createJobWorker(deps: RunJobDeps & { wake: WakeUp; log: Logger }): Worker {
  // Once for each job in this process: one that could not be counted goes on without.
  const counted = new Set<string>()
  let counting: Promise<void> | undefined

  /** Beside the work, one job at a time, so that no job waits for its number. */
  function count(jobId: string): void {
    if (counting !== undefined || counted.has(jobId)) return
    counted.add(jobId)
    counting = countJob(deps.db, jobId)
      .catch((error: unknown) => deps.log.warn({ jobId, err: error }, 'job.notCounted'))
      .finally(() => {
        counting = undefined
      })
  }

  async function step(): Promise<number> {
    const result = await runJobStep(deps)
    if (result.kind === 'none') return idleMs
    if (result.kind === 'waiting') return waitingMs
    if (result.kind === 'failed') {
      deps.log.error({ jobId: result.jobId, err: toError(result.error) }, 'job.failed')
      return idleMs
    }
    if (!result.isCounted) count(result.jobId)
    deps.wake([{ webhookId: result.webhookId, kind: result.isToBeTried ? 'retries' : 'deliveries' }])
    return 0
  }
  return {
    name: 'jobs',
    async run(signal) {
      while (!signal.aborted) {
        const waitMs = await step().catch((error: unknown) => {
          if (!isDatabaseAway(error)) throw error
          deps.log.warn({ err: error }, 'jobs.databaseAway')
          return idleMs
        })
        if (waitMs > 0) await pause(waitMs, signal)
      }
      await counting
    },
  }
}

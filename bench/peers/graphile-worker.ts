import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import { connectionCount, portionsOf, retries, type Job, type Peer } from './peer.ts'
import { isGraphileWorkerDrained } from './peers.store.ts'

// It would log every job; its own benchmarks are quiet too.
const logger = new Logger(() => () => undefined)

const preset = {
  worker: {
    concurrentJobs: connectionCount,
    maxPoolSize: 10,
    localQueue: { size: 500 },
    completeJobBatchDelay: 5,
    failJobBatchDelay: 5,
  },
}

/** graphile-worker with its local queue and batched completion, the settings its page on performance asks for. */
export const graphileWorker: Peer = {
  needs: 'postgres',
  async fill(connectionString, jobs) {
    const utils = await makeWorkerUtils({ connectionString, logger })
    await utils.migrate()
    for (const portion of portionsOf(jobs)) {
      await utils.addJobs(
        portion.map((payload) => ({ identifier: 'send', payload, maxAttempts: retries.limit + 1 })),
      )
    }
    await utils.release()
  },
  async work(connectionString, send) {
    const runner = await run({
      ...{ connectionString, logger, preset },
      noHandleSignals: true,
      taskList: { send: (payload) => send(payload as Job) },
    })
    return { stop: () => runner.stop() }
  },
  isDrained: isGraphileWorkerDrained,
}

import { PgBoss } from 'pg-boss'
import { portionsOf, retries, type Job, type Peer } from './peer.ts'
import { isPgBossDrained } from './peers.store.ts'

const queue = 'deliveries'
const workOptions = {
  batchSize: 500,
  localConcurrency: 2,
  pollingIntervalSeconds: 0.5,
  burstWhenBatchFull: true,
  perJobResults: true,
} as const

/** pg-boss with batches that follow one another without a wait, each job settled by itself. */
export const pgBoss: Peer = {
  needs: 'postgres',
  async fill(connectionString, jobs) {
    const boss = await startBoss(connectionString)
    const retry = { retryLimit: retries.limit, retryBackoff: true, retryDelay: retries.delayMs / 1000 }
    await boss.createQueue(queue, retry)
    for (const portion of portionsOf(jobs)) {
      await boss.insert(
        queue,
        portion.map((data) => ({ data })),
      )
    }
    await boss.stop({ graceful: true })
  },
  async work(connectionString, send) {
    const boss = await startBoss(connectionString)
    await boss.work(queue, workOptions, (jobs) =>
      Promise.all(
        jobs.map(async ({ id, data }) => {
          const status = await send(data as Job).then(
            () => 'completed' as const,
            () => 'failed' as const,
          )
          return { id, status }
        }),
      ),
    )
    return { stop: () => boss.stop({ graceful: true }) }
  },
  isDrained: (connectionString) => isPgBossDrained(connectionString, queue),
}

async function startBoss(connectionString: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max: 10 })
  boss.on('error', (error) => console.error(error))
  await boss.start()
  return boss
}

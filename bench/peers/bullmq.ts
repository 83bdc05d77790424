import { Queue, Worker } from 'bullmq'
import { connectionCount, portionsOf, retries, type Job, type Peer } from './peer.ts'

const connectionTo = (path: string) => ({ path, maxRetriesPerRequest: null })
const opts = {
  attempts: retries.limit + 1,
  backoff: { type: 'exponential' as const, delay: retries.delayMs },
  removeOnComplete: true,
}

/** BullMQ on Redis with an append-only file synced every second, which its documentation recommends. */
export const bullmq: Peer = {
  needs: 'redis',
  async fill(socket, jobs) {
    const queue = new Queue<Job>('deliveries', { connection: connectionTo(socket) })
    for (const portion of portionsOf(jobs)) {
      await queue.addBulk(portion.map((data) => ({ name: 'send', data, opts })))
    }
    await queue.close()
  },
  async work(socket, send) {
    const options = { connection: connectionTo(socket), concurrency: connectionCount }
    const worker = new Worker<Job>('deliveries', (job) => send(job.data), options)
    worker.on('error', (error) => console.error(error))
    return { stop: () => worker.close() }
  },
  async isDrained(socket) {
    const queue = new Queue<Job>('deliveries', { connection: connectionTo(socket) })
    const left = await queue.getJobCountByTypes('wait', 'active', 'delayed', 'prioritized')
    await queue.close()
    return left === 0
  },
}

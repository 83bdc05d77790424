/**
 * What keeping the order within a call costs: the same backlog of live transcripts, with the calls side by side, drained
 * with the ordering `per-call` and without. `node bench/ordered.ts [--rounds 5] [--size 100000] [--calls 10000]`
 */
import { makeCallBacklog, makeWebhooks } from './support/backlog.ts'
import { isQueueEmpty, settleDown } from './support/bench.store.ts'
import { withNginx, type Nginx } from './support/nginx.ts'
import { withStack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { pairedRatio, runRounds, type Values, type Watch } from './support/rounds.ts'
import { peakMemoryMb, sharedNowMs, until } from './support/wait.ts'

const options = readOptions({ rounds: 5, size: 100_000, calls: 10_000 })
const maxConnections = 64

async function drain(nginx: Nginx, ordering: 'per-call' | 'none', watch: Watch): Promise<Values> {
  return withStack(async ({ db, accountId, start }) => {
    const settings = { url: nginx.url, eventTypes: ['call.transcript' as const], ordering, maxConnections }
    await makeWebhooks(db, accountId, [settings])
    await makeCallBacklog(db, accountId, options.size, options.calls)
    await settleDown(db)
    const before = await nginx.requests()
    return watch(async () => {
      const worker = await start('worker', { OFFHOOK_MAX_IN_FLIGHT: String(maxConnections) })
      await until(async () => (await nginx.requests()) > before, { everyMs: 2 })
      const startedMs = sharedNowMs()
      await until(() => isQueueEmpty(db), { everyMs: 10 })
      const seconds = (sharedNowMs() - startedMs) / 1000
      return { deliveriesPerSecond: options.size / seconds, memoryMb: peakMemoryMb(worker.process.pid) }
    })
  })
}

const [ordered, unordered] = ['per-call', 'none']
const measurements = await withNginx((nginx) =>
  runRounds(options.rounds, [
    { name: ordered, run: (watch) => drain(nginx, 'per-call', watch) },
    { name: unordered, run: (watch) => drain(nginx, 'none', watch) },
  ]),
)
await publish('ordered', options, measurements, {
  'per-call / none': pairedRatio(measurements, 'deliveriesPerSecond', ordered, unordered),
})

/**
 * What keeping the order within a call costs: the same backlog of live transcripts, with the calls side by side, drained
 * with the ordering `per-call` and without; and one of few calls that are long.
 * `node bench/ordered.ts [--rounds 5] [--size 100000] [--calls 10000] [--long 100]`
 */
import { makeCallBacklog, makeWebhooks } from './support/backlog.ts'
import { isQueueEmpty, settleDown } from './support/bench.store.ts'
import { withNginx, type Nginx } from './support/nginx.ts'
import { withStack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { pairedRatio, runRounds, type Values, type Watch } from './support/rounds.ts'
import { peakMemoryMb, sharedNowMs, until } from './support/wait.ts'

const options = readOptions({ rounds: 5, size: 100_000, calls: 10_000, long: 100 })
const maxConnections = 64

type Backlog = { ordering: 'per-call' | 'none'; calls: number }

async function drain(nginx: Nginx, { ordering, calls }: Backlog, watch: Watch): Promise<Values> {
  return withStack(async ({ db, accountId, start }) => {
    const settings = { url: nginx.url, eventTypes: ['call.transcript' as const], ordering, maxConnections }
    await makeWebhooks(db, accountId, [settings])
    await makeCallBacklog(db, accountId, options.size, calls)
    await settleDown(db)
    const before = await nginx.requests()
    return watch(async () => {
      const worker = await start('worker')
      await until(async () => (await nginx.requests()) > before, { everyMs: 2 })
      const startedMs = sharedNowMs()
      await until(() => isQueueEmpty(db), { everyMs: 10 })
      const seconds = (sharedNowMs() - startedMs) / 1000
      return { deliveriesPerSecond: options.size / seconds, memoryMb: peakMemoryMb(worker.process.pid) }
    })
  })
}

const { calls, long } = options
const [ordered, unordered, longCalls] = ['per-call', 'none', `per-call, ${long} long calls`]
const measurements = await withNginx((nginx) =>
  runRounds(options.rounds, [
    { name: ordered, run: (watch) => drain(nginx, { ordering: 'per-call', calls }, watch) },
    { name: unordered, run: (watch) => drain(nginx, { ordering: 'none', calls }, watch) },
    { name: longCalls, run: (watch) => drain(nginx, { ordering: 'per-call', calls: long }, watch) },
  ]),
)
await publish('ordered', options, measurements, {
  'per-call / none': pairedRatio(measurements, 'deliveriesPerSecond', ordered, unordered),
  'per-call, long calls / none': pairedRatio(measurements, 'deliveriesPerSecond', longCalls, unordered),
})

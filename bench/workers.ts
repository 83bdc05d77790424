/**
 * Whether workers add up: one to sixteen worker processes drain the same backlog for receivers that answer after 20 ms.
 * Each worker may have eight requests in flight, as if it were a small machine far from its receivers, so that the first
 * ones do not use up this machine. `node bench/workers.ts [--rounds 3] [--size 12000]`
 */
import { campaignWebhook, makeBacklog, makeWebhooks } from './support/backlog.ts'
import { countPending, settleDown } from './support/bench.store.ts'
import { readOwnSeconds } from './support/cpu.ts'
import { withStack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { pairedRatio, runRounds, type Values, type Watch } from './support/rounds.ts'
import { withSink, type Sink } from './support/sink.ts'
import { sharedNowMs, until } from './support/wait.ts'

const options = readOptions({ rounds: 3, size: 12_000 })
const counts = [1, 2, 4, 8, 16]
const inFlightEach = 8
// Many, so that a fair share of shards is a fair share of the work.
const campaigns = Array.from({ length: 256 }, (_, index) => `c${index}`)
// By then all workers have their share.
const warmUpShare = 0.25

async function measure(sink: Sink, workers: number, watch: Watch): Promise<Values> {
  return withStack(async (stack) => {
    const { db, accountId } = stack
    const webhooks = campaigns.map((id) => campaignWebhook(`${sink.origin}/late`, id))
    await makeWebhooks(db, accountId, webhooks)
    const size = options.size * Math.min(workers, 4)
    await makeBacklog(db, accountId, size, campaigns)
    await settleDown(db)
    return watch(async () => {
      const limit = { OFFHOOK_MAX_IN_FLIGHT: String(inFlightEach) }
      const running = await Promise.all(Array.from({ length: workers }, () => stack.start('worker', limit)))
      await until(async () => (await countPending(db)) <= size * (1 - warmUpShare), { everyMs: 10 })
      const left = await countPending(db)
      const before = { ms: sharedNowMs(), postgres: readOwnSeconds()['postgres'] ?? 0 }
      await until(async () => (await countPending(db)) === 0, { everyMs: 10 })
      const seconds = (sharedNowMs() - before.ms) / 1000
      const postgresCores = ((readOwnSeconds()['postgres'] ?? 0) - before.postgres) / seconds
      await Promise.all(running.map((worker) => worker.stop()))
      return { deliveriesPerSecond: left / seconds, postgresCores }
    })
  })
}

const nameOf = (workers: number) => `${workers} worker${workers === 1 ? '' : 's'}`
const measurements = await withSink((sink) =>
  runRounds(
    options.rounds,
    counts.map((workers) => ({
      name: nameOf(workers),
      run: (watch: Watch) => measure(sink, workers, watch),
    })),
  ),
)
const ratios = counts.slice(1).map((workers) => {
  const ratio = pairedRatio(measurements, 'deliveriesPerSecond', nameOf(workers), nameOf(1))
  return [`${nameOf(workers)} / ${nameOf(1)}`, ratio] as const
})
await publish('workers', options, measurements, Object.fromEntries(ratios))

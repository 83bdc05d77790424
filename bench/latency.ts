/**
 * How long an event takes from the post to its receiver, at 1,000 and at 200 events a second, with Offhook as
 * `npm start` runs it: one process for all. Once with the database on disk, and once in memory, where no stall of a disk
 * hides what the engine does. `node bench/latency.ts [--rounds 5] [--seconds 10]`
 */
import { campaignWebhook, makeWebhooks } from './support/backlog.ts'
import { places, withSyncTimes } from './support/disk.ts'
import { withStack } from './support/offhook.ts'
import { measureLatency } from './support/open-loop.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { runRounds, type Values, type Watch } from './support/rounds.ts'
import { withSink, type Sink } from './support/sink.ts'
import { peakMemoryMb } from './support/wait.ts'

const options = readOptions({ rounds: 5, seconds: 10 })
const rates = [1_000, 200]
const warmUpSeconds = 4

async function measure(watch: Watch, folder: string, sink: Sink, ratePerSecond: number): Promise<Values> {
  return withStack(async (stack) => {
    await makeWebhooks(stack.db, stack.accountId, [
      campaignWebhook(`${sink.origin}/hook`, 'bench', { maxConnections: 64 }),
    ])
    const offhook = await stack.start('all')
    const load = { ratePerSecond, warmUpSeconds, seconds: options.seconds, campaigns: ['bench'] }
    const values = await watch(() => withSyncTimes(folder, () => measureLatency(offhook.url, sink, load)))
    return { ...values, memoryMb: peakMemoryMb(offhook.process.pid) }
  }, folder)
}

const measurements = await withSink((sink) =>
  runRounds(
    options.rounds,
    places.flatMap(({ name, folder }) =>
      rates.map((rate) => ({
        name: `${rate} events/s, ${name}`,
        run: (watch) => measure(watch, folder, sink, rate),
      })),
    ),
  ),
)
await publish('latency', options, measurements)

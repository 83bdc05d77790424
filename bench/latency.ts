/**
 * How long an event takes from the post to its receiver, at 1,000 and at 200 events a second, with Offhook as
 * `npm start` runs it: one process for all. `node bench/latency.ts [--rounds 5] [--seconds 10]`
 */
import { campaignWebhook, makeWebhooks } from './support/backlog.ts'
import { withStack, type Stack } from './support/offhook.ts'
import { measureLatency } from './support/open-loop.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { runRounds, type Contender } from './support/rounds.ts'
import { withSink, type Sink } from './support/sink.ts'
import { peakMemoryMb } from './support/wait.ts'

const options = readOptions({ rounds: 5, seconds: 10 })
const rates = [1_000, 200]
const warmUpSeconds = 4

function contender(stack: Stack, sink: Sink, ratePerSecond: number): Contender {
  return {
    name: `${ratePerSecond} events/s`,
    run: async (watch) => {
      const offhook = await stack.start('all')
      const load = { ratePerSecond, warmUpSeconds, seconds: options.seconds, campaigns: ['bench'] }
      const values = await watch(() => measureLatency(offhook.url, sink, load))
      const memoryMb = peakMemoryMb(offhook.process.pid)
      await offhook.stop()
      return { ...values, memoryMb }
    },
  }
}

const measurements = await withSink((sink) =>
  withStack(async (stack) => {
    await makeWebhooks(stack.db, stack.accountId, [
      campaignWebhook(`${sink.origin}/hook`, 'bench', { maxConnections: 64 }),
    ])
    return runRounds(
      options.rounds,
      rates.map((rate) => contender(stack, sink, rate)),
    )
  }),
)
await publish('latency', options, measurements)

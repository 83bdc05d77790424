/**
 * Whether bad receivers slow the good ones: 100 healthy webhooks at 500 events a second, alone and beside one whose
 * backlog of 50,000 times out, one that answers in ten seconds and one that drips. Once with the database on disk, and
 * once in memory, where no stall of a disk hides what the engine does.
 * `node bench/fair.ts [--rounds 7] [--size 50000] [--seconds 30]`
 */
import { campaignWebhook, makeBacklog, makeWebhooks } from './support/backlog.ts'
import { settleDown } from './support/bench.store.ts'
import { places, withSyncTimes } from './support/disk.ts'
import { withStack, type Stack } from './support/offhook.ts'
import { measureLatency } from './support/open-loop.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { pairedRatio, runRounds, type Values, type Watch } from './support/rounds.ts'
import { withSink, type Sink } from './support/sink.ts'
import { peakMemoryMb } from './support/wait.ts'

const options = readOptions({ rounds: 7, size: 50_000, seconds: 30 })
const healthyCampaigns = Array.from({ length: 100 }, (_, index) => `healthy-${index}`)
const ratePerSecond = 500
const warmUpSeconds = 5

async function makeBad(stack: Stack, sink: Sink): Promise<void> {
  await makeWebhooks(stack.db, stack.accountId, [
    campaignWebhook(`${sink.origin}/hang`, 'hang'),
    campaignWebhook(`${sink.origin}/slow`, 'slow', { timeoutMs: 30_000 }),
    campaignWebhook(`${sink.origin}/drip`, 'drip'),
  ])
  await makeBacklog(stack.db, stack.accountId, options.size, ['hang'])
  await makeBacklog(stack.db, stack.accountId, Math.ceil(options.size / 10), ['slow', 'drip'])
}

type Place = (typeof places)[number]

type Setting = { place: Place; sink: Sink; badSink: Sink; hasBad: boolean }

/** The bad receivers are a process of their own, so that what they do costs the healthy one nothing. */
async function measure(watch: Watch, { place, sink, badSink, hasBad }: Setting): Promise<Values> {
  return withStack(async (stack) => {
    const healthy = healthyCampaigns.map((id) => campaignWebhook(`${sink.origin}/hook`, id))
    await makeWebhooks(stack.db, stack.accountId, healthy)
    if (hasBad) await makeBad(stack, badSink)
    await settleDown(stack.db)
    // Else the end of each run would wait for the receivers that never answer.
    const offhook = await stack.start('all', { OFFHOOK_SHUTDOWN_SECONDS: '0' })
    const load = { ratePerSecond, warmUpSeconds, seconds: options.seconds, campaigns: healthyCampaigns }
    const values = await watch(() =>
      withSyncTimes(place.folder, () => measureLatency(offhook.url, sink, load)),
    )
    return { ...values, memoryMb: peakMemoryMb(offhook.process.pid) }
  }, place.folder)
}

const alone = ({ name }: Place) => `healthy alone, ${name}`
const beside = ({ name }: Place) => `beside bad receivers, ${name}`

const measurements = await withSink((sink) =>
  withSink((badSink) =>
    runRounds(
      options.rounds,
      places.flatMap((place) => [
        { name: alone(place), run: (watch) => measure(watch, { place, sink, badSink, hasBad: false }) },
        { name: beside(place), run: (watch) => measure(watch, { place, sink, badSink, hasBad: true }) },
      ]),
    ),
  ),
)
const ratios = places.flatMap((place) =>
  ['p99', 'p50'].map((value) => [
    `${value} beside bad receivers / alone, ${place.name}`,
    pairedRatio(measurements, `${value}Ms`, beside(place), alone(place)),
  ]),
)
await publish('fair', options, measurements, Object.fromEntries(ratios))

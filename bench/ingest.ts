/**
 * How many events the API takes: single requests and batches, beside the same API with one transaction for each
 * event; and one event for 1,000 webhooks. `node bench/ingest.ts [--rounds 5] [--seconds 5] [--fanout 1000]`
 */
import { request } from 'undici'
import { benchEvent, campaignWebhook, makeWebhooks } from './support/backlog.ts'
import { emptyQueue } from './support/bench.store.ts'
import { benchKey, withStack, type OffhookProcess, type Stack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { pairedRatio, runRounds, type Contender, type Values, type Watch } from './support/rounds.ts'
import { median, percentile } from './support/stats.ts'
import { peakMemoryMb, sharedNowMs } from './support/wait.ts'
import { postWithWrk } from './support/wrk.ts'

const options = readOptions({ rounds: 5, seconds: 5, fanout: 1_000 })
const loads = [
  { label: 'single events', batch: 1, connections: 64 },
  { label: 'batches of 100', batch: 100, connections: 8 },
]
const headers = { 'content-type': 'application/json', authorization: `Bearer ${benchKey}` }
const fanoutPosts = 30
const fanoutWarmUp = 10
const fanoutName = `one event for ${options.fanout} webhooks`

type Load = (typeof loads)[number]

async function post(api: OffhookProcess, load: Load, watch: Watch): Promise<Values> {
  const events = Array.from({ length: load.batch }, (_, index) => benchEvent(index, 'one'))
  const body = JSON.stringify(load.batch === 1 ? events[0] : { events })
  const target = { url: `${api.url}/v1/events`, body, headers, connections: load.connections }
  await postWithWrk({ ...target, seconds: 2 })
  const { requestsPerSecond, p50Ms, p99Ms } = await watch(() =>
    postWithWrk({ ...target, seconds: options.seconds }),
  )
  const memoryMb = peakMemoryMb(api.process.pid)
  return { eventsPerSecond: requestsPerSecond * load.batch, p50Ms, p99Ms, memoryMb }
}

/** One after another; from the post to the 202, when all deliveries are in the queue. */
async function fanOut(api: OffhookProcess, watch: Watch): Promise<Values> {
  const durations: number[] = []
  const postOne = async () => {
    const startedMs = sharedNowMs()
    const body = JSON.stringify(benchEvent(0, 'all'))
    const response = await request(`${api.url}/v1/events`, { method: 'POST', headers, body })
    await response.body.dump()
    if (response.statusCode !== 202) throw new Error(`An event was answered ${response.statusCode}`)
    durations.push(sharedNowMs() - startedMs)
  }
  for (let index = 0; index < fanoutWarmUp; index += 1) await postOne()
  durations.length = 0
  await watch(async () => {
    for (let index = 0; index < fanoutPosts; index += 1) await postOne()
  })
  const p50Ms = median(durations)
  return {
    deliveriesPerSecond: (options.fanout * 1000) / p50Ms,
    p50Ms,
    p99Ms: percentile(durations, 0.99),
    memoryMb: peakMemoryMb(api.process.pid),
  }
}

/** Every run begins with empty tables and fresh processes. */
async function withEmpty(
  stack: Stack,
  start: () => Promise<OffhookProcess>,
  run: (api: OffhookProcess) => Promise<Values>,
) {
  await emptyQueue(stack.db)
  const api = await start()
  try {
    return await run(api)
  } finally {
    await api.stop()
  }
}

function contenders(stack: Stack): Contender[] {
  const apis = {
    Offhook: () => stack.start('api'),
    'one by one': () => stack.startProgram(new URL('support/one-by-one.ts', import.meta.url)),
  }
  const posting = loads.flatMap((load) =>
    Object.entries(apis).map(([name, start]) => ({
      name: `${name}, ${load.label}`,
      run: (watch: Watch) => withEmpty(stack, start, (api) => post(api, load, watch)),
    })),
  )
  const fanning = {
    name: fanoutName,
    run: (watch: Watch) => withEmpty(stack, apis.Offhook, (api) => fanOut(api, watch)),
  }
  return [...posting, fanning]
}

const measurements = await withStack(async (stack) => {
  const url = 'http://127.0.0.1:9/hook'
  const all = Array.from({ length: options.fanout }, () => campaignWebhook(url, 'all'))
  await makeWebhooks(stack.db, stack.accountId, [campaignWebhook(url, 'one'), ...all])
  return runRounds(options.rounds, contenders(stack))
})
const ratios = loads.map(({ label }) => [
  `Offhook / one by one, ${label}`,
  pairedRatio(measurements, 'eventsPerSecond', `Offhook, ${label}`, `one by one, ${label}`),
])
await publish('ingest', options, measurements, Object.fromEntries(ratios) as Record<string, number>)

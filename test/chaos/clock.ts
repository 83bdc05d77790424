/** Moves the wall clock of one of two workers an hour forth and back under load; its monotonic clock stays as it is. */
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../../packages/server/testing/random.ts'
import { startLoad } from '../support/load.ts'
import { countAttempts, openFacts } from './support/facts.store.ts'
import { createFakeTime } from './support/fake-time.ts'
import { keyOf, slowly, startChaosReceiver, type Answer, type Arrival } from './support/receiver.ts'
import { extend, judge, type Report } from './support/report.ts'
import { startPostgres, withRig } from './support/rig.ts'
import { runScript, type Scenario } from './support/script.ts'
import { createWebhooks } from './support/webhooks.ts'

type Options = { jumps: number; everyMs: number; seed: number; rate: number }

const hourSeconds = 3_600
// The first retry comes after 5 s, a fifth more or less; counted from the answer, so a little less than 4 s by our clock.
const earliestRetryMs = 3_900
const shareRefused = 0.1
const signedWithinMs = 60_000
// An hour is far beyond what any event may wait here, so a clock that counted would expire all of them.
const settings = { eventMaxAgeSeconds: 300 }
const webhooks = Array.from({ length: 8 }, (_, index) => ({ path: `/hook/${index}`, settings }))
const paths = webhooks.map(({ path }) => path)

async function run({ jumps, everyMs, seed, rate }: Options): Promise<Report> {
  return withRig(async (rig) => {
    const random = seededRandom(seed)
    const postgres = await startPostgres(rig)
    const facts = openFacts(rig, postgres.url)
    const receiver = await startChaosReceiver(rig)
    receiver.answer(refuseSomeOnce(random))
    const env = { DATABASE_URL: postgres.url, OFFHOOK_DATA_DIR: await rig.makeDir() }
    const api = rig.spawn({ ...env, OFFHOOK_ROLE: 'api' })
    const url = await api.ready()
    const time = await createFakeTime(await rig.makeDir())
    const steady = rig.spawn({ ...env, OFFHOOK_ROLE: 'worker' })
    // Its log has a line for each attempt, under the time that it believes in.
    const jumping = rig.spawn({ ...env, ...time.env, OFFHOOK_ROLE: 'worker', OFFHOOK_LOG_LEVEL: 'debug' })
    await Promise.all([steady.ready(), jumping.ready()])
    await createWebhooks(url, receiver, webhooks)
    const load = startLoad({ url: () => url, eventsPerSecond: rate })
    for (let jump = 0; jump < jumps; jump += 1) {
      await sleep(everyMs)
      await time.shiftTo([hourSeconds, -hourSeconds, 0][jump % 3] ?? 0)
    }
    await sleep(everyMs)
    const posted = await load.stop()
    const report = await judge({
      ...{ name: 'clock', posted, receiver, facts, paths },
      inFlight: () => 0,
    })
    const refused = receiver.arrivals.filter(({ isRefused }) => isRefused).length
    const { all: attempts, mostOfOne } = await countAttempts(facts, 'ok')
    const early = countEarlyRetries(receiver.arrivals)
    const misdated = receiver.arrivals.filter(isMisdated).length
    const underWrongTime = countMisdatedLines(jumping.output())
    const figures = {
      jumps,
      attempts,
      'refused once on purpose': refused,
      'attempts under a wrong clock': underWrongTime,
      'retries too early': early,
      'signatures misdated': misdated,
    }
    return extend(report, figures, [
      ...(attempts === receiver.arrivals.length ? [] : [`${attempts} attempts are logged`]),
      ...(mostOfOne <= 2 ? [] : [`a delivery was tried ${mostOfOne} times`]),
      ...(underWrongTime > 0 ? [] : ['the clock of the worker did not move']),
      ...(early === 0 ? [] : [`${early} retries came before they were due`]),
      ...(misdated === 0 ? [] : [`${misdated} signatures bear a wrong time`]),
    ])
  })
}

/** One in ten is answered 503 when it first comes, so that retries are waiting whenever the clock jumps. */
function refuseSomeOnce(random: () => number): Answer {
  const take = slowly(random, 5, 30)
  const seen = new Set<string>()
  return (arrival, response) => {
    const key = keyOf(arrival)
    const isFirst = !seen.has(key)
    seen.add(key)
    if (!isFirst || random() > shareRefused) return take(arrival, response)
    arrival.isRefused = true
    response.writeHead(503).end('later')
  }
}

function countEarlyRetries(arrivals: readonly Arrival[]): number {
  const early = [...Map.groupBy(arrivals, keyOf).values()].filter(([first, second]) => {
    return first !== undefined && second !== undefined && second.atMs - first.atMs < earliestRetryMs
  })
  return early.length
}

function isMisdated({ headers, atMs }: Arrival): boolean {
  const signedAtMs = Number(headers['webhook-timestamp']) * 1000
  return !(Math.abs(signedAtMs - performance.timeOrigin - atMs) < signedWithinMs)
}

function countMisdatedLines(output: string): number {
  const lines = output.split('\n').filter((line) => line.includes('delivery.attempted'))
  const times = lines.map((line) => Number(/"time":"?([^",}]+)/.exec(line)?.[1]))
  return times.filter((time) => Math.abs(time - Date.now()) > (hourSeconds * 1000) / 2).length
}

export const clock: Scenario<Options> = {
  name: 'clock',
  needs: ['faketime'],
  defaults: { jumps: 12, everyMs: 8_000, seed: 4, rate: 100 },
  smoke: () => run({ jumps: 2, everyMs: 3_000, seed: 4, rate: 100 }),
  run,
}

if (import.meta.main) await runScript(clock)

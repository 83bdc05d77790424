/** Kills an API or a worker with SIGKILL at random moments, also while it starts, again and again under load. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../packages/server/src/lib/db.ts'
import { seededRandom } from '../../packages/server/testing/random.ts'
import { startLoad } from '../support/load.ts'
import type { ProcessEnv, SpawnedOffhook } from '../support/spawn-offhook.ts'
import { openFacts, readDue } from './support/facts.store.ts'
import { findFreePort } from './support/port.ts'
import { keyOf, slowly, startChaosReceiver, type Arrival } from './support/receiver.ts'
import { extend, judge, type Report } from './support/report.ts'
import { startPostgres, withRig, type Rig } from './support/rig.ts'
import { runScript, type Scenario } from './support/script.ts'
import { createWebhooks, fourPaths, fourWebhooks, orderedPaths } from './support/webhooks.ts'

type Options = { rounds: number; seed: number; rate: number }

/** A process that is started anew each time it was killed. */
type Place = { env: ProcessEnv; process: SpawnedOffhook }

/** What was due for a killed worker, by delivery. */
type Kill = { atMs: number; held: string[] }

// What a killed process had sent has been read by then, and its lease (6 s) holds off the next owner for longer.
const readWithinMs = 2_000
// Workers share the webhooks anew each second; from then on all of them have something in flight.
const shareWithinMs = 3_000
const shareOfKillsWhileStarting = 0.1

async function run({ rounds, seed, rate }: Options): Promise<Report> {
  return withRig(async (rig) => {
    await rig.compile()
    const random = seededRandom(seed)
    const postgres = await startPostgres(rig)
    const facts = openFacts(rig, postgres.url)
    const receiver = await startChaosReceiver(rig)
    receiver.answer(slowly(seededRandom(seed + 1), 10, 60))
    const env = { DATABASE_URL: postgres.url, OFFHOOK_DATA_DIR: await rig.makeDir() }
    const url = `http://127.0.0.1:${await findFreePort()}`
    const api = startPlace(rig, { ...env, OFFHOOK_ROLE: 'api', PORT: new URL(url).port })
    await api.process.ready()
    const workers = [1, 2].map(() => startPlace(rig, { ...env, OFFHOOK_ROLE: 'worker' }))
    await Promise.all(workers.map((worker) => worker.process.ready()))
    const webhooks = await createWebhooks(url, receiver, fourWebhooks)
    const load = startLoad({ url: () => url, eventsPerSecond: rate })
    await sleep(shareWithinMs)
    const kills: Kill[] = []
    for (let round = 0; round < rounds; round += 1) {
      const place = [api, ...workers, ...workers][Math.floor(random() * 5)] ?? api
      if (random() > shareOfKillsWhileStarting) await place.process.ready()
      await sleep(random() * 800)
      kills.push(await killAndStartAgain(rig, place, facts, webhooks))
    }
    const posted = await load.stop()
    const counts = { kills: 0, unexplained: 0 }
    const inFlight = () => {
      const found = explain(kills, receiver.arrivals)
      counts.unexplained = found.unexplained
      return found.inFlight
    }
    const report = await judge({
      ...{ name: 'kill-random', posted, receiver, facts, inFlight },
      ...{ paths: fourPaths, orderedPaths },
    })
    const lapsed = [api, ...workers].filter(({ process }) => process.output().includes('lease.lost')).length
    const problems = counts.unexplained > 0 ? [`${counts.unexplained} duplicates that no kill explains`] : []
    return extend(report, { kills: kills.length, 'workers that lost their lease unkilled': lapsed }, problems)
  })
}

function startPlace(rig: Rig, env: ProcessEnv): Place {
  return { env, process: rig.spawn(env) }
}

async function killAndStartAgain(
  rig: Rig,
  place: Place,
  facts: Db,
  webhooks: ReadonlyMap<string, string>,
): Promise<Kill> {
  const { pid } = place.process
  place.process.signal('SIGKILL')
  await place.process.ended
  const atMs = performance.now()
  const due = await readDue(facts, [pid])
  place.process = rig.spawn(place.env)
  return { atMs, held: due.map(({ webhookId, eventId }) => `${webhooks.get(webhookId)} ${eventId}`) }
}

/**
 * Sets what came twice against the kills. In flight was what a killed worker held and the receiver had got from it; a
 * delivery may come once more for each kill that it was held at.
 */
function explain(
  kills: readonly Kill[],
  arrivals: readonly Arrival[],
): { inFlight: number; unexplained: number } {
  const times = Map.groupBy(arrivals, keyOf)
  const countedUntilMs = new Map<string, number>()
  const allowed = new Map<string, number>()
  let inFlight = 0
  for (const { atMs, held } of kills) {
    for (const key of held) {
      const fromMs = countedUntilMs.get(key) ?? -Infinity
      const untilMs = atMs + readWithinMs
      countedUntilMs.set(key, untilMs)
      if (!times.get(key)?.some((arrival) => arrival.atMs > fromMs && arrival.atMs <= untilMs)) continue
      inFlight += 1
      allowed.set(key, (allowed.get(key) ?? 0) + 1)
    }
  }
  const unexplained = [...times].map(([key, all]) => Math.max(0, all.length - 1 - (allowed.get(key) ?? 0)))
  return { inFlight, unexplained: unexplained.reduce((sum, count) => sum + count, 0) }
}

export const killRandom: Scenario<Options> = {
  name: 'kill-random',
  needs: [],
  defaults: { rounds: 200, seed: 1, rate: 100 },
  smoke: () => run({ rounds: 3, seed: 11, rate: 100 }),
  run,
}

if (import.meta.main) await runScript(killRandom)

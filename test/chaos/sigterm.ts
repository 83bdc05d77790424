/** Stops an API or a worker by SIGTERM under load, again and again: as an upgrade without downtime does. */
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../../packages/server/testing/random.ts'
import { startLoad } from '../support/load.ts'
import type { ProcessEnv, SpawnedOffhook } from '../support/spawn-offhook.ts'
import { openFacts } from './support/facts.store.ts'
import { findFreePort } from './support/port.ts'
import { slowly, startChaosReceiver } from './support/receiver.ts'
import { extend, judge, type Report } from './support/report.ts'
import { startPostgres, withRig, type Rig } from './support/rig.ts'
import { runScript, type Scenario } from './support/script.ts'
import { createWebhooks, fourPaths, fourWebhooks, orderedPaths } from './support/webhooks.ts'

type Options = { rounds: number; seed: number; rate: number }
type Stop = { exit: number | string; tookMs: number }

const shutdownSeconds = 5
// Beyond the limit for requests in flight: settling, giving back, closing, on a machine with other things to do.
const graceMs = 3_000

async function run({ rounds, seed, rate }: Options): Promise<Report> {
  return withRig(async (rig) => {
    await rig.compile()
    const random = seededRandom(seed)
    const postgres = await startPostgres(rig)
    const facts = openFacts(rig, postgres.url)
    const receiver = await startChaosReceiver(rig)
    receiver.answer(slowly(seededRandom(seed + 1), 50, 400))
    const env = {
      DATABASE_URL: postgres.url,
      OFFHOOK_DATA_DIR: await rig.makeDir(),
      OFFHOOK_SHUTDOWN_SECONDS: String(shutdownSeconds),
    }
    const url = `http://127.0.0.1:${await findFreePort()}`
    const apiEnv = { ...env, OFFHOOK_ROLE: 'api', PORT: new URL(url).port }
    let api = await start(rig, apiEnv)
    const workers = [await start(rig, { ...env, OFFHOOK_ROLE: 'worker' })]
    await createWebhooks(url, receiver, fourWebhooks)
    const load = startLoad({ url: () => url, eventsPerSecond: rate })
    const stops: Stop[] = []
    for (let round = 0; round < rounds; round += 1) {
      await sleep(500 + random() * 1_000)
      if (round % 4 === 3) {
        stops.push(await stopInOrder(api))
        api = await start(rig, apiEnv)
        continue
      }
      // The new one first, as in an upgrade: the old one hands over to it.
      workers.push(await start(rig, { ...env, OFFHOOK_ROLE: 'worker' }))
      const old = workers.shift()
      if (old !== undefined) stops.push(await stopInOrder(old))
    }
    const posted = await load.stop()
    const report = await judge({
      ...{ name: 'sigterm', posted, receiver, facts, inFlight: () => 0 },
      ...{ paths: fourPaths, orderedPaths },
    })
    return extend(
      report,
      { stops: stops.length, 'slowest stop, ms': Math.max(...stops.map(({ tookMs }) => tookMs)) },
      stops.flatMap(problemsOf),
    )
  })
}

async function start(rig: Rig, env: ProcessEnv): Promise<SpawnedOffhook> {
  const offhook = rig.spawn(env)
  await offhook.ready()
  return offhook
}

async function stopInOrder(offhook: SpawnedOffhook): Promise<Stop> {
  const startedMs = performance.now()
  offhook.signal('SIGTERM')
  const exit = await offhook.ended
  return { exit, tookMs: performance.now() - startedMs }
}

function problemsOf({ exit, tookMs }: Stop): string[] {
  const limitMs = shutdownSeconds * 1000 + graceMs
  return [
    ...(exit === 0 ? [] : [`a process told to stop ended with ${exit}`]),
    ...(tookMs <= limitMs ? [] : [`a process took ${Math.round(tookMs)} ms to stop, more than ${limitMs}`]),
  ]
}

export const sigterm: Scenario<Options> = {
  name: 'sigterm',
  needs: [],
  defaults: { rounds: 40, seed: 3, rate: 100 },
  smoke: () => run({ rounds: 4, seed: 3, rate: 100 }),
  run,
}

if (import.meta.main) await runScript(sigterm)

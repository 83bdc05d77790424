/** Kills Postgres with SIGKILL, and cuts all its connections in the middle of transactions, again and again under load. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../packages/server/src/lib/db.ts'
import { seededRandom } from '../../packages/server/testing/random.ts'
import { until } from '../../packages/server/testing/receiver.ts'
import { startLoad } from '../support/load.ts'
import { postgresPids } from '../support/postgres.ts'
import { countDelivered, countHalfWritten, cutConnections, openFacts } from './support/facts.store.ts'
import { slowly, startChaosReceiver } from './support/receiver.ts'
import { extend, judge, type Report } from './support/report.ts'
import { startPostgres, withRig } from './support/rig.ts'
import { runScript, type Scenario } from './support/script.ts'
import { createWebhooks, fourPaths, fourWebhooks, orderedPaths } from './support/webhooks.ts'

type Options = { kills: number; cuts: number; seed: number; rate: number }

const backWithinMs = 60_000

async function run({ kills, cuts, seed, rate }: Options): Promise<Report> {
  return withRig(async (rig) => {
    const random = seededRandom(seed)
    const postgres = await startPostgres(rig)
    const facts = openFacts(rig, postgres.url)
    const receiver = await startChaosReceiver(rig)
    receiver.answer(slowly(seededRandom(seed + 1), 10, 60))
    const env = { DATABASE_URL: postgres.url, OFFHOOK_DATA_DIR: await rig.makeDir() }
    const api = rig.spawn({ ...env, OFFHOOK_ROLE: 'api' })
    const url = await api.ready()
    const workers = [1, 2].map(() => rig.spawn({ ...env, OFFHOOK_ROLE: 'worker' }))
    await Promise.all(workers.map((worker) => worker.ready()))
    await createWebhooks(url, receiver, fourWebhooks)
    const load = startLoad({ url: () => url, eventsPerSecond: rate })
    let [inFlight, connectionsCut, unavailableMs] = [0, 0, 0]
    const faults = [...repeat('kill', kills), ...repeat('cut', cuts)]
    for (const fault of faults) {
      await sleep(300 + random() * 1_000)
      // All that comes until Postgres is back was sent without being settled.
      const delivered = await countDelivered(facts)
      if (fault === 'kill')
        unavailableMs = Math.max(unavailableMs, await killPostgres(postgres.dataDir, facts))
      else connectionsCut += await cutConnections(facts)
      inFlight += Math.max(0, receiver.arrivals.length - delivered)
    }
    const posted = await load.stop()
    const report = await judge({
      ...{ name: 'postgres-kill', posted, receiver, facts, inFlight: () => inFlight },
      ...{ paths: fourPaths, orderedPaths },
    })
    const halfWritten = await countHalfWritten(facts, fourPaths.length)
    const figures = { kills, cuts, 'connections cut': connectionsCut, 'longest absence, ms': unavailableMs }
    return extend(report, figures, halfWritten > 0 ? [`${halfWritten} half-written`] : [])
  })
}

function repeat(fault: 'kill' | 'cut', count: number): ('kill' | 'cut')[] {
  return Array.from({ length: count }, () => fault)
}

/** Resolves once it has been started again by whoever runs it. Returns how long it was away. */
async function killPostgres(dataDir: string, facts: Db): Promise<number> {
  const [server] = await postgresPids(dataDir)
  const startedMs = performance.now()
  process.kill(server, 'SIGKILL')
  const isBack = async () => {
    const pids = await postgresPids(dataDir).catch(() => [server])
    return pids[0] !== server && (await answers(facts))
  }
  await until(isBack, backWithinMs, () => 'Postgres does not come back')
  return performance.now() - startedMs
}

async function answers(facts: Db): Promise<boolean> {
  return countDelivered(facts).then(
    () => true,
    () => false,
  )
}

export const postgresKill: Scenario<Options> = {
  name: 'postgres-kill',
  needs: [],
  defaults: { kills: 20, cuts: 100, seed: 2, rate: 100 },
  smoke: () => run({ kills: 2, cuts: 6, seed: 2, rate: 100 }),
  run,
}

if (import.meta.main) await runScript(postgresKill)

/** Kills the primary of a synchronously replicated pair under load and promotes the standby; DATABASE_URL names both. */
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../../packages/server/testing/random.ts'
import { until } from '../../packages/server/testing/receiver.ts'
import { startLoad } from '../support/load.ts'
import { startCluster, startStandby } from './support/cluster.ts'
import { countDelivered, countHalfWritten, openFacts, waitForStandby } from './support/facts.store.ts'
import { slowly, startChaosReceiver } from './support/receiver.ts'
import { extend, judge, type Report } from './support/report.ts'
import { withRig } from './support/rig.ts'
import { runScript, type Scenario } from './support/script.ts'
import { createWebhooks, fourPaths, fourWebhooks, orderedPaths } from './support/webhooks.ts'

type Options = { warmUpMs: number; awayMs: number; seed: number; rate: number }

const host = '127.0.0.1'
const backWithinMs = 60_000

async function run({ warmUpMs, awayMs, seed, rate }: Options): Promise<Report> {
  return withRig(async (rig) => {
    const primary = await startCluster(rig)
    const standby = await startStandby(rig, primary)
    const facts = openFacts(rig, primary.urlOn(host))
    await waitForStandby(facts)
    const receiver = await startChaosReceiver(rig)
    receiver.answer(slowly(seededRandom(seed), 10, 60))
    const both = `postgres://offhook@${host}:${primary.port},${host}:${standby.port}/postgres`
    const env = { DATABASE_URL: both, OFFHOOK_DATA_DIR: await rig.makeDir() }
    const api = rig.spawn({ ...env, OFFHOOK_ROLE: 'api' })
    const url = await api.ready()
    const workers = [1, 2].map(() => rig.spawn({ ...env, OFFHOOK_ROLE: 'worker' }))
    await Promise.all(workers.map((worker) => worker.ready()))
    await createWebhooks(url, receiver, fourWebhooks)
    const load = startLoad({ url: () => url, eventsPerSecond: rate })
    await sleep(warmUpMs)
    const delivered = await countDelivered(facts)
    await primary.kill()
    const killedAtMs = performance.now()
    await sleep(awayMs)
    await standby.promote()
    const promotedAtMs = performance.now()
    const accepted = load.accepted()
    await until(
      () => load.accepted() > accepted,
      backWithinMs,
      () => 'nothing is accepted after the failover',
    )
    const backAtMs = performance.now()
    const inFlight = receiver.arrivals.filter(({ atMs }) => atMs <= backAtMs).length - delivered
    // Also when it begins by asking the host that is gone.
    await rig.spawn({ ...env, OFFHOOK_ROLE: 'worker' }).ready()
    await sleep(warmUpMs)
    const posted = await load.stop()
    const after = openFacts(rig, standby.urlOn(host))
    const report = await judge({
      ...{ name: 'failover', posted, receiver, facts: after, inFlight: () => inFlight },
      ...{ paths: fourPaths, orderedPaths },
    })
    const halfWritten = await countHalfWritten(after, fourPaths.length)
    const figures = {
      'ms until the standby was promoted': promotedAtMs - killedAtMs,
      'ms until accepted again after that': backAtMs - promotedAtMs,
    }
    return extend(report, figures, halfWritten > 0 ? [`${halfWritten} half-written`] : [])
  })
}

export const failover: Scenario<Options> = {
  name: 'failover',
  needs: ['postgresql-15'],
  defaults: { warmUpMs: 10_000, awayMs: 3_000, seed: 5, rate: 100 },
  smoke: () => run({ warmUpMs: 2_000, awayMs: 500, seed: 5, rate: 100 }),
  run,
}

if (import.meta.main) await runScript(failover)

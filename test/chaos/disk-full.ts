/** Fills the disk that the embedded Postgres is on, under load, and gives the space back after a while. */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { callApi } from '../../packages/server/testing/offhook.ts'
import { seededRandom } from '../../packages/server/testing/random.ts'
import { until } from '../../packages/server/testing/receiver.ts'
import { endLeftPostgres } from '../support/left-postgres.ts'
import { startLoad } from '../support/load.ts'
import { embeddedUrl } from '../support/postgres.ts'
import { processKey } from '../support/spawn-offhook.ts'
import { countDelivered, countHalfWritten, openFacts } from './support/facts.store.ts'
import { slowly, startChaosReceiver } from './support/receiver.ts'
import { extend, judge, type Report } from './support/report.ts'
import { withRig } from './support/rig.ts'
import { runScript, type Scenario } from './support/script.ts'
import { mountSmallDisk } from './support/small-disk.ts'
import { createWebhooks, fourPaths, fourWebhooks, orderedPaths } from './support/webhooks.ts'

type Options = { rounds: number; fullMs: number; sizeMib: number; seed: number; rate: number }
type Refusal = { code: string; detail: string }

const withinMs = 90_000

async function run({ rounds, fullMs, sizeMib, seed, rate }: Options): Promise<Report> {
  return withRig(async (rig) => {
    const disk = await mountSmallDisk(rig, sizeMib)
    rig.defer(() => endLeftPostgres(disk.dir))
    const receiver = await startChaosReceiver(rig)
    receiver.answer(slowly(seededRandom(seed), 10, 60))
    const offhook = rig.spawn({ OFFHOOK_DATA_DIR: disk.dir })
    const url = await offhook.ready()
    const facts = openFacts(rig, await embeddedUrl(disk.dir))
    await createWebhooks(url, receiver, fourWebhooks)
    const load = startLoad({ url: () => url, eventsPerSecond: rate })
    const refusals: Refusal[] = []
    let [inFlight, slowestBackMs] = [0, 0]
    for (let round = 0; round < rounds; round += 1) {
      await sleep(2_000)
      const delivered = await countDelivered(facts)
      await disk.fill()
      refusals.push(await untilRefused(url))
      await sleep(fullMs)
      const accepted = load.accepted()
      await disk.free()
      const freedAtMs = performance.now()
      await until(
        () => load.accepted() > accepted,
        withinMs,
        () => 'nothing is accepted with the space back',
      )
      slowestBackMs = Math.max(slowestBackMs, performance.now() - freedAtMs)
      inFlight += receiver.arrivals.length - delivered
    }
    const posted = await load.stop()
    const report = await judge({
      ...{ name: 'disk-full', posted, receiver, facts, inFlight: () => inFlight },
      ...{ paths: fourPaths, orderedPaths },
    })
    const halfWritten = await countHalfWritten(facts, fourPaths.length)
    const figures = {
      'disk full, times': rounds,
      'each time, ms': fullMs,
      'accepted again after, ms': slowestBackMs,
      'half-written': halfWritten,
      'told to the source': [...new Set(refusals.map(({ detail }) => detail))].join(' | '),
    }
    return extend(report, figures, [
      ...(halfWritten === 0 ? [] : [`${halfWritten} half-written`]),
      ...refusals.filter(({ code }) => code !== 'unavailable').map(({ code }) => `refused with ${code}`),
    ])
  })
}

/** Posts large events that no webhook wants until one is refused: what is left of the disk is gone then. */
async function untilRefused(url: string): Promise<Refusal> {
  let refusal: Refusal | undefined
  await until(
    async () => {
      const data = { message: 'fills the disk', dump: randomBytes(100_000).toString('hex') }
      const occurredAt = new Date().toISOString()
      const event = { type: 'call.error', occurredAt, call: { id: 'fills-the-disk' }, data }
      const { status, body } = await callApi<Refusal>(url, processKey, 'POST', '/v1/events', event)
      if (status !== 202) refusal = body
      return refusal !== undefined
    },
    withinMs,
    () => 'the disk is full and nothing is refused',
  )
  return refusal ?? { code: '', detail: '' }
}

export const diskFull: Scenario<Options> = {
  name: 'disk-full',
  needs: ['root'],
  defaults: { rounds: 4, fullMs: 12_000, sizeMib: 400, seed: 8, rate: 100 },
  smoke: () => run({ rounds: 1, fullMs: 3_000, sizeMib: 300, seed: 8, rate: 100 }),
  run,
}

if (import.meta.main) await runScript(diskFull)

/**
 * Cuts the network between one of two workers and Postgres for longer than a lease, while requests of that worker are in
 * flight: the other one takes over, and what the first one then wants to settle is refused.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../packages/server/src/lib/db.ts'
import { seededRandom } from '../../packages/server/testing/random.ts'
import { until } from '../../packages/server/testing/receiver.ts'
import { startLoad } from '../support/load.ts'
import { startCluster } from './support/cluster.ts'
import {
  answerCutOff,
  compareCuts,
  lateBody,
  untilSendsFrom,
  type Cut,
  type Takeovers,
} from './support/cuts.ts'
import { countAttempts, openFacts, readDue } from './support/facts.store.ts'
import { makeNamespace, type Link } from './support/network.ts'
import { startChaosReceiver, type ChaosReceiver } from './support/receiver.ts'
import { extend, judge, type Report } from './support/report.ts'
import { withRig, type Rig } from './support/rig.ts'
import { runScript, type Scenario } from './support/script.ts'
import { createWebhooks, type ChaosWebhook } from './support/webhooks.ts'

type Options = { rounds: number; downMs: number; seed: number; rate: number }

const takenOverWithinMs = 10_000
const backWithinMs = 60_000
const settings = { timeoutMs: 60_000 }
// So many that each of two workers surely has some of them.
const webhooks: readonly ChaosWebhook[] = [
  ...Array.from({ length: 11 }, (_, index) => ({ path: `/hook/${index}`, settings })),
  { path: '/hook/ordered', settings: { ...settings, ordering: 'per-call' } },
]

async function run({ rounds, downMs, seed, rate }: Options): Promise<Report> {
  return withRig(async (rig) => {
    const setup = await setUp(rig, seed)
    const { url, paths, facts, receiver, farPid, farAddress, cuts } = setup
    const load = startLoad({ url: () => url, eventsPerSecond: rate })
    for (let round = 0; round < rounds; round += 1) {
      await untilSendsFrom(receiver, farAddress)
      await until(async () => (await readDue(facts, [farPid])).length > 0, backWithinMs)
      await sleep(2_000)
      await cutOff(setup, downMs)
    }
    const upAtMs = performance.now()
    await untilSendsFrom(receiver, farAddress)
    const backMs = performance.now() - upAtMs
    const posted = await load.stop()
    const found = () => compareCuts(cuts, receiver.arrivals, farAddress)
    const report = await judge({
      ...{ name: 'partition', posted, receiver, facts, inFlight: () => found().inFlight },
      ...{ paths: [...paths.values()], orderedPaths: ['/hook/ordered'] },
    })
    const { withBody: staleSettled } = await countAttempts(facts, lateBody)
    const late = receiver.arrivals.filter(({ isLate }) => isLate).length
    const figures = {
      'network away, times': rounds,
      'each time, ms': downMs,
      'sending again after, ms': backMs,
    }
    const more = addTakeovers(extend(report, figures, []), found())
    return extend(
      more,
      { 'answers that came too late to settle': late, 'of these settled all the same': staleSettled },
      staleSettled === 0 ? [] : [`${staleSettled} stale settles were not refused`],
    )
  })
}

type Setup = {
  url: string
  paths: ReadonlyMap<string, string>
  facts: Db
  receiver: ChaosReceiver
  /** The process of the worker that is cut off, the address it sends from, and its link to Postgres. */
  farPid: number
  farAddress: string
  link: Link
  /** Filled as they are made. */
  cuts: Cut[]
  isCut: { now: boolean }
}

/** Postgres, an API and a worker on this machine; another worker in a namespace, with links to Postgres and receiver. */
async function setUp(rig: Rig, seed: number): Promise<Setup> {
  const { links, network, wrapper } = await makeNamespace(rig)
  const [link, toReceiver] = links
  const postgres = await startCluster(rig, { address: link.hostAddress, network })
  const databaseUrl = postgres.urlOn('127.0.0.1')
  const facts = openFacts(rig, databaseUrl)
  const receiver = await startChaosReceiver(rig, toReceiver.hostAddress)
  const isCut = { now: false }
  receiver.answer(answerCutOff(seededRandom(seed), toReceiver.address, () => isCut.now))
  const env = { OFFHOOK_DATA_DIR: await rig.makeDir(), OFFHOOK_ALLOWED_NETWORKS: network }
  const api = rig.spawn({ ...env, DATABASE_URL: databaseUrl, OFFHOOK_ROLE: 'api' })
  const url = await api.ready()
  const steady = rig.spawn({ ...env, DATABASE_URL: databaseUrl, OFFHOOK_ROLE: 'worker' })
  const farEnv = { ...env, DATABASE_URL: postgres.urlOn(link.hostAddress), OFFHOOK_ROLE: 'worker' }
  const far = rig.spawn(farEnv, { wrapper })
  await Promise.all([steady.ready(), far.ready()])
  const paths = await createWebhooks(url, receiver, webhooks)
  const place = { farPid: far.pid, farAddress: toReceiver.address, link }
  return { ...place, url, paths, facts, receiver, cuts: [], isCut }
}

/** Takes the link to Postgres down for a while, and notes what the worker behind it held. */
async function cutOff({ link, isCut, facts, farPid, paths, cuts }: Setup, downMs: number): Promise<void> {
  await link.set('down')
  isCut.now = true
  const fromMs = performance.now()
  const due = await readDue(facts, [farPid])
  await sleep(downMs)
  await link.set('up')
  isCut.now = false
  const held = due.map(({ webhookId, eventId }) => `${paths.get(webhookId)} ${eventId}`)
  cuts.push({ fromMs, untilMs: performance.now(), held: new Set(held) })
}

function addTakeovers(report: Report, { slowestMs, overlapping, sentTooLate }: Takeovers): Report {
  const figures = {
    'taken over within, ms': slowestMs,
    'begun after the lease': sentTooLate,
    'in flight in both at once': overlapping,
  }
  return extend(report, figures, [
    ...(slowestMs <= takenOverWithinMs ? [] : [`taken over after ${Math.round(slowestMs)} ms only`]),
    ...(sentTooLate === 0 ? [] : [`${sentTooLate} requests were begun after the lease had ended`]),
    ...(overlapping === 0 ? [] : [`${overlapping} deliveries were in flight in two workers at once`]),
  ])
}

export const partition: Scenario<Options> = {
  name: 'partition',
  needs: ['root', 'ip', 'postgresql-15'],
  defaults: { rounds: 5, downMs: 15_000, seed: 6, rate: 50 },
  smoke: () => run({ rounds: 1, downMs: 9_000, seed: 6, rate: 50 }),
  run,
}

if (import.meta.main) await runScript(partition)

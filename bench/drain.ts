/**
 * How fast a backlog drains: Offhook's worker beside BullMQ, pg-boss and graphile-worker, and beside signed posts
 * without any queue, all against one nginx. `node bench/drain.ts [--rounds 5] [--size 100000]`
 */
import { spawn } from 'node:child_process'
import { connectionCount, makeJobs, type Peer } from './peers/peer.ts'
import { peers } from './peers/peers.ts'
import { campaignWebhook, makeBacklog, makeWebhooks } from './support/backlog.ts'
import { countDelivered, isQueueEmpty, settleDown } from './support/bench.store.ts'
import { readOwnSeconds } from './support/cpu.ts'
import { withNginx, type Nginx } from './support/nginx.ts'
import { withStack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { withRedis } from './support/redis.ts'
import { publish } from './support/results.ts'
import { pairedRatio, runRounds, type Contender, type Values, type Watch } from './support/rounds.ts'
import { peakMemoryMb, sharedNowMs, until } from './support/wait.ts'

const options = readOptions({ rounds: 5, size: 100_000 })
const webhookCounts = [1, 100]
const peerNames = Object.keys(peers).filter((name) => name !== 'bare')

type Queue = {
  start: () => Promise<{ pid: number | undefined; stop: () => Promise<void> }>
  isDrained: () => Promise<boolean>
}

/** From the first request at the receiver to the moment the queue itself says that nothing is left. */
async function timeDrain(nginx: Nginx, watch: Watch, queue: Queue): Promise<Values> {
  const before = await nginx.requests()
  return watch(async () => {
    const worker = await queue.start()
    await until(async () => (await nginx.requests()) > before, { everyMs: 2 })
    const startedMs = sharedNowMs()
    const startedCpu = cpuSeconds()
    await until(async () => (await nginx.requests()) >= before + options.size, { everyMs: 25 })
    await until(queue.isDrained, { everyMs: 10 })
    const seconds = (sharedNowMs() - startedMs) / 1000
    const cpuMicros = ((cpuSeconds() - startedCpu) * 1e6) / options.size
    const memoryMb = peakMemoryMb(worker.pid)
    await worker.stop()
    const extra = (await nginx.requests()) - before - options.size
    if (extra !== 0) throw new Error(`${extra} requests too many came`)
    return { deliveriesPerSecond: options.size / seconds, cpuMicros, memoryMb }
  })
}

/** Of all processes that take part: worker, database, receiver. */
function cpuSeconds(): number {
  return Object.values(readOwnSeconds()).reduce((sum, seconds) => sum + seconds, 0)
}

async function drainOffhook(nginx: Nginx, webhookCount: number, watch: Watch): Promise<Values> {
  return withStack(async (stack) => {
    const { db } = stack
    const campaigns = Array.from({ length: webhookCount }, (_, index) => `c${index}`)
    // One webhook alone gets no more than half of what a worker may have in flight, so there its own limit is the one.
    const [limits, env] =
      webhookCount === 1
        ? [{ maxConnections: connectionCount }, {}]
        : [{}, { OFFHOOK_MAX_IN_FLIGHT: String(connectionCount) }]
    const webhooks = campaigns.map((id, index) => campaignWebhook(`${nginx.url}/${index}`, id, limits))
    await makeWebhooks(db, stack.accountId, webhooks)
    await makeBacklog(db, stack.accountId, options.size, campaigns)
    await settleDown(db)
    const values = await timeDrain(nginx, watch, {
      start: async () => {
        const worker = await stack.start('worker', env)
        return { pid: worker.process.pid, stop: worker.stop }
      },
      isDrained: () => isQueueEmpty(db),
    })
    const delivered = await countDelivered(db)
    if (delivered !== options.size) throw new Error(`${delivered} attempts are in the log`)
    return values
  })
}

async function drainPeer(name: string, nginx: Nginx, webhookCount: number, watch: Watch): Promise<Values> {
  const peer = await peers[name]?.()
  if (peer === undefined) throw new Error(`There is no peer ${name}`)
  return withStore(peer, async (connection, settle) => {
    await peer.fill(connection, makeJobs(options.size, nginx.url, webhookCount))
    await settle()
    return timeDrain(nginx, watch, {
      start: async () => startPeer([name, connection, String(options.size), nginx.url, String(webhookCount)]),
      isDrained: () => peer.isDrained(connection),
    })
  })
}

function startPeer(args: string[]): { pid: number | undefined; stop: () => Promise<void> } {
  const program = new URL('peers/worker.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Lends an empty store for one run, and what brings it to rest once it is filled. */
async function withStore(
  peer: Peer,
  use: (connection: string, settle: () => Promise<void>) => Promise<Values>,
): Promise<Values> {
  const nothing = async () => undefined
  if (peer.needs === 'redis') return withRedis((socket) => use(socket, nothing))
  if (peer.needs === 'nothing') return use('', nothing)
  return withStack(({ db, databaseUrl }) => use(databaseUrl, () => settleDown(db)))
}

function contenders(nginx: Nginx): Contender[] {
  return webhookCounts.flatMap((count) => [
    { name: nameOf('Offhook', count), run: (watch: Watch) => drainOffhook(nginx, count, watch) },
    ...['bare', ...peerNames].map((name) => ({
      name: nameOf(name, count),
      run: (watch: Watch) => drainPeer(name, nginx, count, watch),
    })),
  ])
}

function nameOf(name: string, webhookCount: number): string {
  return `${name}, ${webhookCount} webhook${webhookCount === 1 ? '' : 's'}`
}

const measurements = await withNginx((nginx) => runRounds(options.rounds, contenders(nginx)))
const ratios = webhookCounts.flatMap((count) =>
  ['bare', ...peerNames].map((name) => {
    const [offhook, other] = [nameOf('Offhook', count), nameOf(name, count)]
    return [`Offhook / ${other}`, pairedRatio(measurements, 'deliveriesPerSecond', offhook, other)] as const
  }),
)
await publish('drain', options, measurements, Object.fromEntries(ratios))

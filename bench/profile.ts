/**
 * Where the time of a drain goes: CPU by process and delivery, and the worker's own profile by part and by function.
 * `node bench/profile.ts [--size 50000] [--webhooks 1]`
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectionCount } from './peers/peer.ts'
import { campaignWebhook, makeBacklog, makeWebhooks } from './support/backlog.ts'
import { isQueueEmpty, settleDown } from './support/bench.store.ts'
import { readOwnSeconds } from './support/cpu.ts'
import { withNginx } from './support/nginx.ts'
import { withStack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { until } from './support/wait.ts'

const options = readOptions({ size: 50_000, webhooks: 1 })

type CallFrame = { functionName: string; url: string; lineNumber: number }
type Profile = {
  nodes: { id: number; callFrame: CallFrame }[]
  samples: number[]
  timeDeltas: number[]
}

/** Drains under the profiler. Returns CPU microseconds for each delivery by program, and the worker's profile. */
async function drain(): Promise<{ micros: Record<string, number>; profile: Profile }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'offhook-profile-'))
  const campaigns = Array.from({ length: options.webhooks }, (_, index) => `c${index}`)
  try {
    const micros = await withNginx((nginx) =>
      withStack(async ({ db, accountId, start }) => {
        const limits = options.webhooks === 1 ? { maxConnections: connectionCount } : {}
        const webhooks = campaigns.map((id) => campaignWebhook(nginx.url, id, limits))
        await makeWebhooks(db, accountId, webhooks)
        await makeBacklog(db, accountId, options.size, campaigns)
        await settleDown(db)
        const before = readOwnSeconds()
        await start('worker', {
          ...(options.webhooks === 1 ? {} : { OFFHOOK_MAX_IN_FLIGHT: String(connectionCount) }),
          NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}`,
        })
        await until(async () => (await nginx.requests()) >= options.size, { everyMs: 25 })
        await until(() => isQueueEmpty(db), { everyMs: 10 })
        const used = Object.entries(readOwnSeconds()).map(([name, seconds]) => [
          name,
          ((seconds - (before[name] ?? 0)) * 1e6) / options.size,
        ])
        return Object.fromEntries(used) as Record<string, number>
      }),
    )
    const [file = ''] = await readdir(folder)
    return { micros, profile: JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Profile }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function partOf({ functionName, url }: CallFrame): string {
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  const folder = /packages\/server\/src\/([^/]+)/.exec(url)?.[1]
  if (library !== undefined) return library.startsWith('pg') ? 'pg' : library
  if (folder !== undefined) return `offhook ${folder}`
  if (url.startsWith('node:')) return url.replace(/^node:(?:internal\/)?([^/]+).*$/, 'node $1')
  return functionName || 'native'
}

function functionOf({ functionName, url, lineNumber }: CallFrame): string {
  const place = url.replace(/^.*(node_modules|packages\/server\/src)\//, '')
  return `${functionName || '(anonymous)'} ${place}${url === '' ? '' : `:${lineNumber + 1}`}`
}

/** The share of the time that the worker was busy, by whatever `keyOf` says, the largest first. */
function shares({ nodes, samples, timeDeltas }: Profile, keyOf: (frame: CallFrame) => string) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const micros = new Map<string, number>()
  let busy = 0
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id)
    if (frame === undefined || frame.functionName === '(idle)') continue
    const delta = timeDeltas[index] ?? 0
    busy += delta
    micros.set(keyOf(frame), (micros.get(keyOf(frame)) ?? 0) + delta)
  }
  const entries = [...micros].map(([key, value]) => [key, value / busy] as const)
  return entries.toSorted(([, a], [, b]) => b - a)
}

const { micros, profile } = await drain()
console.log('\nCPU microseconds for each delivery')
for (const [name, value] of Object.entries(micros)) console.log(`  ${value.toFixed(1).padStart(6)}  ${name}`)
for (const [title, keyOf, count] of [
  ['by part', partOf, 20] as const,
  ['by function', functionOf, 35] as const,
]) {
  console.log(`\nThe worker's busy time ${title}`)
  for (const [key, share] of shares(profile, keyOf).slice(0, count))
    console.log(`  ${(share * 100).toFixed(1).padStart(6)} %  ${key}`)
}

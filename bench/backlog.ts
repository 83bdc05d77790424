/**
 * Whether cost grows with the work or with the backlog and the history: throughput and claim time with 100,000 pending
 * deliveries, with 1,000,000, and with 10,000,000 past attempts besides; 1,000 webhooks, 100 of them disabled and 100
 * failing. `node bench/backlog.ts [--rounds 5] [--size 50000] [--small 100000] [--large 1000000] [--attempts 10000000]`
 */
import { campaignWebhook, makeWebhooks } from './support/backlog.ts'
import {
  countPending,
  emptyQueue,
  fillHistory,
  fillQueue,
  settleDown,
  timeClaims,
} from './support/bench.store.ts'
import { withNginx, type Nginx } from './support/nginx.ts'
import { withStack, type Stack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { pairedRatio, runRounds, type Contender, type Values, type Watch } from './support/rounds.ts'
import { peakMemoryMb, sharedNowMs, until } from './support/wait.ts'

const options = readOptions({
  rounds: 5,
  size: 50_000,
  small: 100_000,
  large: 1_000_000,
  attempts: 10_000_000,
})
const webhookCount = 1_000
// Rounds may take this much out of a backlog that still counts as the same size.
const keptShare = 0.7
const names = { small: 'small backlog', large: 'large backlog', history: 'large backlog, long history' }

type Case = { stack: Stack; webhookIds: string[]; enabledIds: string[] }

/** Every tenth webhook is disabled, and of every ten another one fails. */
async function prepare(stack: Stack, nginx: Nginx): Promise<Case> {
  const webhooks = Array.from({ length: webhookCount }, (_, index) =>
    campaignWebhook(index % 10 === 1 ? nginx.failingUrl : nginx.url, `group-${index % 100}`, {
      enabled: index % 10 !== 0,
    }),
  )
  const webhookIds = await makeWebhooks(stack.db, stack.accountId, webhooks)
  return { stack, webhookIds, enabledIds: webhookIds.filter((_, index) => index % 10 !== 0) }
}

/** Fills the queue up again once the rounds before took much out of it. */
async function refill({ stack, webhookIds }: Case, size: number): Promise<void> {
  const { db, accountId } = stack
  if ((await countPending(db)) > size * keptShare) return
  await emptyQueue(db)
  await fillQueue(db, accountId, webhookIds, size)
  await settleDown(db)
}

async function measure(each: Case, nginx: Nginx, size: number, watch: Watch): Promise<Values> {
  await refill(each, size)
  return watch(async () => {
    const claims = await timeClaims(each.stack.db, each.enabledIds)
    const before = await nginx.requests()
    const worker = await each.stack.start('worker')
    await until(async () => (await nginx.requests()) > before, { everyMs: 2 })
    const startedMs = sharedNowMs()
    await until(async () => (await nginx.requests()) >= before + options.size, { everyMs: 10 })
    const seconds = (sharedNowMs() - startedMs) / 1000
    const memoryMb = peakMemoryMb(worker.process.pid)
    await worker.stop()
    return { deliveriesPerSecond: options.size / seconds, ...claims, memoryMb }
  })
}

async function contenders(nginx: Nginx, stacks: Record<keyof typeof names, Stack>): Promise<Contender[]> {
  const sizes = { small: options.small, large: options.large, history: options.large }
  const made: Contender[] = []
  for (const key of ['small', 'large', 'history'] as const) {
    const each = await prepare(stacks[key], nginx)
    await fillQueue(stacks[key].db, stacks[key].accountId, each.webhookIds, sizes[key])
    if (key === 'history') {
      await fillHistory(stacks[key].db, stacks[key].accountId, each.webhookIds, options.attempts)
    }
    await settleDown(stacks[key].db)
    made.push({ name: names[key], run: (watch) => measure(each, nginx, sizes[key], watch) })
  }
  return made
}

const measurements = await withNginx((nginx) =>
  withStack((small) =>
    withStack((large) =>
      withStack(async (history) =>
        runRounds(options.rounds, await contenders(nginx, { small, large, history })),
      ),
    ),
  ),
)
const ratios = (['large', 'history'] as const).flatMap((key) =>
  ['deliveriesPerSecond', 'claimMs'].map((value) => [
    `${value === 'claimMs' ? 'claim time' : 'throughput'}, ${names[key]} / ${names.small}`,
    pairedRatio(measurements, value, names[key], names.small),
  ]),
)
await publish('backlog', options, measurements, Object.fromEntries(ratios) as Record<string, number>)

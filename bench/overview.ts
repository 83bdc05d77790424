/**
 * How long the figures of the overview take, with a log of 1,000,000 deliveries in seven days: counted ahead, as Offhook
 * does, and with all of it counted from the log each time. `node bench/overview.ts [--rounds 5] [--attempts 1000000]`
 */
import { summarizeDays } from '../packages/server/src/upkeep/partitions.store.ts'
import { countNext } from '../packages/server/src/upkeep/stats.store.ts'
import { campaignWebhook, makeWebhooks } from './support/backlog.ts'
import { fillHistory, forgetCounted, settleDown } from './support/bench.store.ts'
import { benchKey, withStack, type OffhookProcess, type Stack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { pairedRatio, runRounds, type Values, type Watch } from './support/rounds.ts'
import { median } from './support/stats.ts'

const options = readOptions({ rounds: 5, attempts: 1_000_000 })
const webhookCount = 100
const asksOfEach = 5
const names = { counted: 'counted ahead', log: 'from the log' }

async function countAll({ db }: Stack): Promise<void> {
  // The first step only begins it.
  await countNext(db)
  while (await countNext(db));
}

async function ask(offhook: OffhookProcess, range: string): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < asksOfEach; turn += 1) {
    const startedMs = performance.now()
    const response = await fetch(`${offhook.url}/v1/stats?range=${range}`, {
      headers: { authorization: `Bearer ${benchKey}` },
    })
    if (response.status !== 200) throw new Error(`The figures were not told: ${await response.text()}`)
    await response.arrayBuffer()
    times.push(performance.now() - startedMs)
  }
  return median(times)
}

const measure = (offhook: OffhookProcess, watch: Watch): Promise<Values> =>
  watch(async () => ({
    hourMs: await ask(offhook, '1h'),
    dayMs: await ask(offhook, '24h'),
    weekMs: await ask(offhook, '7d'),
  }))

const measurements = await withStack(async (stack) => {
  const webhooks = Array.from({ length: webhookCount }, (_, index) =>
    campaignWebhook('http://127.0.0.1:9/', `group-${index}`),
  )
  const webhookIds = await makeWebhooks(stack.db, stack.accountId, webhooks)
  await fillHistory(stack.db, stack.accountId, webhookIds, options.attempts)
  await settleDown(stack.db)
  await summarizeDays(stack.db)
  // Without a worker, which would count by itself.
  const offhook = await stack.start('api')
  return runRounds(options.rounds, [
    {
      name: names.counted,
      run: async (watch) => {
        await countAll(stack)
        return measure(offhook, watch)
      },
    },
    {
      name: names.log,
      run: async (watch) => {
        await forgetCounted(stack.db)
        return measure(offhook, watch)
      },
    },
  ])
})
const ratios = ['hour', 'day', 'week'].map((range) => [
  `${range}, ${names.counted} / ${names.log}`,
  pairedRatio(measurements, `${range}Ms`, names.counted, names.log),
])
await publish('overview', options, measurements, Object.fromEntries(ratios))

/**
 * What a million deliveries leave on disk until their retention ends, and how much goes through the WAL: events of 1.5 KB,
 * each for one webhook. `node bench/disk.ts [--rounds 3] [--size 100000]`
 */
import { campaignWebhook, makeBacklog, makeWebhooks } from './support/backlog.ts'
import { isQueueEmpty, readDiskUse, type DiskUse } from './support/bench.store.ts'
import { withNginx, type Nginx } from './support/nginx.ts'
import { withStack } from './support/offhook.ts'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { runRounds, type Values, type Watch } from './support/rounds.ts'
import { until } from './support/wait.ts'

const options = readOptions({ rounds: 3, size: 100_000 })

async function measure(nginx: Nginx, watch: Watch): Promise<Values> {
  return withStack(async ({ db, accountId, start }) =>
    watch(async () => {
      await makeWebhooks(db, accountId, [campaignWebhook(nginx.url, 'one')])
      const empty = await readDiskUse(db)
      await makeBacklog(db, accountId, options.size, ['one'])
      const queued = await readDiskUse(db)
      await start('worker')
      await until(() => isQueueEmpty(db), { everyMs: 50 })
      const delivered = await readDiskUse(db)
      const mbPerMillion = (after: DiskUse, before: DiskUse, what: keyof DiskUse) =>
        (after[what] - before[what]) / options.size
      return {
        eventsMb: mbPerMillion(delivered, empty, 'events'),
        logMb: mbPerMillion(delivered, empty, 'log'),
        walOfAcceptingMb: mbPerMillion(queued, empty, 'wal'),
        walOfDeliveringMb: mbPerMillion(delivered, queued, 'wal'),
      }
    }),
  )
}

const measurements = await withNginx((nginx) =>
  runRounds(options.rounds, [{ name: 'a million deliveries', run: (watch: Watch) => measure(nginx, watch) }]),
)
await publish('disk', options, measurements)

import { describe, expect, it } from 'vitest'
import { clock } from './clock.ts'
import { diskFull } from './disk-full.ts'
import { failover } from './failover.ts'
import { killRandom } from './kill-random.ts'
import { partition } from './partition.ts'
import { postgresKill } from './postgres-kill.ts'
import { sigterm } from './sigterm.ts'
import { toText } from './support/report.ts'
import { reasonsToSkip } from './support/script.ts'

const cases = [
  { scenario: killRandom, fault: 'its processes are killed at random moments' },
  { scenario: postgresKill, fault: 'Postgres is killed and connections are cut' },
  { scenario: partition, fault: 'a worker is cut off from Postgres for longer than its lease' },
  { scenario: failover, fault: 'the primary is killed and its standby promoted' },
  { scenario: diskFull, fault: 'the disk of the database is full for a while' },
  { scenario: clock, fault: 'the clock of a worker jumps by hours' },
  { scenario: sigterm, fault: 'its processes are told to stop' },
]

for (const { scenario, fault } of cases) {
  const { name } = scenario
  const reasons = reasonsToSkip(scenario)
  if (reasons.length > 0)
    console.warn(`SKIPPED "loses nothing when ${fault}" (${name}): ${reasons.join('; ')}.`)
}

describe('Offhook under load', () => {
  for (const { scenario, fault } of cases) {
    it.skipIf(reasonsToSkip(scenario).length > 0)(`loses nothing when ${fault}`, async () => {
      const report = await scenario.smoke()
      console.log(toText(report))
      expect(report.problems).toEqual([])
    })
  }
})

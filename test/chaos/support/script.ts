import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readOptions } from '../../../bench/support/options.ts'
import { postgresBinaries } from './cluster.ts'
import { fakeTimeLibrary } from './fake-time.ts'
import { toText, type Report } from './report.ts'

/** What a run needs beyond Node: the right to make namespaces and mounts, or programs of Debian. */
export type Need = 'root' | 'ip' | 'postgresql-15' | 'faketime'

/** A run, its numbers with their defaults, and the short variant that `npm test` runs. */
export type Scenario<Options extends Record<string, number>> = {
  name: string
  needs: readonly Need[]
  defaults: Options
  run: (options: Options) => Promise<Report>
  smoke: () => Promise<Report>
}

const missing: Record<Need, () => string | undefined> = {
  root: () => (process.getuid?.() === 0 ? undefined : 'it needs root (namespaces, mounts)'),
  ip: () =>
    spawnSync('ip', ['-V']).status === 0 ? undefined : 'there is no `ip` (Debian: apt-get install iproute2)',
  'postgresql-15': () =>
    existsSync(`${postgresBinaries}/postgres`)
      ? undefined
      : `there is no ${postgresBinaries} (Debian: apt-get install postgresql-15)`,
  faketime: () =>
    existsSync(fakeTimeLibrary)
      ? undefined
      : `there is no ${fakeTimeLibrary} (Debian: apt-get install faketime)`,
}

/** Why a scenario cannot run here; empty when it can. */
export function reasonsToSkip({ needs }: { needs: readonly Need[] }): string[] {
  return needs.flatMap((need) => missing[need]() ?? [])
}

// What test runners take as skipped, neither passed nor failed (automake, meson).
const skippedExitCode = 77

/** Runs a scenario from the command line: `--rounds 20` and the like set its numbers. */
export async function runScript<Options extends Record<string, number>>(
  scenario: Scenario<Options>,
): Promise<void> {
  const reasons = reasonsToSkip(scenario)
  if (reasons.length > 0) {
    console.error(`SKIPPED ${scenario.name}: ${reasons.join('; ')}.`)
    process.exitCode = skippedExitCode
    return
  }
  const report = await scenario.run(readOptions(scenario.defaults) as Options)
  console.log(toText(report))
  process.exitCode = report.problems.length > 0 ? 1 : 0
}

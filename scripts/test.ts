/**
 * `npm test`: the checks, then every test, then the server's tests once more on PostgreSQL 15, then one line with the
 * counts. Arguments go to vitest, for a run of chosen tests alone.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startDebianPostgres } from './debian-postgres.ts'

type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number }
type Counts = { passed: number; failed: number; skipped: number }

const chosen = process.argv.slice(2)
const parts = chosen.length > 0 ? [runTests(chosen)] : [runChecks(), runTests([]), runOnPostgres15()]
const sum = (name: keyof Counts) => parts.reduce((total, part) => total + part[name], 0)
const skipped = sum('skipped')
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = sum('failed') > 0 ? 1 : 0

/** All checks count as one test. */
function runChecks(): Counts {
  const isGood = spawnSync('node', ['scripts/check.ts'], { stdio: 'inherit' }).status === 0
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 }
}

/** Runs vitest. A run that ends badly counts as a failed test at least: a file may not even have been loaded. */
function runTests(args: readonly string[], env: Record<string, string> = {}): Counts {
  const folder = mkdtempSync(path.join(tmpdir(), 'offhook-report-'))
  const reportFile = path.join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const { status } = spawnSync('vitest', ['run', ...reporters, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const report = readReport(reportFile)
  rmSync(folder, { recursive: true })
  return {
    passed: report?.numPassedTests ?? 0,
    failed: Math.max(report?.numFailedTests ?? 1, status === 0 ? 0 : 1),
    skipped: report?.numPendingTests ?? 0,
  }
}

/** The server's tests on the oldest Postgres it works with, where that is installed. */
function runOnPostgres15(): Counts {
  const postgres = startDebianPostgres()
  if (typeof postgres === 'string') {
    console.warn(`\n*** NOT tested on PostgreSQL 15: ${postgres} ***\n`)
    return { passed: 0, failed: 0, skipped: 0 }
  }
  console.log('\nThe server’s tests once more, on PostgreSQL 15:')
  try {
    const files = ['packages/server/src', 'test/pipeline.e2e.ts', '--exclude=**/lib/embedded-postgres/**']
    return runTests(files, { OFFHOOK_TEST_DATABASE_URL: postgres.url })
  } finally {
    postgres.stop()
  }
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}

/**
 * `npm test`: the checks, then every test, then the server's tests once more on PostgreSQL 15, then what failed and one
 * line with the counts. Arguments go to vitest, for a run of chosen tests alone.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startDebianPostgres } from './debian-postgres.ts'

/** What is read of vitest's report, which has the shape of Jest's. */
type Report = {
  numPassedTests: number
  numPendingTests: number
  testResults: FileReport[]
}
type FileReport = { name: string; status: string; message: string; assertionResults: TestReport[] }
type TestReport = { fullName: string; status: string; failureMessages: string[] }
type Outcome = { passed: number; skipped: number; failures: string[] }

const chosen = process.argv.slice(2)
const parts = chosen.length > 0 ? [runTests(chosen)] : [runChecks(), runTests([]), runOnPostgres15()]
const passed = parts.reduce((total, part) => total + part.passed, 0)
const skipped = parts.reduce((total, part) => total + part.skipped, 0)
const failures = parts.flatMap((part) => part.failures)
// Said again at the end: of a long log often only its end is kept.
for (const failure of failures) console.log(`\nFAILED ${failure}`)
console.log(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failures.length > 0 ? 1 : 0

/** All checks count as one test. */
function runChecks(): Outcome {
  const isGood = spawnSync('node', ['scripts/check.ts'], { stdio: 'inherit' }).status === 0
  return { passed: isGood ? 1 : 0, skipped: 0, failures: isGood ? [] : ['npm run check'] }
}

/** Runs vitest. A run that ends badly counts as a failed test at least: a file may not even have been loaded. */
function runTests(args: readonly string[], env: Record<string, string> = {}): Outcome {
  const folder = mkdtempSync(path.join(tmpdir(), 'offhook-report-'))
  const reportFile = path.join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const { status } = spawnSync('vitest', ['run', ...reporters, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const report = readReport(reportFile)
  rmSync(folder, { recursive: true })
  const failures = report?.testResults.flatMap(failuresOf) ?? []
  if (failures.length === 0 && status !== 0) failures.push(`vitest ended with ${status}, its output says why`)
  return { passed: report?.numPassedTests ?? 0, skipped: report?.numPendingTests ?? 0, failures }
}

/** The failed tests of a file with their messages, or the file itself where it could not be loaded. */
function failuresOf(file: FileReport): string[] {
  const name = path.relative(process.cwd(), file.name)
  const failed = file.assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0) return file.status === 'failed' ? [`${name}\n${file.message}`] : []
  return failed.map((test) => `${name} > ${test.fullName}\n${test.failureMessages.join('\n')}`)
}

/** The server's tests on the oldest Postgres it works with, where that is installed. */
function runOnPostgres15(): Outcome {
  const postgres = startDebianPostgres()
  if (typeof postgres === 'string') {
    console.warn(`\n*** NOT tested on PostgreSQL 15: ${postgres} ***\n`)
    return { passed: 0, skipped: 0, failures: [] }
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

/** `npm test`: the checks, then every test, then one line with the counts. Arguments go to vitest. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}

const folder = mkdtempSync(path.join(tmpdir(), 'offhook-report-'))
const reportFile = path.join(folder, 'report.json')
const isWhole = process.argv.length === 2
const checks = isWhole ? spawnSync('node', ['scripts/check.ts'], { stdio: 'inherit' }) : { status: 0 }
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
const tests = spawnSync('vitest', ['run', ...reporters, ...process.argv.slice(2)], { stdio: 'inherit' })
const report = readReport()
rmSync(folder, { recursive: true })

// The checks count as one test; a test file that could not even be loaded counts as failed.
const passed = (report?.numPassedTests ?? 0) + (checks.status === 0 && isWhole ? 1 : 0)
const failed =
  Math.max(report?.numFailedTests ?? 1, tests.status === 0 ? 0 : 1) + (checks.status === 0 ? 0 : 1)
const skipped = report?.numPendingTests ?? 0
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0

function readReport(): Report | undefined {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  } catch {
    return undefined
  }
}

/** All checks that need no test run, side by side: formatting, lint, types, unused code, generated files, import direction. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const checks: Record<string, string[]> = {
  format: ['oxfmt', '--check'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  types: ['tsc', '-p', '.'],
  'types of the console': ['tsc', '-p', 'packages/console'],
  'unused code': ['knip'],
  'generated files': ['node', 'scripts/generate.ts', '--check'],
  'import direction': ['node', 'scripts/architecture.ts'],
  // The peers it measures against are installed by those who run it (see bench/README.md).
  ...(existsSync('bench/node_modules') ? { 'types of the benchmarks': ['tsc', '-p', 'bench'] } : {}),
}

function run([command = '', ...args]: string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (output += String(chunk)))
    child.on('error', (error) => resolve({ ok: false, output: String(error) }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

const started = performance.now()
const results = await Promise.all(
  Object.entries(checks).map(async ([name, command]) => ({ name, ...(await run(command)) })),
)
for (const { name, ok, output } of results) console.log(ok ? `ok      ${name}` : `FAILED  ${name}\n${output}`)
console.log(`checked in ${((performance.now() - started) / 1000).toFixed(1)} s`)
process.exitCode = results.every((result) => result.ok) ? 0 : 1

/**
 * How long `npm start` takes to a ready URL: on a fresh clone with nothing on the machine, on a fresh clone with the
 * packages in npm's cache, and again. `node bench/start.ts [--rounds 5]`
 */
import { execFileSync, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readOptions } from './support/options.ts'
import { publish } from './support/results.ts'
import { runRounds, type Values, type Watch } from './support/rounds.ts'
import { sharedNowMs } from './support/wait.ts'

const options = readOptions({ rounds: 5 })
const repository = new URL('..', import.meta.url).pathname
const folder = await mkdtemp(path.join(tmpdir(), 'offhook-start-'))
await chmod(folder, 0o755)
const cache = path.join(folder, 'npm-cache')
const clone = path.join(folder, 'clone')

async function freshClone(): Promise<void> {
  await rm(clone, { recursive: true, force: true })
  execFileSync('git', ['clone', '--quiet', repository, clone])
}

/** From the command to the line that says where Offhook is ready. */
async function start(watch: Watch): Promise<Values> {
  return watch(async () => {
    const startedMs = sharedNowMs()
    const child = spawn('npm', ['start'], {
      cwd: clone,
      env: { ...environment(), PORT: '0', npm_config_cache: cache },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    let output = ''
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)))
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8')
        if (/ready at \S+\n/.test(output)) resolve()
      })
    })
    const readySeconds = (sharedNowMs() - startedMs) / 1000
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await ended
    return { readySeconds }
  })
}

/** Without what an npm around us set, and without this repository's own Node on the PATH. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|NODE_)/.test(name))
  const paths = (process.env['PATH'] ?? '').split(':').filter((entry) => !entry.includes('node_modules'))
  return { ...Object.fromEntries(kept), PATH: paths.join(':') }
}

const measurements = await runRounds(1, [
  { name: 'fresh clone, empty package cache', run: async (watch) => (await freshClone(), start(watch)) },
])
measurements.push(
  ...(await runRounds(options.rounds, [
    { name: 'fresh clone, packages cached', run: async (watch) => (await freshClone(), start(watch)) },
  ])),
  ...(await runRounds(options.rounds, [{ name: 'again', run: start }])),
)
await rm(folder, { recursive: true, force: true })
await publish('start', options, measurements)

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { until } from '../../packages/server/testing/receiver.ts'
import { startFlags } from '../../packages/server/testing/start-flags.ts'

export type ProcessEnv = Record<string, string>

export const processKey = 'ohk_key_of_the_first_account'

/** Offhook as users run it: a process of its own. Whoever spawned it has to end it. */
export type SpawnedOffhook = {
  pid: number
  signal: (signal: NodeJS.Signals) => void
  /** Its exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>
  /** Everything it wrote, log and all. */
  output: () => string
  /** The most memory it ever held at a time, in MiB (VmHWM of proc_pid_status(5)). */
  peakMemoryMib: () => number
  /** Where its API is, empty in a process that only delivers. Rejects with what it wrote if it ends instead. */
  ready: () => Promise<string>
}

export type SpawnOptions = {
  nodeArguments?: readonly string[]
  /** A program that runs it, such as `ip netns exec name`; it must not stay in between. */
  wrapper?: readonly string[]
}

const main = new URL('../../packages/server/src/main.ts', import.meta.url).pathname
const readyWithinMs = 60_000

/** Starts a process. Resolves at once: `ready` waits for it. */
export function spawnOffhook(
  env: ProcessEnv,
  { nodeArguments = [], wrapper = [] }: SpawnOptions = {},
): SpawnedOffhook {
  const [program, ...args] = [...wrapper, process.execPath, ...startFlags, ...nodeArguments, main]
  const child = spawn(program, args, {
    // A worker lets webhooks reach loopback, where the receivers of tests are, only if HOST says so.
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', OFFHOOK_API_KEY: processKey, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  // `close` and not `exit`: only then its last lines are here.
  const ended = once(child, 'close').then(() => child.exitCode ?? child.signalCode ?? '')
  const ready = async () => {
    const isReady = until(
      () => /Offhook (is ready|delivers)/.test(output),
      readyWithinMs,
      () => `Offhook is not ready: ${output}`,
    )
    const exit = await Promise.race([ended, isReady])
    if (exit !== undefined) throw new Error(`Offhook ended with ${exit}: ${output}`)
    return /is ready at (\S+)/.exec(output)?.[1] ?? ''
  }
  return {
    pid: child.pid ?? 0,
    signal: (signal) => void child.kill(signal),
    ended,
    output: () => output,
    peakMemoryMib: () =>
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    ready,
  }
}

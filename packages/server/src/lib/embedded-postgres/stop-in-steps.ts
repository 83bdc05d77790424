import { setTimeout as sleep } from 'node:timers/promises'

/** A signal, and how long to wait for its effect before the next one. */
export type StopStep = { signal: NodeJS.Signals; patienceMs: number }

/** Postgres manual, 18.5: fast shutdown, then immediate shutdown (recovers at the next start), then the last resort. */
const serverSteps: readonly StopStep[] = [
  { signal: 'SIGINT', patienceMs: 10_000 },
  { signal: 'SIGQUIT', patienceMs: 5_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
]

/** Ends a server, more and more firmly, until `ended` resolves. A killed server loses nothing that was committed. */
export async function stopInSteps(
  signalServer: (signal: NodeJS.Signals) => void,
  ended: Promise<unknown>,
  steps = serverSteps,
): Promise<void> {
  for (const { signal, patienceMs } of steps) {
    signalServer(signal)
    const timeout = new AbortController()
    const hasEnded = await Promise.race([
      ended.then(() => true),
      sleep(patienceMs, false, { signal: timeout.signal }).catch(() => false),
    ])
    timeout.abort()
    if (hasEnded) return
  }
}

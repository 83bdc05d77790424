import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds of the monotonic clock that all processes of a machine share. */
export function sharedNowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

export type WaitOptions = { everyMs?: number; timeoutMs?: number; describe?: () => string }

/** Waits until the condition holds, and throws what `describe` says when it does not in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { everyMs = 20, timeoutMs = 600_000, describe = () => 'nothing more happened' }: WaitOptions = {},
): Promise<void> {
  const endMs = sharedNowMs() + timeoutMs
  while (!(await condition())) {
    if (sharedNowMs() > endMs) throw new Error(`Waited ${timeoutMs} ms: ${describe()}`)
    await sleep(everyMs)
  }
}

/** The most memory a process has had so far, in MB (VmHWM: proc(5)). */
export function peakMemoryMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6
}

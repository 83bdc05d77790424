import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { callApi, type CallApi } from '../../packages/server/testing/offhook.ts'
import { endLeftPostgres } from './left-postgres.ts'
import { processKey, spawnOffhook, type ProcessEnv, type SpawnedOffhook } from './spawn-offhook.ts'

export { processKey }

/** Offhook as users run it: a process of its own. Killed when the test is over, if it still runs then. */
export type OffhookProcess = SpawnedOffhook & {
  /** Where its API is; empty in a process that only delivers. */
  url: string
  call: CallApi
}

/** Starts a process and resolves once it is ready. Rejects with what it wrote if it ends instead. */
export async function startProcess(
  env: ProcessEnv,
  nodeArguments: readonly string[] = [],
): Promise<OffhookProcess> {
  const offhook = spawnForTest(env, nodeArguments)
  const url = await offhook.ready()
  return { ...offhook, url, call: (method, route, body) => callApi(url, processKey, method, route, body) }
}

/** Runs a process that is expected to end by itself. */
export async function runProcess(env: ProcessEnv): Promise<{ exit: number | string; output: string }> {
  const offhook = spawnForTest(env, [])
  const exit = await offhook.ended
  return { exit, output: offhook.output() }
}

function spawnForTest(env: ProcessEnv, nodeArguments: readonly string[]): SpawnedOffhook {
  const offhook = spawnOffhook(env, { nodeArguments })
  onTestFinished(async ({ task }) => {
    offhook.signal('SIGKILL')
    const exit = await offhook.ended
    if (task.result?.state === 'fail')
      console.error(`Offhook ended with ${exit}: ${offhook.output().slice(-4_000)}`)
  })
  return offhook
}

/** A data directory of its own; removed when the test is over, after the Postgres that a killed process left in it. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'offhook-e2e-'))
  onTestFinished(async () => {
    await endLeftPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  })
  return dataDir
}

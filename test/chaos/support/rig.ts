/** What a run builds up, and takes down again whatever comes of it: processes, directories, namespaces, mounts. */
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from '../../../packages/server/src/lib/embedded-postgres/embedded-postgres.ts'
import {
  spawnOffhook,
  type ProcessEnv,
  type SpawnedOffhook,
  type SpawnOptions,
} from '../../support/spawn-offhook.ts'

export type Rig = {
  /** Has something undone when the run is over; what was made last goes first. */
  defer: (undo: () => Promise<unknown>) => void
  /** A temporary directory that other users may enter, since Postgres may have to run as one. */
  makeDir: () => Promise<string>
  spawn: (env: ProcessEnv, options?: SpawnOptions) => SpawnedOffhook
  /** Compiles Offhook once, so that starting it anew costs a third (measured): for runs that do so many times. */
  compile: () => Promise<void>
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const app = new URL('../../../packages/server/src/app.ts', import.meta.url).href
const encryptionKey = Buffer.alloc(32, 3).toString('base64')

/** Lends a rig to `use`. Also an interrupted run leaves nothing behind. */
export async function withRig<T>(use: (rig: Rig) => Promise<T>): Promise<T> {
  const undos: (() => Promise<unknown>)[] = []
  const undoAll = async () => {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      await undo().catch((error: unknown) => console.error('could not be cleaned up:', error))
    }
  }
  const onInterrupt = () => void undoAll().then(() => process.exit(130))
  process.once('SIGINT', onInterrupt).once('SIGTERM', onInterrupt)
  try {
    return await use(rigOn(undos))
  } finally {
    await undoAll()
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt)
  }
}

function rigOn(undos: (() => Promise<unknown>)[]): Rig {
  const defer = (undo: () => Promise<unknown>) => void undos.push(undo)
  const makeDir = async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'offhook-chaos-'))
    defer(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }))
    await chmod(dir, 0o755)
    return dir
  }
  let cache: ProcessEnv = {}
  return {
    defer,
    makeDir,
    compile: async () => {
      cache = { NODE_COMPILE_CACHE: await makeDir() }
      const script = `await import(${JSON.stringify(app)})`
      await promisify(execFile)(process.execPath, ['--eval', script], { env: cache })
    },
    spawn: (env, options) => {
      const offhook = spawnOffhook(
        { OFFHOOK_LOG_LEVEL: 'warn', OFFHOOK_ENCRYPTION_KEY: encryptionKey, ...cache, ...env },
        options,
      )
      defer(async () => {
        offhook.signal('SIGKILL')
        await offhook.ended
      })
      return offhook
    },
  }
}

/** Offhook's own Postgres, run by this process, which starts it again when it ends by itself. */
export async function startPostgres(rig: Rig): Promise<{ url: string; dataDir: string }> {
  const dataDir = await rig.makeDir()
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
  rig.defer(postgres.stop)
  return { url: postgres.url, dataDir }
}

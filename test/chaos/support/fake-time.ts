import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ProcessEnv } from '../../support/spawn-offhook.ts'

export const fakeTimeLibrary = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'

export type FakeTime = {
  /** What a process needs in its environment to go by this clock. */
  env: ProcessEnv
  /** Moves the clock of the process to so many seconds from the true time; its monotonic clock stays as it is. */
  shiftTo: (seconds: number) => Promise<void>
}

/** A wall clock for one process that can be moved while it runs (libfaketime). `dir` holds its control file. */
export async function createFakeTime(dir: string): Promise<FakeTime> {
  const file = path.join(dir, 'clock')
  const shiftTo = async (seconds: number) => {
    // In one step: half a file would be another time.
    await writeFile(`${file}.new`, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`)
    await rename(`${file}.new`, file)
  }
  await shiftTo(0)
  return {
    env: {
      LD_PRELOAD: fakeTimeLibrary,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    shiftTo,
  }
}

import { execFile } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Rig } from './rig.ts'

const run = promisify(execFile)

export type SmallDisk = {
  dir: string
  /** Takes all the space that is left. */
  fill: () => Promise<void>
  /** Gives back what `fill` took. */
  free: () => Promise<void>
}

/** Mounts a file system of its own, of so many MiB (tmpfs; needs root). */
export async function mountSmallDisk(rig: Rig, sizeMib: number): Promise<SmallDisk> {
  const dir = await rig.makeDir()
  await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=0755`, 'offhook-chaos', dir])
  rig.defer(() => run('umount', ['--lazy', dir]))
  const ballast = path.join(dir, 'ballast')
  return { dir, fill: () => writeUntilFull(ballast), free: () => rm(ballast, { force: true }) }
}

async function writeUntilFull(name: string): Promise<void> {
  const file = await open(name, 'w')
  try {
    for (const size of [1_048_576, 4_096]) {
      const chunk = Buffer.alloc(size)
      while (await hasWritten(() => file.write(chunk)));
    }
  } finally {
    await file.close()
  }
}

/** Whether there was space for it. */
async function hasWritten(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
}

/** What a disk does by itself: every commit waits for it, and a disk shared with others stalls now and then. */
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from './stats.ts'
import { sharedNowMs } from './wait.ts'
import type { Values } from './rounds.ts'

/** Where a benchmark's database may lie: on disk as users have it, or in memory, which leaves the disk out. */
export const places = [
  { name: 'database on disk', folder: tmpdir() },
  { name: 'database in memory', folder: '/dev/shm' },
] as const

const page = Buffer.alloc(8192)
// Rare enough to take nothing from the database: it syncs some thousand times a second.
const pauseMs = 20

/** Adds to what `work` found `syncP99Ms`: the p99 of writing and syncing one page of 8 KB into `folder` meanwhile. */
export async function withSyncTimes(folder: string, work: () => Promise<Values>): Promise<Values> {
  const name = path.join(folder, `offhook-sync-${process.pid}`)
  const file = await open(name, 'w')
  const timesMs: number[] = []
  let isRunning = true
  const probe = async () => {
    while (isRunning) {
      const startMs = sharedNowMs()
      await file.write(page, 0, page.length, 0)
      await file.datasync()
      timesMs.push(sharedNowMs() - startMs)
      await sleep(pauseMs)
    }
  }
  const probing = probe()
  try {
    return { ...(await work()), syncP99Ms: percentile(timesMs, 0.99) }
  } finally {
    isRunning = false
    await probing
    await file.close()
    await rm(name)
  }
}

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireOwnerLock } from './owner-lock.ts'

const WATCH_MS = 200

let dir = ''
let path = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'offhook-lock-'))
  path = join(dir, 'postgres.lock')
})
afterEach(() => rmSync(dir, { recursive: true }))

const acquire = (onLost = () => {}) => acquireOwnerLock(path, { onLost, watchMs: WATCH_MS })

const foreign = JSON.stringify({ pid: 1, processStart: '1', place: 'another container', host: 'web-1' })

describe('the owner lock', () => {
  it('is held by one of many that want it at once, and by the next after its release', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => acquire()))
    const winners = results.filter((result) => result.status === 'fulfilled')
    expect(winners).toHaveLength(1)
    expect(results.find((result) => result.status === 'rejected')?.reason.message).toContain(
      `process ${process.pid}`,
    )
    await winners[0]?.value.release()
    const next = await acquire()
    await next.release()
    expect(readdirSync(dir)).toEqual([])
  })

  it('is taken from a dead owner by one of many', async () => {
    writeFileSync(path, JSON.stringify({ ...JSON.parse(foreign), place: 'x' }))
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => acquire()))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })

  it('is refused while an owner in another container keeps renewing it', async () => {
    writeFileSync(path, foreign)
    let beats = 0
    const beat = setInterval(() => utimesSync(path, ++beats, beats), WATCH_MS / 10)
    await expect(acquire()).rejects.toThrow('process 1 on machine or container web-1')
    clearInterval(beat)
    expect(readFileSync(path, 'utf8')).toBe(foreign)
  })

  it('tells the one that held it once somebody else took it, and is not renewed any more', async () => {
    const lost = Promise.withResolvers<void>()
    const lock = await acquire(lost.resolve)
    writeFileSync(path, foreign)
    utimesSync(path, 1, 1)
    await lost.promise
    expect(statSync(path).mtimeMs).toBe(1_000)
    await lock.release()
  })

  it('is not removed by a release after somebody else took it', async () => {
    const lock = await acquire()
    writeFileSync(path, foreign)
    await lock.release()
    expect(readFileSync(path, 'utf8')).toBe(foreign)
  })
})

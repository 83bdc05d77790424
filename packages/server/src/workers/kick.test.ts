import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createKick } from './kick.ts'

const longMs = 60_000

/** Whether a wait is over by the next turns of the event loop. */
async function isOver(wait: Promise<void>): Promise<boolean> {
  return Promise.race([wait.then(() => true), sleep(20).then(() => false)])
}

describe('a sleeping loop', () => {
  it('wakes when it is kicked', async () => {
    const kick = createKick()
    const wait = kick.wait(longMs)
    expect(await isOver(wait)).toBe(false)
    kick.kick()
    expect(await isOver(wait)).toBe(true)
  })

  it('wakes by itself when its time is over', async () => {
    expect(await isOver(createKick().wait(1))).toBe(true)
  })

  it('does not go to sleep when it was kicked while awake, however often, but does after that', async () => {
    const kick = createKick()
    kick.kick()
    kick.kick()
    expect(await isOver(kick.wait(longMs))).toBe(true)
    const next = kick.wait(longMs)
    expect(await isOver(next)).toBe(false)
    kick.kick()
    await next
  })
})

/** Lets a loop sleep until there is something to do, or a time is over. A kick while it is awake is not lost. */
export type Kick = { kick: () => void; wait: (ms: number) => Promise<void> }

export function createKick(): Kick {
  let isKicked = false
  let wakeUp: (() => void) | undefined
  return {
    kick() {
      isKicked = true
      wakeUp?.()
    },
    async wait(ms) {
      if (!isKicked) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wakeUp = resolve
        const timer = setTimeout(resolve, ms)
        await promise
        clearTimeout(timer)
        wakeUp = undefined
      }
      isKicked = false
    },
  }
}

/** The time, as a parameter. `monotonicMs` never jumps and is only good for differences. */
export type Clock = { now: () => Date; monotonicMs: () => number }

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
}

/** A clock that can be set to another's time, so that all machines agree on the database's. */
export type AdjustableClock = Clock & { set: (now: Date) => void }

/** Starts at the system's time; after `set`, goes on from the time given, whatever jumps the system's clock makes. */
export function createAdjustableClock(base: Clock = systemClock): AdjustableClock {
  let offsetMs = base.now().getTime() - base.monotonicMs()
  return {
    now: () => new Date(base.monotonicMs() + offsetMs),
    monotonicMs: base.monotonicMs,
    set: (now) => {
      offsetMs = now.getTime() - base.monotonicMs()
    },
  }
}

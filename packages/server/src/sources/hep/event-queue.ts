import { setTimeout as sleep } from 'node:timers/promises'
import type { PostedEvent } from '../../events/posted-event.ts'
import { AppError, toError } from '../../lib/errors.ts'
import type { Logger } from '../../lib/log.ts'

/**
 * Events on their way to be accepted, in order: one batch at a time, the next one gathering meanwhile. A batch is
 * tried until it is accepted, so a database that is away costs nothing until the queue is full. Mirrored SIP cannot
 * be asked to wait, so what comes then is dropped and counted.
 */
export type EventQueue = {
  add: (events: readonly PostedEvent[]) => void
  /** Events accepted, events lost (queue full, refused for good, or left at the end), and events waiting. */
  status: () => { accepted: number; dropped: number; waiting: number }
  /** Tries for as long as `graceMs` to get rid of what waits. Nothing may be added afterwards. */
  stop: (graceMs: number) => Promise<void>
}

export type EventQueueOptions = {
  onEvents: (events: PostedEvent[]) => Promise<void>
  log: Logger
  maxWaiting: number
  random: () => number
}

const MAX_BATCH = 1_000
const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5_000

export function createEventQueue(options: EventQueueOptions): EventQueue {
  const waiting: PostedEvent[] = []
  const stopping = new AbortController()
  let inFlight = 0
  let accepted = 0
  let dropped = 0
  let draining: Promise<void> | undefined

  function add(events: readonly PostedEvent[]): void {
    const room = Math.max(0, options.maxWaiting - waiting.length - inFlight)
    waiting.push(...events.slice(0, room))
    dropped += Math.max(0, events.length - room)
    if (waiting.length > 0) draining ??= drain().finally(() => (draining = undefined))
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0 && !stopping.signal.aborted) {
      const batch = waiting.splice(0, MAX_BATCH)
      inFlight = batch.length
      await deliver(batch)
      inFlight = 0
    }
  }

  async function deliver(batch: PostedEvent[]): Promise<void> {
    for (let tries = 0; !stopping.signal.aborted; tries++) {
      try {
        await options.onEvents(batch)
        accepted += batch.length
        return
      } catch (error) {
        if (isForGood(error)) return deliverParts(batch, error)
        options.log.warn(
          { events: batch.length, tries: tries + 1, error: toError(error).message },
          'hep.accept_failed',
        )
        await pause(retryDelayMs(tries, options.random()))
      }
    }
    dropped += batch.length
  }

  /** One event that is refused for good must not take the others of its batch with it. */
  async function deliverParts(batch: PostedEvent[], error: unknown): Promise<void> {
    if (batch.length === 1) {
      dropped++
      options.log.error({ type: batch[0]?.type, error: toError(error).message }, 'hep.event_refused')
      return
    }
    const middle = batch.length >> 1
    await deliver(batch.slice(0, middle))
    await deliver(batch.slice(middle))
  }

  async function pause(delayMs: number): Promise<void> {
    await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  async function stop(graceMs: number): Promise<void> {
    const timer = setTimeout(() => stopping.abort(), graceMs)
    await draining
    clearTimeout(timer)
    stopping.abort()
    dropped += waiting.splice(0).length
  }

  return { add, stop, status: () => ({ accepted, dropped, waiting: waiting.length + inFlight }) }
}

function isForGood(error: unknown): boolean {
  return error instanceof AppError && error.status < 500
}

/** Doubles from 100 ms to 5 s, less up to a half by chance. */
function retryDelayMs(tries: number, random: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** tries) * (1 - random / 2)
}

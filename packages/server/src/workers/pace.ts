/**
 * How many requests one process should have in flight. More than about a hundred fast ones only slow each other down
 * (measured: 2.5x from 32 to 512 connections), but slow receivers must not use up the places of fast ones. So only
 * requests younger than `youngMs` count against the small limit; older ones wait for their receiver and cost little.
 */
export type Pace = {
  /**
   * A ticket when one more request may start now, with a body that takes so many bytes besides what is held anyway. Give it
   * back when the request ends.
   */
  tryStart: (bytes: number) => Ticket | undefined
  finish: (ticket: Ticket, bytes: number) => void
  /** Whether a webhook with this many requests in flight may start one more, with regard to the others and to memory. */
  mayStart: (inFlight: number, bytes: number) => boolean
  /** How many more requests a webhook with this many in flight may start, where others are to start `promised` ones. */
  placesFor: (inFlight: number, promised: number) => number
  /** Call it often: lets requests grow old, which frees places for new ones. `lanes` is how many webhooks have work. */
  tick: (lanes: number) => void
}

/** The batch of requests that started about the same time. */
export type Ticket = { startedMs: number; count: number; isYoung: boolean }

export type PaceOptions = {
  youngLimit: number
  totalLimit: number
  youngMs: number
  monotonicMs: () => number
}

const batchMs = 25
// Large bodies are in memory as long as their request is in flight: 2,000 of a megabyte each would be too much.
const maxBytes = 32 * 1024 * 1024

export function createPace({ youngLimit, totalLimit, youngMs, monotonicMs }: PaceOptions): Pace {
  let batches: Ticket[] = []
  let young = 0
  let total = 0
  let bytesInFlight = 0
  let share = totalLimit

  function currentBatch(): Ticket {
    const nowMs = monotonicMs()
    const last = batches.at(-1)
    if (last !== undefined && nowMs - last.startedMs < batchMs) return last
    const batch = { startedMs: nowMs, count: 0, isYoung: true }
    batches.push(batch)
    return batch
  }

  // The second half of it is likewise for webhooks that have nothing in flight; a single body may be of any size.
  function hasMemory(inFlight: number, bytes: number): boolean {
    if (bytes === 0 || bytesInFlight === 0) return true
    return bytesInFlight + bytes <= (inFlight === 0 ? maxBytes : maxBytes / 2)
  }

  return {
    tryStart(bytes) {
      if (young >= youngLimit || total >= totalLimit) return undefined
      const batch = currentBatch()
      batch.count += 1
      young += 1
      total += 1
      bytesInFlight += bytes
      return batch
    },
    finish(ticket, bytes) {
      ticket.count -= 1
      total -= 1
      bytesInFlight -= bytes
      if (ticket.isYoung) young -= 1
    },
    // The second half of the places is for those that have few, so that some that hang cannot take them all.
    mayStart: (inFlight, bytes) => (total < totalLimit / 2 || inFlight < share) && hasMemory(inFlight, bytes),
    placesFor: (inFlight, promised) =>
      Math.max(0, Math.ceil(totalLimit / 2) - total - promised, Math.ceil(share) - inFlight),
    tick(lanes) {
      share = Math.max(1, totalLimit / (2 * Math.max(1, lanes)))
      const limitMs = monotonicMs() - youngMs
      for (const batch of batches) {
        if (batch.startedMs > limitMs) break
        batch.isYoung = false
        young -= batch.count
      }
      batches = batches.filter((batch) => batch.isYoung)
    },
  }
}

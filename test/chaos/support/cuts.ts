import { keyOf, type Answer, type Arrival, type ChaosReceiver } from './receiver.ts'
import { until } from '../../../packages/server/testing/receiver.ts'

/** One time in which a worker could not reach Postgres, by performance.now(). */
export type Cut = { fromMs: number; untilMs: number; held: ReadonlySet<string> }

/** What an attempt is answered that the worker cannot settle, so that the log tells whether it did. */
export const lateBody = 'answered while the worker was cut off'

const hangMs = 15_000

/**
 * Answers a worker that may be cut off after 0.3 to 1.5 s, so that requests are in flight at the cut, and everyone else
 * quickly. In a cut every third of its requests hangs for far longer than its lease.
 */
export function answerCutOff(random: () => number, address: string, isCut: () => boolean): Answer {
  let count = 0
  return (arrival, response) => {
    if (arrival.from !== address) return void setTimeout(() => response.end('ok'), 5 + random() * 20)
    const finish = () => {
      arrival.isLate = isCut() && !response.closed
      response.end(arrival.isLate ? lateBody : 'ok')
    }
    setTimeout(
      () => {
        count += 1
        if (isCut() && count % 3 === 0) setTimeout(finish, hangMs)
        else finish()
      },
      300 + random() * 1_200,
    )
  }
}

/** Waits until an address sends, which a worker does only with a lease. */
export async function untilSendsFrom({ arrivals }: ChaosReceiver, address: string): Promise<void> {
  const before = arrivals.length
  const hasSent = () => arrivals.slice(before).some(({ from }) => from === address)
  await until(hasSent, 90_000, () => 'the worker that was cut off does not come back')
}

export type Takeovers = {
  /** Sent by the worker that was cut off, and not settled by then. */
  inFlight: number
  /** From the cut to the first of its deliveries that another worker sent, the longest of all cuts. */
  slowestMs: number
  /** Deliveries that both workers had in flight at the same time. */
  overlapping: number
  /** Requests it began after its lease must have ended. */
  sentTooLate: number
}

const leaseMs = 6_000

/** Sets what came against the cuts. `address` is that of the worker that was cut off. */
export function compareCuts(cuts: readonly Cut[], arrivals: readonly Arrival[], address: string): Takeovers {
  const found: Takeovers = { inFlight: 0, slowestMs: 0, overlapping: 0, sentTooLate: 0 }
  const byKey = Map.groupBy(arrivals, keyOf)
  for (const { fromMs, untilMs, held } of cuts) {
    let firstMs = Infinity
    for (const key of held) {
      const all = byKey.get(key) ?? []
      const stale = all.find(({ from, atMs }) => from === address && atMs < untilMs)
      const next = all.find(({ from, atMs }) => from !== address && atMs > fromMs)
      if (stale !== undefined) found.inFlight += 1
      if (next === undefined) continue
      firstMs = Math.min(firstMs, next.atMs - fromMs)
      if (stale !== undefined && (stale.endedAtMs ?? Infinity) > next.atMs) found.overlapping += 1
    }
    found.slowestMs = Math.max(found.slowestMs, firstMs)
    const isTooLate = ({ from, atMs }: Arrival) =>
      from === address && atMs > fromMs + leaseMs && atMs < untilMs
    found.sentTooLate += arrivals.filter(isTooLate).length
  }
  return found
}

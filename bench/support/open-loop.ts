import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { benchEvent } from './backlog.ts'
import { benchKey } from './offhook.ts'
import { percentile } from './stats.ts'
import { sharedNowMs, until } from './wait.ts'
import type { Arrival, Sink } from './sink.ts'
import type { Values } from './rounds.ts'

/** By event: when it was to be posted, and when its 202 came. Bare numbers: objects would cost the garbage collector
 * pauses, which would be measured as if they were Offhook's. */
type Posted = { dueMs: Float64Array; acceptedMs: Float64Array }

export type Load = {
  ratePerSecond: number
  warmUpSeconds: number
  seconds: number
  campaigns: readonly string[]
}

/**
 * Posts single events at a fixed rate whether or not answers come (open loop), and measures each from the moment it was
 * due, so that a stall of anything counts in full. Returns latencies of the time after the warm-up.
 */
export async function measureLatency(apiUrl: string, sink: Sink, load: Load): Promise<Values> {
  await sink.arrivals()
  const posted = await post(apiUrl, load)
  const arrivals = await collect(sink, posted.dueMs.length)
  const measured = arrivals.filter(({ index }) => index >= load.warmUpSeconds * load.ratePerSecond)
  const since = (start: Float64Array) =>
    measured.map(({ index, atMs }) => atMs - (start[index] ?? Number.NaN))
  const fromDue = since(posted.dueMs)
  const fromAccepted = since(posted.acceptedMs)
  return {
    p50Ms: percentile(fromDue, 0.5),
    p99Ms: percentile(fromDue, 0.99),
    maxMs: percentile(fromDue, 1),
    p50FromAnswerMs: percentile(fromAccepted, 0.5),
    p99FromAnswerMs: percentile(fromAccepted, 0.99),
  }
}

async function post(
  apiUrl: string,
  { ratePerSecond, warmUpSeconds, seconds, campaigns }: Load,
): Promise<Posted> {
  const pool = new Pool(apiUrl, { connections: 64 })
  const total = ratePerSecond * (warmUpSeconds + seconds)
  const startMs = sharedNowMs() + 50
  const dueMs = Float64Array.from({ length: total }, (_, index) => startMs + (index * 1000) / ratePerSecond)
  const acceptedMs = new Float64Array(total)
  const failures: unknown[] = []
  let open = total
  for (const [index, due] of dueMs.entries()) {
    while (sharedNowMs() < due) await sleep(1)
    postOne(pool, index, campaigns[index % campaigns.length] ?? '')
      .then(() => (acceptedMs[index] = sharedNowMs()))
      .catch((error: unknown) => failures.push(error))
      .finally(() => (open -= 1))
  }
  await until(() => open === 0, { timeoutMs: 30_000, describe: () => `${open} posts were not answered` })
  await pool.close()
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${total} posts failed`)
  return { dueMs, acceptedMs }
}

/**
 * Through `dispatch`, because what `request` makes for each answer lives until the next full collection: the load would
 * pause 10 to 20 ms every other second.
 */
async function postOne(pool: Pool, index: number, campaign: string): Promise<void> {
  const statusCode = await new Promise<number>((resolve, reject) => {
    let status = 0
    pool.dispatch(
      {
        method: 'POST',
        path: '/v1/events',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${benchKey}` },
        body: JSON.stringify(benchEvent(index, campaign)),
      },
      {
        onRequestStart: () => undefined,
        onResponseData: () => undefined,
        onResponseStart: (_controller, answered) => void (status = answered),
        onResponseEnd: () => resolve(status),
        onResponseError: (_controller, error) => reject(error),
      },
    )
  })
  if (statusCode !== 202) throw new Error(`An event was answered ${statusCode}`)
}

/** The first arrival of each event; all must come. */
async function collect(sink: Sink, count: number): Promise<Arrival[]> {
  const first = new Map<number, Arrival>()
  await until(
    async () => {
      for (const arrival of await sink.arrivals())
        if (!first.has(arrival.index)) first.set(arrival.index, arrival)
      return first.size >= count
    },
    { everyMs: 50, timeoutMs: 30_000, describe: () => `${first.size} of ${count} events came` },
  )
  return [...first.values()]
}

import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { benchEvent } from './backlog.ts'
import { benchKey } from './offhook.ts'
import { percentile } from './stats.ts'
import { sharedNowMs, until } from './wait.ts'
import type { Arrival, Sink } from './sink.ts'
import type { Values } from './rounds.ts'

/** When an event was to be posted, and when its 202 came. */
type Posted = { dueMs: number; acceptedMs: number }

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
  const arrivals = await collect(sink, posted.length)
  const measured = arrivals.filter(({ index }) => index >= load.warmUpSeconds * load.ratePerSecond)
  const since = (start: (each: Posted) => number) =>
    measured.map(
      ({ index, atMs }) => atMs - start(posted[index] ?? { dueMs: Number.NaN, acceptedMs: Number.NaN }),
    )
  const fromDue = since((each) => each.dueMs)
  const fromAccepted = since((each) => each.acceptedMs)
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
): Promise<Posted[]> {
  const pool = new Pool(apiUrl, { connections: 64 })
  const total = ratePerSecond * (warmUpSeconds + seconds)
  const startMs = sharedNowMs() + 50
  const posted: Posted[] = []
  const sending: Promise<void>[] = []
  for (let index = 0; index < total; index += 1) {
    const dueMs = startMs + (index * 1000) / ratePerSecond
    while (sharedNowMs() < dueMs) await sleep(1)
    const entry = { dueMs, acceptedMs: Number.NaN }
    posted.push(entry)
    const campaign = campaigns[index % campaigns.length] ?? ''
    sending.push(postOne(pool, index, campaign).then(() => void (entry.acceptedMs = sharedNowMs())))
  }
  await Promise.all(sending)
  await pool.close()
  return posted
}

async function postOne(pool: Pool, index: number, campaign: string): Promise<void> {
  const response = await pool.request({
    method: 'POST',
    path: '/v1/events',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${benchKey}` },
    body: JSON.stringify(benchEvent(index, campaign)),
  })
  await response.body.dump()
  if (response.statusCode !== 202) throw new Error(`An event was answered ${response.statusCode}`)
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

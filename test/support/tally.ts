import { onTestFinished } from 'vitest'
import { openDb, type Db } from '../../packages/server/src/lib/db.ts'
import type { Received } from '../../packages/server/testing/receiver.ts'
import type { Posted } from './load.ts'

/** What arrived, set against what was accepted. All but `accepted` count deliveries: events times webhooks. */
export type Tally = { accepted: number; delivered: number; duplicates: number; lost: number }

/** Compares a load with what came under each webhook's path. */
export function tally(posted: Posted, received: readonly Received[], paths: readonly string[]): Tally {
  const accepted = [...posted.calls.values()].flat()
  const arrived = distinct(received)
  const lost = paths.flatMap((path) => accepted.filter((id) => !arrived.has(`${path} ${id}`)))
  return {
    accepted: accepted.length,
    delivered: arrived.size,
    duplicates: received.length - arrived.size,
    lost: lost.length,
  }
}

/** Which deliveries came at least once. */
export function distinct(received: readonly Received[]): Set<string> {
  return new Set(received.map(({ path, headers }) => `${path} ${String(headers['webhook-id'])}`))
}

/** Calls of which an event came under the path after a later one had come. */
export function outOfOrder(posted: Posted, received: readonly Received[], path: string): string[] {
  const places = new Map(
    [...posted.calls].flatMap(([callId, ids]) => ids.map((id, place) => [id, { callId, place }] as const)),
  )
  const latest = new Map<string, number>()
  const wrong = new Set<string>()
  for (const request of received.filter((each) => each.path === path)) {
    const known = places.get(String(request.headers['webhook-id']))
    if (known === undefined) continue
    if (known.place < (latest.get(known.callId) ?? 0)) wrong.add(known.callId)
    latest.set(known.callId, known.place)
  }
  return [...wrong]
}

/** What the log says of all deliveries; `unlogged` are delivered ones without the attempt that delivered them. */
export type DeliveryLog = { pending: number; delivered: number; undelivered: number; unlogged: number }

/** Reads the log of a database over one connection, which is closed when the test is over. */
export function openDeliveryLog(databaseUrl: string): () => Promise<DeliveryLog> {
  const options = { url: databaseUrl, maxConnections: 1, applicationName: 'test' }
  const db = openDb(options, () => undefined)
  onTestFinished(db.close)
  return () => readDeliveryLog(db)
}

/** Reads the log as it stands. */
export async function readDeliveryLog({ pool }: Db): Promise<DeliveryLog> {
  const { rows } = await pool.query<DeliveryLog>(`
    select (select count(*)::int from pending_deliveries) as pending,
           count(*) filter (where status = 'delivered')::int as delivered,
           count(*) filter (where status <> 'delivered')::int as undelivered,
           count(*) filter (where status = 'delivered' and not exists (
             select from attempts a where a.delivery_id = d.id and a.is_success))::int as unlogged
      from finished_deliveries d`)
  return rows[0] ?? { pending: 0, delivered: 0, undelivered: 0, unlogged: 0 }
}

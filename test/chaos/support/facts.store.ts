import { openDb, type Db } from '../../../packages/server/src/lib/db.ts'
import { until } from '../../../packages/server/testing/receiver.ts'
import type { Rig } from './rig.ts'

/** A look into the database from outside of Offhook. */
export function openFacts(rig: Rig, url: string): Db {
  const db = openDb({ url, maxConnections: 2, applicationName: 'chaos' }, () => undefined)
  rig.defer(db.close)
  return db
}

export type Due = { webhookId: string; eventId: string }

/** What is due for the workers of these processes: some of it is in flight, the rest waits its turn. */
export async function readDue(db: Db, pids: readonly number[]): Promise<Due[]> {
  const { rows } = await db.pool.query<Due>(
    `select d.webhook_id as "webhookId", d.event_id as "eventId"
       from pending_deliveries d
       join shards s on s.shard = get_byte(uuid_send(d.webhook_id), 15)
       join workers w on w.id = s.worker_id
      where split_part(w.name, ':', 2)::int = any($1) and d.due_at <= now()`,
    [pids],
  )
  return rows
}

/** Ends every other connection of Offhook, in the middle of whatever it does. Returns how many there were. */
export async function cutConnections(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ cut: number }>(
    `select count(pg_terminate_backend(pid))::int as cut from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name like 'offhook%'`,
  )
  return rows[0]?.cut ?? 0
}

/** How many deliveries have been made, by the log. */
export async function countDelivered(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `select count(*)::int as count from finished_deliveries where status = 'delivered'`,
  )
  return rows[0]?.count ?? 0
}

/** Events of a load without all of their deliveries, and deliveries or bodies without their event. */
export async function countHalfWritten(db: Db, webhooks: number): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `with deliveries as (select event_id, payload_id from pending_deliveries
                         union all select event_id, payload_id from finished_deliveries)
     select (select count(*) from events e
              where e.type = 'call.transcript' and (select count(*) from deliveries d where d.event_id = e.id) <> $1)
          + (select count(*) from deliveries d
              where not exists (select from events e where e.id = d.event_id)
                 or not exists (select from payloads p where p.id = d.payload_id))
          + (select count(*) from payloads p where not exists (select from events e where e.id = p.event_id))
          as count`,
    [webhooks],
  )
  return rows[0]?.count ?? 0
}

/** How many attempts the log holds, and how many answers with this body. */
export async function countAttempts(
  db: Db,
  body: string,
): Promise<{ all: number; withBody: number; mostOfOne: number }> {
  const { rows } = await db.pool.query<{ all: number; withBody: number; mostOfOne: number }>(
    `select count(*)::int as all, (count(*) filter (where response_body = $1))::int as "withBody",
            coalesce(max(number), 0) as "mostOfOne" from attempts`,
    [body],
  )
  return rows[0] ?? { all: 0, withBody: 0, mostOfOne: 0 }
}

/** Has every commit of a primary wait for its standby (named `standby`) from now on; the standby itself has none. */
export async function waitForStandby(db: Db): Promise<void> {
  await db.pool.query(`alter system set synchronous_standby_names = 'standby'`)
  await db.pool.query('select pg_reload_conf()')
  await until(async () => {
    const { rowCount } = await db.pool.query(`select from pg_stat_replication where sync_state = 'sync'`)
    return rowCount === 1
  })
}

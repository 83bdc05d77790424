import type pg from 'pg'
import type { Db } from '../lib/db.ts'
import type { ProcessIdentity } from '../lib/embedded-postgres/process-identity.ts'

/** How long a worker that cannot renew its lease still counts as living. */
export const leaseMs = 6_000

// A renewal that takes longer is as good as failed; the next one may go over another connection.
const renewTimeoutMs = 2_000

/** Registers a worker, with what names its process for good where the end of that is to be seen. */
export async function insertWorker(
  db: Db,
  workerId: string,
  name: string,
  process: ProcessIdentity | null = null,
): Promise<void> {
  await db.pool.query(
    `insert into workers (id, name, process, leased_until) values ($1, $2, $3, now() + $4 * interval '1 ms')`,
    [workerId, name, process === null ? null : JSON.stringify(process), leaseMs],
  )
}

/** The workers that told which process they run in. */
export async function listProcesses(db: Db): Promise<{ id: string; name: string; process: string }[]> {
  const { rows } = await db.pool.query<{ id: string; name: string; process: string }>(
    'select id, name, process from workers where process is not null',
  )
  return rows
}

/** Renews the lease. Returns the database's time, or undefined when others have reaped this worker meanwhile. */
export async function renewLease(db: Db, workerId: string): Promise<Date | undefined> {
  const { rows } = await db.pool.query<{ now: Date }>({
    name: 'renew-lease',
    text: `update workers set leased_until = now() + $2 * interval '1 ms' where id = $1 returning now() as now`,
    values: [workerId, leaseMs],
    query_timeout: renewTimeoutMs,
  } as pg.QueryConfig)
  return rows[0]?.now
}

/**
 * Takes dead workers off the list and frees their shards; returns how many died. The first step waits for settles of
 * theirs that are under way, so nobody claims what is about to be settled.
 */
export async function reapWorkers(db: Db): Promise<number> {
  const dead = await db.pool.query({ name: 'reap', text: 'delete from workers where leased_until < now()' })
  await db.pool.query({
    name: 'free-shards',
    text: `update shards set worker_id = null
            where worker_id is not null and worker_id <> all(array(select id from workers))`,
  })
  return dead.rowCount ?? 0
}

/** Who holds which shard, and how many workers live. */
export async function readShards(
  db: Db,
): Promise<{ owners: Map<number, string | null>; livingWorkers: number }> {
  const { rows } = await db.pool.query<{ shard: number; workerId: string | null; living: number }>({
    name: 'read-shards',
    text: `select shard, worker_id as "workerId", (select count(*) from workers where leased_until > now()) as living
             from shards order by shard`,
  })
  return {
    owners: new Map(rows.map((row) => [row.shard, row.workerId])),
    livingWorkers: rows[0]?.living ?? 0,
  }
}

/** Takes over shards that nobody holds; returns those that it got. */
export async function takeShards(db: Db, workerId: string, shards: readonly number[]): Promise<number[]> {
  const { rows } = await db.pool.query<{ shard: number }>({
    name: 'take-shards',
    text: `update shards set worker_id = $1 where shard = any($2::smallint[]) and worker_id is null returning shard`,
    values: [workerId, shards],
  })
  return rows.map((row) => row.shard)
}

export async function releaseShards(db: Db, workerId: string, shards: readonly number[]): Promise<void> {
  await db.pool.query({
    name: 'release-shards',
    text: `update shards set worker_id = null where worker_id = $1 and shard = any($2::smallint[])`,
    values: [workerId, shards],
  })
}

/** Takes a worker off the list that has stopped, after which others may have its shards. */
export async function removeWorker(db: Db, workerId: string): Promise<void> {
  await db.pool.query('delete from workers where id = $1', [workerId])
  await db.pool.query('update shards set worker_id = null where worker_id = $1', [workerId])
}

import type pg from 'pg'
import type { Db } from '../lib/db.ts'
import type { ProcessIdentity } from '../lib/embedded-postgres/process-identity.ts'

/** How long a worker that cannot renew its lease still counts as living. */
export const leaseMs = 6_000

// What takes longer is as good as failed; the next time it may go over another connection.
const answerMs = 2_000

/** Asks the database, and does not wait longer than a lease can spare: the host may have vanished without a word. */
function ask<Row extends pg.QueryResultRow>(
  db: Db,
  query: { name: string; text: string; values?: unknown[] },
): Promise<pg.QueryResult<Row>> {
  return db.pool.query<Row>({ ...query, query_timeout: answerMs } as pg.QueryConfig)
}

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

/**
 * Renews the lease. One that is leaving is not counted on by the others. Returns the database's time, or undefined when
 * others have reaped this worker meanwhile.
 */
export async function renewLease(db: Db, workerId: string, isLeaving: boolean): Promise<Date | undefined> {
  const { rows } = await ask<{ now: Date }>(db, {
    name: 'renew-lease',
    text: `update workers set leased_until = now() + $2 * interval '1 ms', is_leaving = $3 where id = $1
           returning now() as now`,
    values: [workerId, leaseMs, isLeaving],
  })
  return rows[0]?.now
}

/**
 * Takes dead workers off the list and frees their shards; returns how many died. The first step waits for settles of
 * theirs that are under way, so nobody claims what is about to be settled.
 */
export async function reapWorkers(db: Db): Promise<number> {
  const dead = await ask(db, { name: 'reap', text: 'delete from workers where leased_until < now()' })
  await ask(db, {
    name: 'free-shards',
    text: `update shards set worker_id = null
            where worker_id is not null and worker_id <> all(array(select id from workers))`,
  })
  return dead.rowCount ?? 0
}

/** Who holds which shard, and how many workers live that are not about to leave. */
export async function readShards(
  db: Db,
): Promise<{ owners: Map<number, string | null>; stayingWorkers: number }> {
  const { rows } = await ask<{ shard: number; workerId: string | null; staying: number }>(db, {
    name: 'read-shards',
    text: `select shard, worker_id as "workerId",
                  (select count(*) from workers where leased_until > now() and not is_leaving) as staying
             from shards order by shard`,
  })
  return {
    owners: new Map(rows.map((row) => [row.shard, row.workerId])),
    stayingWorkers: rows[0]?.staying ?? 0,
  }
}

/** Takes over shards that nobody holds; returns those that it got. */
export async function takeShards(db: Db, workerId: string, shards: readonly number[]): Promise<number[]> {
  const { rows } = await ask<{ shard: number }>(db, {
    name: 'take-shards',
    text: `update shards set worker_id = $1 where shard = any($2::smallint[]) and worker_id is null returning shard`,
    values: [workerId, shards],
  })
  return rows.map((row) => row.shard)
}

export async function releaseShards(db: Db, workerId: string, shards: readonly number[]): Promise<void> {
  await ask(db, {
    name: 'release-shards',
    text: `update shards set worker_id = null where worker_id = $1 and shard = any($2::smallint[])`,
    values: [workerId, shards],
  })
}

/** Takes a worker off the list that has stopped, after which others may have its shards. */
export async function removeWorker(db: Db, workerId: string): Promise<void> {
  await ask(db, { name: 'remove-worker', text: 'delete from workers where id = $1', values: [workerId] })
  await ask(db, {
    name: 'free-own-shards',
    text: 'update shards set worker_id = null where worker_id = $1',
    values: [workerId],
  })
}

import type { Db, Tx } from '../lib/db.ts'
import { countText, figures, keysOf, sumsOf, type Figure } from '../deliveries/stats-figures.store.ts'
import { halfHour, minute, type Counted } from '../deliveries/stats-parts.ts'

// So long after a bucket has ended, results of requests that began in it may come: a request takes a minute at most, and a
// worker whose result comes later than its lease of six seconds is not heard.
const settledMs = 120_000

// Minutes are for the last hour, and for what is in no half hour yet.
const minutesKeptMs = 2 * 3_600_000

/**
 * Counts the figures of the next bucket of each length from the log, by the database's clock. Whether there was one: then
 * there may be more. Several processes can do it at once.
 */
export async function countNext(db: Db): Promise<boolean> {
  const hasMinute = await countNextOf(db, minute)
  const hasHalfHour = await countNextOf(db, halfHour)
  return hasMinute || hasHalfHour
}

type State = Counted & { now: Date }

async function countNextOf(db: Db, bucketSeconds: number): Promise<boolean> {
  const seen = await readState(db.pool, bucketSeconds)
  if (seen === undefined) await begin(db, bucketSeconds)
  if (seen === undefined || !(isDue(seen, bucketSeconds) || isAhead(seen))) return false
  return db.transaction(async (tx) => {
    // Whoever counts it already, or takes something out (see lockStats), goes on undisturbed.
    const locked = await readState(tx, bucketSeconds, 'for update skip locked')
    if (locked === undefined) return false
    if (isAhead(locked)) await goBack(tx, bucketSeconds, locked)
    else if (isDue(locked, bucketSeconds)) await countBucket(tx, bucketSeconds, locked)
    return true
  })
}

async function readState(
  from: Db['pool'] | Tx,
  bucketSeconds: number,
  lock = '',
): Promise<State | undefined> {
  const { rows } = await from.query<State>(
    `select since, until, now() as now from stats_spans where bucket_seconds = $1 ${lock}`,
    [bucketSeconds],
  )
  return rows[0]
}

/** Nothing in the log is older than the first account. */
async function begin({ pool }: Db, bucketSeconds: number): Promise<void> {
  await pool.query(
    `insert into stats_spans (bucket_seconds, since, until)
     select $1::int, start, start
       from (select date_bin($1::int * interval '1 second', greatest(min(created_at),
                      now() - max(retention_days) * interval '1 day'), 'epoch') as start from accounts) a
      where start is not null
         on conflict do nothing`,
    [bucketSeconds],
  )
}

function isDue({ until, now }: State, bucketSeconds: number): boolean {
  return until.getTime() + bucketSeconds * 1_000 + settledMs <= now.getTime()
}

/** The database's clock was set back: what was counted of the time that comes again is counted again. */
const isAhead = ({ until, now }: State) => until > now

async function goBack(tx: Tx, bucketSeconds: number, { since, now }: State): Promise<void> {
  const bucketMs = bucketSeconds * 1_000
  const until = new Date(Math.floor((now.getTime() - settledMs) / bucketMs - 1) * bucketMs)
  for (const { table } of figures)
    await tx.query(`delete from ${table} where bucket_seconds = $1 and at >= $2`, [bucketSeconds, until])
  await moveTo(tx, bucketSeconds, { since: since < until ? since : until, until })
}

async function moveTo(tx: Tx, bucketSeconds: number, { since, until }: Counted): Promise<void> {
  await tx.query('update stats_spans set since = $2, until = $3 where bucket_seconds = $1', [
    ...[bucketSeconds, since, until],
  ])
}

async function countBucket(tx: Tx, bucketSeconds: number, state: State): Promise<void> {
  const { from, since, until } = nextBucket(state, bucketSeconds)
  for (const figure of figures) await count(tx, figure, bucketSeconds, from, until)
  for (const { table } of figures)
    await tx.query(`delete from ${table} where bucket_seconds = $1 and at < $2`, [bucketSeconds, since])
  await moveTo(tx, bucketSeconds, { since, until })
}

/** Half hours are kept as long as the log. Minutes that nobody will look at are passed over, after a long stop. */
function nextBucket({ since, until, now }: State, bucketSeconds: number): Counted & { from: Date } {
  const bucketMs = bucketSeconds * 1_000
  const keptMs = bucketSeconds === minute ? minutesKeptMs : Infinity
  const keptFromMs = Math.floor((now.getTime() - keptMs) / bucketMs) * bucketMs
  const fromMs = Math.max(until.getTime(), keptFromMs)
  const sinceMs = fromMs > until.getTime() ? fromMs : Math.max(since.getTime(), keptFromMs)
  return { from: new Date(fromMs), since: new Date(sinceMs), until: new Date(fromMs + bucketMs) }
}

async function count(tx: Tx, figure: Figure, bucketSeconds: number, from: Date, until: Date): Promise<void> {
  const names = [...keysOf(figure), ...sumsOf(figure)].join(', ')
  const places = { seconds: '$1::int', from: '$2', until: '$3' }
  await tx.query(
    `insert into ${figure.table} (bucket_seconds, account_id, at, ${names})
     select $1::int, account_id, at, ${names} from (${countText(figure, places)}) fresh`,
    [bucketSeconds, from, until],
  )
}

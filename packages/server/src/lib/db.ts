import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { databaseHosts } from './database-hosts.ts'
import { AppError, errorCode, toError } from './errors.ts'
import type { Tables } from './tables.ts'

// Counters and numbers stay far below 2^53, so int8 may come as a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** One connection inside a transaction, for hand-written statements. */
export type Tx = pg.ClientBase

/** A statement with its values, ready to be sent. */
export type Statement = { name?: string; text: string; values: unknown[] }

/** The database: `query` for hand-written statements (hot paths), `kysely` for everything that is composed. */
export type Db = {
  pool: pg.Pool
  kysely: Kysely<Tables>
  /**
   * Runs the function in one transaction; a throw rolls back. `last` makes what is written last: it is sent together
   * with the commit, so only Postgres can refuse it.
   */
  transaction: <T>(run: (tx: Tx) => Promise<T>, last?: (result: T) => readonly Statement[]) => Promise<T>
  close: () => Promise<void>
}

/** Kysely on the connection of a transaction that is open already, so that composed queries can be part of it. */
export function kyselyIn(tx: Tx): Kysely<Tables> {
  const client = { query: tx.query.bind(tx), release: () => undefined }
  // Kysely asks for a pool; this one has the transaction's connection only, and never closes it.
  const pool = { connect: async () => client, end: async () => undefined }
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: pool as never }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

export type DbOptions = {
  url: string
  maxConnections: number
  applicationName: string
  /** How long a statement may take before its connection counts as lost; no limit unless given. */
  queryTimeoutMs?: number
  /** How long a statement may take before Postgres itself gives it up (state 57014); no limit unless given. */
  statementTimeoutMs?: number
  /**
   * For statements that look a few rows up by their keys, again and again: Postgres plans each once and not anew for each set
   * of values, and never by reading a table through. Planning a settle over 36 partitions took 0.8 ms, running it 0.25 ms
   * (measured); and a plan made while the queue is empty would take it for a small table for as long as it is kept.
   */
  plansOnce?: boolean
}

const planOnceText = `
  set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off`

/** Opens a pool. Nothing is connected until the first query. `onError` hears of idle connections that broke. */
export function openDb(options: DbOptions, onError: (error: Error) => void): Db {
  const hosts = databaseHosts(options.url)
  if (hosts === null) throw new Error('This is not the URL of a Postgres database')
  const prepare = async (client: pg.ClientBase) => {
    await hosts.refuseStandby(client)
    if (options.plansOnce === true) await client.query(planOnceText)
  }
  const pool = new pg.Pool({
    Client: hosts.Client,
    verify: (client, done) => void prepare(client).then(() => done(), done),
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // Statements of a transaction that need not wait for each other share a round trip.
    pipeline: true,
    ...(options.queryTimeoutMs === undefined ? {} : { query_timeout: options.queryTimeoutMs }),
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
  })
  let isClosed = false
  // `end` of the pool resolves before its connections have ended, which a Postgres that is stopped next ends in its own way.
  pool.on('error', (error) => {
    if (!isClosed) onError(error)
  })
  // A connection that breaks between two statements of a transaction tells so here alone; unheard, it ends the process.
  // The next statement on it fails, so nobody else needs to know.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: withoutLostClients(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    pool,
    kysely,
    transaction: (run, last) => inTransaction(pool, run, last),
    close: async () => {
      isClosed = true
      await kysely.destroy()
    },
  }
}

/** Kysely gives its connections back whatever happened to them: one that no longer answers must not be used again. */
function withoutLostClients(pool: pg.Pool): PostgresPool {
  const connect = async () => {
    const client = await pool.connect()
    let lost: Error | undefined
    const query = async (text: string, values: readonly unknown[]) => {
      try {
        return await client.query(text, [...values])
      } catch (error) {
        if (isDatabaseAway(error)) lost = toError(error)
        throw error
      }
    }
    return { query, release: () => client.release(lost) }
  }
  // A cursor is the other thing a client can be asked for; nobody here does.
  return { connect, end: () => pool.end(), options: pool.options } as unknown as PostgresPool
}

/** Resolves when the database answers. */
export async function ping(db: Db): Promise<void> {
  await db.pool.query('select 1')
}

async function inTransaction<T>(
  pool: pg.Pool,
  run: (tx: Tx) => Promise<T>,
  last?: (result: T) => readonly Statement[],
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const [, result] = await Promise.all([client.query('begin'), run(client)])
    // Made before any of it is sent. After a statement that failed, a commit rolls back.
    const statements = last?.(result) ?? []
    await Promise.all([...statements, { text: 'commit' }].map((statement) => client.query(statement)))
    return result
  } catch (error) {
    broken = isDatabaseAway(error) ? toError(error) : await rollBack(client)
    throw error
  } finally {
    client.release(broken)
  }
}

/** What is wrong with the connection, if it cannot even roll back. */
async function rollBack(client: pg.ClientBase): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return toError(error)
  }
}

// Classes 08 (connection), 53 (resources, disk full among them), 57P (shutdown), 58 (system) and 25006 (read only:
// a primary that became a standby), by https://www.postgresql.org/docs/current/errcodes-appendix.html
const unavailableStates = /^(08|53|57P|58|25006)/
const unavailableMessages =
  /connection terminated|not queryable|timeout exceeded|read timeout|ECONN|EHOST|ENET|EADDRNOTAVAIL|connect ENOENT|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND/i

/** Whether an error says that Postgres is away or cannot write at the moment, so that the same call may work later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = errorCode(error)
  return unavailableStates.test(code) || unavailableMessages.test(`${code} ${error.message}`)
}

/** Turns the errors of an absent or overtaxed database into a 503 for the caller; all others stay as they are. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof AppError) return error
  if (isGivenUp(error)) {
    const detail = 'This took the database too long and was given up. Narrow the search, or try again later.'
    return new AppError('unavailable', detail, { cause: error })
  }
  if (!isDatabaseAway(error)) return error
  return new AppError('unavailable', unavailableDetail(error), { cause: error })
}

// query_canceled, which is how a statement_timeout shows.
const givenUpState = '57014'

/** Whether Postgres gave a statement up because it took too long. */
export function isGivenUp(error: unknown): boolean {
  return errorCode(error) === givenUpState
}

const diskFullState = '53100'

function unavailableDetail(error: unknown): string {
  if (errorCode(error) === diskFullState)
    return 'The database has no space left on its disk. Try again later.'
  return 'The database cannot be reached or cannot write at the moment. Try again.'
}

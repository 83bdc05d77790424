import { sql, type Kysely, type Selectable } from 'kysely'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import type { PageRequest } from '../lib/page.ts'
import type { NumberImportsTable, Tables } from '../lib/tables.ts'

/** An upload of numbers: what it has done so far, or how it ended. */
export type NumberImport = Omit<Selectable<NumberImportsTable>, 'accountId' | 'status'> & {
  status: 'running' | 'completed' | 'failed'
}

export type RefusedRow = { rowNumber: number; reason: string; value: string }
export type Progress = { rowsRead: number; added: number; duplicates: number; refused: number }

export async function insertImport(
  db: Db,
  accountId: string,
  row: { id: string; campaignId: string },
): Promise<void> {
  await db.kysely
    .insertInto('numberImports')
    .values({ ...row, accountId, status: 'running' })
    .execute()
}

export async function updateImport(
  db: Kysely<Tables>,
  accountId: string,
  id: string,
  change: Partial<Progress> & { status?: NumberImport['status']; detail?: string; ignoredColumns?: string[] },
): Promise<void> {
  const isEnd = change.status !== undefined && change.status !== 'running'
  await db
    .updateTable('numberImports')
    .set({ ...change, ...(isEnd ? { finishedAt: sql<Date>`clock_timestamp()` } : {}) })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .execute()
}

export async function insertRefusedRows(
  tx: Kysely<Tables>,
  accountId: string,
  importId: string,
  rows: readonly RefusedRow[],
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('refusedRows')
    .values(rows.map((row) => ({ ...row, accountId, importId })))
    .execute()
}

export async function getImport(
  db: Db,
  accountId: string,
  campaignId: string,
  id: string,
): Promise<NumberImport> {
  const row = await db.kysely
    .selectFrom('numberImports')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found', `The campaign has no import with the id ${id}.`)
  return toImport(row)
}

/** Newest first, one row more than asked for. */
export async function listImports(
  db: Db,
  accountId: string,
  campaignId: string,
  page: PageRequest,
): Promise<NumberImport[]> {
  let query = db.kysely
    .selectFrom('numberImports')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('campaignId', '=', campaignId)
  if (page.cursor !== undefined) query = query.where('id', '<', page.cursor)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return rows.map(toImport)
}

/**
 * Begins the transaction of an upload. Its lock is held until the end: whoever can take it knows that the upload runs no
 * more. It may wait for the next rows longer than the database lets others be idle: how slow is too slow, the API says.
 */
export async function beginImport(tx: Kysely<Tables>, id: string): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtext('offhook import ' || ${id})),
           set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx)
}

/** Uploads whose process ended before it could say so. Their rows were rolled back with their transaction. */
export async function failLostImports(db: Db): Promise<void> {
  await db.pool.query(
    `with running as materialized (select id from number_imports where status = 'running')
     update number_imports i
        set status = 'failed', finished_at = now(), added = 0, duplicates = 0, refused = 0,
            detail = 'Offhook or its database was stopped while the upload ran. Nothing was added.'
       from running r
      where i.id = r.id and i.status = 'running'
        and pg_try_advisory_xact_lock(hashtext('offhook import ' || r.id))`,
  )
}

/** Refused rows in the order of the file, after a row number; one more than asked for. */
export async function listRefusedRows(
  db: Db,
  accountId: string,
  importId: string,
  page: { afterRow: number; limit: number },
): Promise<RefusedRow[]> {
  return db.kysely
    .selectFrom('refusedRows')
    .select(['rowNumber', 'reason', 'value'])
    .where('accountId', '=', accountId)
    .where('importId', '=', importId)
    .where('rowNumber', '>', page.afterRow)
    .orderBy('rowNumber')
    .limit(page.limit + 1)
    .execute()
}

function toImport({ accountId: _, ...row }: Selectable<NumberImportsTable>): NumberImport {
  return { ...row, status: row.status as NumberImport['status'] }
}

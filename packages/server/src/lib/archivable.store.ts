import { sql, type Kysely, type Selectable } from 'kysely'
import type { PageRequest } from './page.ts'
import type { Tables } from './tables.ts'

/** Tables whose rows are put away instead of deleted, because what is over still names them. */
export type ArchivableTable = 'agents' | 'callflows' | 'channels' | 'phoneSystems'
export type ArchivableRow<Table extends ArchivableTable> = Selectable<Tables[Table]>

/** By id, archived ones only when asked for; one row more than asked for. */
export async function listRows<Table extends ArchivableTable>(
  db: Kysely<Tables>,
  table: Table,
  accountId: string,
  filter: { isArchived?: boolean | undefined },
  page: PageRequest,
): Promise<ArchivableRow<Table>[]> {
  let query = db
    .selectFrom<ArchivableTable>(table)
    .selectAll()
    .where('accountId', '=', accountId)
    .where('archivedAt', filter.isArchived === true ? 'is not' : 'is', null)
  if (page.cursor !== undefined) query = query.where('id', '>', page.cursor)
  const rows = await query
    .orderBy('id')
    .limit(page.limit + 1)
    .execute()
  return rows as ArchivableRow<Table>[]
}

/** The row, archived or not; when asked for, locked against other changes until the transaction ends. */
export async function findRow<Table extends ArchivableTable>(
  db: Kysely<Tables>,
  table: Table,
  accountId: string,
  id: string,
  lock?: 'forChange',
): Promise<ArchivableRow<Table> | undefined> {
  let query = db
    .selectFrom<ArchivableTable>(table)
    .selectAll()
    .where('accountId', '=', accountId)
    .where('id', '=', id)
  if (lock !== undefined) query = query.forNoKeyUpdate()
  const row = await query.executeTakeFirst()
  return row as ArchivableRow<Table> | undefined
}

/** Sets the columns and returns the row as it is then; undefined when there is none or it is archived. */
export async function changeRow<Table extends ArchivableTable>(
  tx: Kysely<Tables>,
  table: Table,
  accountId: string,
  id: string,
  columns: Partial<Omit<ArchivableRow<Table>, 'accountId' | 'id'>>,
): Promise<ArchivableRow<Table> | undefined> {
  const row = await tx
    .updateTable<ArchivableTable>(table)
    .set({ ...columns, updatedAt: sql`now()` })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('archivedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row as ArchivableRow<Table> | undefined
}

/** What brings a row back that was put away, beside the columns that are new to it. */
export const revived = { archivedAt: null, updatedAt: sql<Date>`now()` }

/** Puts the row away, unless it is already; false when there is none. */
export async function archiveRow(
  tx: Kysely<Tables>,
  table: ArchivableTable,
  accountId: string,
  id: string,
): Promise<boolean> {
  const row = await tx
    .updateTable<ArchivableTable>(table)
    .set({ archivedAt: sql`coalesce(archived_at, now())` })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

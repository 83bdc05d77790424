import { AppError } from './errors.ts'

/** One page of a list. `nextCursor` goes into the next call's `cursor`; null on the last page. */
export type Page<T> = { data: T[]; nextCursor: string | null }

/** Where a page begins and how long it is. */
export type PageRequest = { cursor?: string | undefined; limit: number }

/** Makes a page of rows that were asked for with `limit + 1`: the extra row says that there is more. */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  show: (row: Row) => T,
): Page<T> {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { data: kept.map(show), nextCursor: hasMore ? encodeCursor(keyOf(last)) : null }
}

/** The same for rows that are sorted by their id and shown as they are. */
export function toPageById<Row extends { id: string }>(rows: readonly Row[], limit: number): Page<Row> {
  return toPage(
    rows,
    limit,
    (row) => row.id,
    (row) => row,
  )
}

/** An opaque cursor from the sort key of the last row shown. */
export function encodeCursor(key: string): string {
  return Buffer.from(key).toString('base64url')
}

/** The sort key inside a cursor; throws `invalid_cursor` unless it has the form that `isKey` knows. */
export function decodeCursor(cursor: string, isKey: (key: string) => boolean): string {
  const key = Buffer.from(cursor, 'base64url').toString()
  // Postgres cannot hold U+0000, so it is in no key.
  if (key.includes('\0') || !isKey(key)) {
    throw new AppError('invalid_cursor', 'Take the cursor from nextCursor of the page before, unchanged.', {
      fields: [{ path: 'cursor', message: 'is not a cursor of this list' }],
    })
  }
  return key
}

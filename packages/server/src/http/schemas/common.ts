import { z } from 'zod'
import { AppError } from '../../lib/errors.ts'
import { isId } from '../../lib/ids.ts'
import { decodeCursor, type PageRequest } from '../../lib/page.ts'

export const idSchema = z.string().meta({ format: 'uuid', description: 'A UUIDv7.' })
export const timeSchema = z
  .string()
  .meta({ format: 'date-time', description: 'RFC 3339, UTC, milliseconds.' })

/** A time in a query; any RFC 3339 form with an offset. */
export const queryTime = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 time such as 2026-04-08T09:24:04Z' })
  .transform((text) => new Date(text))
  .optional()

/** A time in a body; any RFC 3339 form with an offset. */
export const bodyTime = z.iso.datetime({
  offset: true,
  error: 'must be an RFC 3339 time such as 2026-04-08T09:24:04Z',
})

/** The cursor and limit that every list takes. */
export const pageQuery = {
  cursor: z.string().max(500).optional().meta({ description: 'nextCursor of the page before.' }),
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: 'How many to show.' }),
}

/** A page of things, as every list answers. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  })
}

/** The page a query asks for, in lists whose sort key is the id. */
export function pageById(query: { cursor?: string | undefined; limit: number }): PageRequest {
  return {
    limit: query.limit,
    cursor: query.cursor === undefined ? undefined : decodeCursor(query.cursor, isId),
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Path parameters with an id of ours: what cannot be one is not found rather than wrong. */
export const idParams = z.object({
  id: z.string().transform((id) => {
    const lower = id.toLowerCase()
    if (!uuid.test(lower)) throw new AppError('not_found', 'There is nothing with this id.')
    return lower
  }),
})

/** Path parameters with an id that a source may have brought. */
export const ownIdParams = z.object({ id: z.string().min(1).max(500) })

/** The page a query asks for, in lists whose sort key is an id that a source may have brought. */
export function pageByOwnId(query: { cursor?: string | undefined; limit: number }): PageRequest {
  return {
    limit: query.limit,
    cursor: query.cursor === undefined ? undefined : decodeCursor(query.cursor, (key) => key.length <= 200),
  }
}

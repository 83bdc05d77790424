import type { Db } from '../src/lib/db.ts'
import { newId } from '../src/lib/ids.ts'

/** A further account. */
export async function insertAccount(db: Db, name: string): Promise<{ id: string }> {
  return db.kysely
    .insertInto('accounts')
    .values({ id: newId(), name })
    .returning('id')
    .executeTakeFirstOrThrow()
}

import { sql, type Kysely } from 'kysely'
import { newId } from '../lib/ids.ts'
import type { Db } from '../lib/db.ts'
import type { Tables } from '../lib/tables.ts'
import type { Account } from './account.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.store.ts'

const columns = ['id', 'name', 'timeZone', 'retentionDays', 'disableFailingAfterHours', 'createdAt'] as const

/** The account that was made first: it owns what comes from sources without an API key. */
export async function findFirstAccount(db: Db): Promise<Account | undefined> {
  return db.kysely.selectFrom('accounts').select(columns).orderBy('id').limit(1).executeTakeFirst()
}

/** Makes the first account unless there is one; safe when several processes start at once. */
export async function ensureFirstAccount(db: Db): Promise<Account> {
  return db.kysely.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('offhook first account'))`.execute(tx)
    const found = await tx.selectFrom('accounts').select(columns).orderBy('id').limit(1).executeTakeFirst()
    if (found !== undefined) return found
    const row = { id: newId(), name: 'My account' }
    return tx.insertInto('accounts').values(row).returning(columns).executeTakeFirstOrThrow()
  })
}

export async function getAccount(db: Db, accountId: string): Promise<Account> {
  return db.kysely
    .selectFrom('accounts')
    .select(columns)
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
}

/** Tells ingest, in the transaction of the change, that what it remembers of the account’s agents and channels is old. */
export async function noteOwnersChange(tx: Kysely<Tables>, accountId: string): Promise<void> {
  await tx
    .updateTable('accounts')
    .set((eb) => ({ webhooksVersion: eb('webhooksVersion', '+', 1) }))
    .where('id', '=', accountId)
    .execute()
}

export type AccountChange = {
  name?: string | undefined
  timeZone?: string | undefined
  retentionDays?: number | undefined
  disableFailingAfterHours?: number | null | undefined
}

export async function updateAccount(db: Db, actor: Actor, change: AccountChange): Promise<Account> {
  return db.kysely.transaction().execute(async (tx) => {
    await audit(tx, actor, 'account.updated', actor.accountId)
    return tx
      .updateTable('accounts')
      .set((eb) => ({ ...change, webhooksVersion: eb('webhooksVersion', '+', 1) }))
      .where('id', '=', actor.accountId)
      .returning(columns)
      .executeTakeFirstOrThrow()
  })
}

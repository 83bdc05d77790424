import { sql, type Kysely } from 'kysely'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import type { Tables } from '../lib/tables.ts'
import { newId } from '../lib/ids.ts'
import { systemActor, type Actor } from './actor.ts'
import { audit } from './audit.store.ts'

/** An API key as it may be shown: never the key itself, only its first characters. */
export type ApiKey = {
  id: string
  name: string
  hint: string
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const columns = ['id', 'name', 'hint', 'createdAt', 'lastUsedAt', 'revokedAt'] as const

export async function insertApiKey(
  db: Db,
  actor: Actor,
  key: { name: string; hash: string; hint: string },
): Promise<ApiKey> {
  return db.kysely.transaction().execute(async (tx) => {
    const row = { id: newId(), accountId: actor.accountId, ...key }
    await audit(tx, actor, 'apiKey.created', row.id)
    return tx.insertInto('apiKeys').values(row).returning(columns).executeTakeFirstOrThrow()
  })
}

/**
 * Makes sure that a key given by the operator opens the account, also when it was revoked, and ends the others of this
 * name in the account: they are what the operator gave before. Throws when the key belongs to another account.
 */
export async function ensureApiKey(
  db: Db,
  accountId: string,
  key: { name: string; hash: string; hint: string },
): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    // One process after another, or two that start with different keys would both stay valid.
    await sql`select pg_advisory_xact_lock(hashtext('offhook api key ' || ${accountId}))`.execute(tx)
    const row = await tx
      .insertInto('apiKeys')
      .values({ id: newId(), accountId, ...key })
      .onConflict((conflict) =>
        conflict
          .column('hash')
          .doUpdateSet({ revokedAt: null, name: key.name })
          .where('apiKeys.accountId', '=', accountId),
      )
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw new Error(`${key.name} is a key of another account. Choose another key.`)
    await revokeOthers(tx, accountId, { name: key.name, id: row.id })
  })
}

async function revokeOthers(
  tx: Kysely<Tables>,
  accountId: string,
  kept: { name: string; id: string },
): Promise<void> {
  const revoked = await tx
    .updateTable('apiKeys')
    .set({ revokedAt: sql`now()` })
    .where('accountId', '=', accountId)
    .where('name', '=', kept.name)
    .where('id', '<>', kept.id)
    .where('revokedAt', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of revoked) await audit(tx, systemActor(accountId), 'apiKey.revoked', id)
}

export async function hasApiKeys(db: Db, accountId: string): Promise<boolean> {
  const row = await db.kysely
    .selectFrom('apiKeys')
    .select('id')
    .where('accountId', '=', accountId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function findKeyByHash(
  db: Db,
  hash: string,
): Promise<{ accountId: string; id: string } | undefined> {
  return db.kysely
    .selectFrom('apiKeys')
    .select(['id', 'accountId'])
    .where('hash', '=', hash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
}

export async function markUsed(db: Db, id: string): Promise<void> {
  await db.kysely
    .updateTable('apiKeys')
    .set({ lastUsedAt: sql`now()` })
    .where('id', '=', id)
    .execute()
}

export async function listApiKeys(db: Db, accountId: string): Promise<ApiKey[]> {
  return db.kysely
    .selectFrom('apiKeys')
    .select(columns)
    .where('accountId', '=', accountId)
    .orderBy('id')
    .execute()
}

/** The name people gave a key; undefined when the account has no such key. */
export async function findKeyName(
  db: Kysely<Tables>,
  accountId: string,
  id: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('apiKeys')
    .select('name')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.name
}

/** Ends a key for good. */
export async function revokeApiKey(db: Db, actor: Actor, id: string): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('apiKeys')
      .set({ revokedAt: sql`coalesce(revoked_at, now())` })
      .where('accountId', '=', actor.accountId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw new AppError('not_found', `There is no API key with the id ${id}.`)
    await audit(tx, actor, 'apiKey.revoked', id)
  })
}

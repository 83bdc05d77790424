import { sql } from 'kysely'
import type { Db } from '../lib/db.ts'
import { newId } from '../lib/ids.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.store.ts'

/** Who a cookie stands for: the key it was exchanged for, or a person who used a sign-in link. */
export type FoundSession = { id: string; accountId: string; apiKeyId: string | null }

type NewSession = { accountId: string; apiKeyId: string | null; hash: string; lifetimeMs: number }

/** Starts a session and forgets those that are over. */
export async function insertSession(db: Db, session: NewSession, ipAddress: string | null): Promise<string> {
  const { accountId, apiKeyId, hash, lifetimeMs } = session
  const id = newId()
  await db.kysely.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('sessions')
      .where('accountId', '=', accountId)
      .where('expiresAt', '<', sql<Date>`now()`)
      .execute()
    await tx
      .insertInto('sessions')
      .values({ id, accountId, apiKeyId, hash, expiresAt: inMs(lifetimeMs) })
      .execute()
    const by: Actor['by'] = apiKeyId === null ? { kind: 'user', id } : { kind: 'apiKey', id: apiKeyId }
    await audit(tx, { accountId, by, ipAddress }, 'session.started', id)
  })
  return id
}

/** The live session of a cookie. It is over with its time, and with the API key it hangs on. */
export async function findSession(db: Db, hash: string): Promise<FoundSession | undefined> {
  return db.kysely
    .selectFrom('sessions')
    .leftJoin('apiKeys', 'apiKeys.id', 'sessions.apiKeyId')
    .select(['sessions.id', 'sessions.accountId', 'sessions.apiKeyId'])
    .where('sessions.hash', '=', hash)
    .where('sessions.expiresAt', '>', sql<Date>`now()`)
    .where('apiKeys.revokedAt', 'is', null)
    .executeTakeFirst()
}

export async function deleteSession(db: Db, accountId: string, id: string): Promise<void> {
  await db.kysely.deleteFrom('sessions').where('accountId', '=', accountId).where('id', '=', id).execute()
}

/** Makes a link in place of those that nobody used. */
export async function replaceSignInLink(
  db: Db,
  link: { accountId: string; hash: string; lifetimeMs: number },
): Promise<void> {
  const { accountId, hash, lifetimeMs } = link
  await db.kysely.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('signInLinks')
      .where('accountId', '=', accountId)
      .where('usedAt', 'is', null)
      .execute()
    const row = { id: newId(), accountId, hash, expiresAt: inMs(lifetimeMs) }
    await tx.insertInto('signInLinks').values(row).execute()
  })
}

/** Uses a link up: the first one to come gets its account, everyone after nothing. */
export async function takeSignInLink(db: Db, hash: string): Promise<{ accountId: string } | undefined> {
  return db.kysely
    .updateTable('signInLinks')
    .set({ usedAt: sql<Date>`now()` })
    .where('hash', '=', hash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .returning('accountId')
    .executeTakeFirst()
}

/** Whether anyone has ever opened the console of this account by a link. */
export async function wasLinkUsed(db: Db, accountId: string): Promise<boolean> {
  const row = await db.kysely
    .selectFrom('signInLinks')
    .select('id')
    .where('accountId', '=', accountId)
    .where('usedAt', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function inMs(ms: number) {
  return sql<Date>`now() + ${ms} * interval '1 millisecond'`
}

/**
 * How people enter the console: a link that works once, or an API key, exchanged for a cookie. The cookie carries 32
 * random bytes of which only the SHA-256 is stored. The one place to change when people get accounts of their own.
 */
import { randomBytes } from 'node:crypto'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { sha256 } from '../lib/sha256.ts'
import type { ApiKeys } from './api-keys.ts'
import {
  findSession,
  insertSession,
  replaceSignInLink,
  takeSignInLink,
  type FoundSession,
} from './sessions.store.ts'

export const sessionLifetimeMs = 14 * 86_400_000
const linkLifetimeMs = 3_600_000

/** What someone shows to get in. */
export type Credential = { apiKey: string } | { linkToken: string }

export type SessionDeps = { db: Db; apiKeys: ApiKeys }

/** Exchanges a credential for a session; `token` goes into the cookie. */
export async function startSession(
  deps: SessionDeps,
  credential: Credential,
  ipAddress: string | null,
): Promise<{ token: string; accountId: string }> {
  const { accountId, apiKeyId } = await accept(deps, credential)
  const token = randomBytes(32).toString('base64url')
  const session = { accountId, apiKeyId, hash: sha256(token), lifetimeMs: sessionLifetimeMs }
  await insertSession(deps.db, session, ipAddress)
  return { token, accountId }
}

/** The session of a cookie, or undefined when there is none (any more). */
export async function findSessionByToken(db: Db, token: string): Promise<FoundSession | undefined> {
  return findSession(db, sha256(token))
}

/** A token that opens the account's console once, within the hour. */
export async function makeSignInToken(db: Db, accountId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await replaceSignInLink(db, { accountId, hash: sha256(token), lifetimeMs: linkLifetimeMs })
  return token
}

async function accept(
  { db, apiKeys }: SessionDeps,
  credential: Credential,
): Promise<{ accountId: string; apiKeyId: string | null }> {
  if ('apiKey' in credential) {
    const key = await apiKeys.verify(credential.apiKey)
    if (key === undefined) throw new AppError('unauthorized', 'The API key is unknown or revoked.')
    return { accountId: key.accountId, apiKeyId: key.id }
  }
  const link = await takeSignInLink(db, sha256(credential.linkToken))
  if (link === undefined) throw new AppError('unauthorized', 'The sign-in link was used or is too old.')
  return { accountId: link.accountId, apiKeyId: null }
}

import { randomBytes } from 'node:crypto'
import type { Db } from '../lib/db.ts'
import { sha256 } from '../lib/sha256.ts'
import type { Actor } from './actor.ts'
import { findKeyByHash, insertApiKey, markUsed, type ApiKey } from './api-keys.store.ts'

// Every process asks the database again after this time, so a revoked key ends everywhere within it.
const cachedForMs = 2_000
const markUsedEveryMs = 60_000
const prefix = 'ohk_'

/** A new key: `ohk_` and 32 random bytes in base64url. Only its SHA-256 is stored. */
export function newApiKey(): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`
}

/** What is stored of a key, and what people are shown of it. */
export function keyParts(key: string): { hash: string; hint: string } {
  // Four characters beyond the prefix: an operator's own key may be of 16, and eight would be half of it.
  const shown = key.startsWith(prefix) ? prefix.length + 4 : 4
  return { hash: sha256(key), hint: `${key.slice(0, shown)}…` }
}

/** Makes a key and returns it in the clear, for the only time. */
export async function createApiKey(
  db: Db,
  actor: Actor,
  name: string,
): Promise<{ apiKey: ApiKey; key: string }> {
  const key = newApiKey()
  return { apiKey: await insertApiKey(db, actor, { name, ...keyParts(key) }), key }
}

export type ApiKeys = {
  /** The account and id of a valid key, or undefined. Answers are remembered for two seconds. */
  verify: (key: string) => Promise<Found>
  /** Forgets what is remembered: call it after a revocation. */
  forget: () => void
}

type Found = { accountId: string; id: string } | undefined
type Remembered = { found: Promise<Found>; untilMs: number }

export function createApiKeys(db: Db, monotonicMs: () => number): ApiKeys {
  const remembered = new Map<string, Remembered>()
  const usedAtMs = new Map<string, number>()

  async function find(hash: string, nowMs: number): Promise<Found> {
    const found = await findKeyByHash(db, hash)
    if (found !== undefined && (usedAtMs.get(found.id) ?? -Infinity) < nowMs - markUsedEveryMs) {
      usedAtMs.set(found.id, nowMs)
      await markUsed(db, found.id)
    }
    return found
  }

  return {
    async verify(key) {
      const { hash } = keyParts(key)
      const nowMs = monotonicMs()
      const known = remembered.get(hash)
      if (known !== undefined && known.untilMs > nowMs) return known.found
      // Bounded, so that a flood of wrong keys cannot fill the memory.
      if (remembered.size >= 10_000) remembered.clear()
      const asked = { found: find(hash, nowMs), untilMs: nowMs + cachedForMs }
      // Before it is answered, so that requests that come together ask once.
      remembered.set(hash, asked)
      asked.found.catch(() => remembered.get(hash) === asked && remembered.delete(hash))
      return asked.found
    },
    forget: () => remembered.clear(),
  }
}

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

const MAX_KEYS = 10_000

/**
 * A function that signs UTF-8 text with HMAC-SHA256 under a secret. `keyBytes` says which bytes of the secret are the
 * key. Keys are kept (at most 10,000, the oldest go first), because making one costs as much as signing with it.
 */
export function createSigner(keyBytes: (secret: string) => Buffer, encoding: 'base64' | 'hex') {
  const keys = new Map<string, KeyObject>()
  const keyOf = (secret: string): KeyObject => {
    const known = keys.get(secret)
    if (known) return known
    const key = createSecretKey(keyBytes(secret))
    for (const oldest of keys.keys()) {
      if (keys.size < MAX_KEYS) break
      keys.delete(oldest)
    }
    keys.set(secret, key)
    return key
  }
  return (secret: string, text: string): string =>
    createHmac('sha256', keyOf(secret)).update(text, 'utf8').digest(encoding)
}

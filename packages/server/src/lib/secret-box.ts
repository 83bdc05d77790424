import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sha256 } from './sha256.ts'

/** Encrypts what must not lie readable in the database. `place` (table:row) is bound to the text and must match to open it. */
export type SecretBox = {
  /** What everything sealed under the first key begins with. */
  prefix: string
  seal: (plain: string, place: string) => string
  open: (sealed: string, place: string) => string
}

type Key = { id: string; bytes: Buffer }

/**
 * AES-256-GCM. The first key seals, all open, so a key is rotated by putting a new one in front.
 * Format: `v1.keyId.iv.tag.ciphertext`, the last three in base64url.
 */
export function createSecretBox(keys: readonly Buffer[]): SecretBox {
  const known = keys.map((bytes): Key => ({ id: keyId(bytes), bytes }))
  const [first] = known
  if (first === undefined) throw new Error('At least one encryption key is needed')
  return {
    prefix: prefixOf(first),
    seal: (plain, place) => seal(first, plain, place),
    open: (sealed, place) => open(known, sealed, place),
  }
}

function prefixOf(key: Key): string {
  return `v1.${key.id}.`
}

function keyId(bytes: Buffer): string {
  return sha256(bytes).slice(0, 8)
}

function seal(key: Key, plain: string, place: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(place))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return prefixOf(key) + [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url')).join('.')
}

function open(keys: readonly Key[], sealed: string, place: string): string {
  const [version, id, iv = '', tag = '', text = ''] = sealed.split('.')
  if (version !== 'v1') throw new Error('A stored secret has an unknown format')
  const key = keys.find((candidate) => candidate.id === id)
  if (key === undefined) {
    throw new Error(
      `A stored secret was encrypted with the key ${id}, which OFFHOOK_ENCRYPTION_KEY does not list`,
    )
  }
  // The length is fixed, because GCM would take a tag cut to four bytes, which is soon guessed.
  const options = { authTagLength: 16 }
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(iv, 'base64url'), options)
  decipher.setAAD(Buffer.from(place)).setAuthTag(Buffer.from(tag, 'base64url'))
  return decipher.update(Buffer.from(text, 'base64url'), undefined, 'utf8') + decipher.final('utf8')
}

import { createHash } from 'node:crypto'

/** The SHA-256 of a text (its UTF-8) or of bytes, in hex. */
export function sha256(of: string | Uint8Array): string {
  return createHash('sha256').update(of).digest('hex')
}

import { isUtf8 } from 'node:buffer'

/** How bytes are kept as something a text column can hold and a person can read: UTF-8 where they are, else base64. */
export function storableEncoding(bytes: Uint8Array): 'utf8' | 'base64' {
  return isUtf8(bytes) && !bytes.includes(0) ? 'utf8' : 'base64'
}

/** The bytes as such a text. */
export function storableText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(storableEncoding(bytes))
}

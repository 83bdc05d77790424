import { isUtf8 } from 'node:buffer'

/**
 * How bytes are kept as something a text column can hold and a person can read: UTF-8 where they are, else base64. Of those
 * that are the beginning of more (`isCut`), the last character may be cut in two.
 */
export function storableEncoding(bytes: Uint8Array, isCut: boolean): 'utf8' | 'base64' {
  return isUtf8(isCut ? wholeCharacters(bytes) : bytes) && !bytes.includes(0) ? 'utf8' : 'base64'
}

/** The bytes as such a text; what is there of a character that was cut in two is left out. */
export function storableText(bytes: Uint8Array, isCut: boolean): string {
  const encoding = storableEncoding(bytes, isCut)
  return asBuffer(isCut && encoding === 'utf8' ? wholeCharacters(bytes) : bytes).toString(encoding)
}

// RFC 3629, section 3: a first byte says how many follow it.
const partOfCharacter = /(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})$/

function wholeCharacters(bytes: Uint8Array): Uint8Array {
  const tail = asBuffer(bytes.subarray(-3)).toString('latin1')
  const partBytes = partOfCharacter.exec(tail)?.[0].length ?? 0
  return bytes.subarray(0, bytes.length - partBytes)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

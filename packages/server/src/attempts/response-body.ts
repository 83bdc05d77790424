const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes as something a text column can hold and a person can read: UTF-8 where they are, else base64. */
export function storableBody(bytes: Uint8Array): { text: string; encoding: 'utf8' | 'base64' } {
  try {
    const text = decoder.decode(bytes)
    if (!text.includes('\0')) return { text, encoding: 'utf8' }
  } catch {
    // Not UTF-8, or cut in the middle of a character.
  }
  return { text: Buffer.from(bytes).toString('base64'), encoding: 'base64' }
}

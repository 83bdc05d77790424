import { AppError } from '../lib/errors.ts'

/** A JSON body as read: its value, its size, and whether it could hold text that cannot be stored. */
export type JsonBody = { value: unknown; bytes: number; hasEscapes: boolean }

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads a body as UTF-8 JSON (RFC 8259), refusing rather than repairing what is neither. */
export function readJsonBody(bytes: Buffer): JsonBody {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch (cause) {
    throw new AppError('invalid_encoding', 'Send JSON in UTF-8 (RFC 8259, section 8.1).', { cause })
  }
  try {
    // Lone surrogates and NUL can only be written as \u escapes: without one there is nothing to look for.
    return { value: JSON.parse(text), bytes: bytes.length, hasEscapes: text.includes(String.raw`\u`) }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it cannot be parsed'
    throw new AppError('invalid_json', `The body is not valid JSON: ${withoutExcerpt(reason)}.`, { cause })
  }
}

/** V8's message quotes the input, which may hold what must not end up in logs. */
function withoutExcerpt(message: string): string {
  return message
    .replace(/, (\.\.\.)?".*$/s, '')
    .replace(/"[^"]{2,}"/gs, 'the text')
    .replace(/ is not valid JSON$/, '')
}

import type { FieldError } from '../lib/errors.ts'
import { headerName, ofTheConnection } from '../lib/http-headers.ts'

const MAX_COUNT = 50
const MAX_TOTAL_BYTES = 8 * 1024
/** RFC 9110, 5.5: visible characters, those beyond ASCII as Latin-1, with spaces and tabs only between them. */
const VALUE = /^(?:[\x21-\x7e\xa0-\xff](?:[\t\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa0-\xff])?)?$/

const setByOffhook = new Set([
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'sip-caller-signature',
  'content-type',
  'content-length',
  'host',
  'user-agent',
])

/**
 * What is wrong with a webhook's own headers, each with the path `headers.<name>`, or `headers` for all of them
 * together; nothing when they can be sent: at most 50, and 8 KiB with their names.
 */
export function checkHeaders(headers: Record<string, string>): FieldError[] {
  const entries = Object.entries(headers)
  const problems: FieldError[] = []
  if (entries.length > MAX_COUNT) {
    problems.push({ path: 'headers', message: `There are more than ${MAX_COUNT} headers.` })
  }
  // Names and values are one byte a character, with ': ' and a line end on the wire.
  const totalBytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
  if (totalBytes > MAX_TOTAL_BYTES) {
    problems.push({
      path: 'headers',
      message: `The headers are larger than ${MAX_TOTAL_BYTES} bytes together.`,
    })
  }
  const seen = new Set<string>()
  for (const [name, value] of entries) {
    const lowerName = name.toLowerCase()
    const message = seen.has(lowerName)
      ? 'This header is there twice; upper and lower case are the same.'
      : (checkName(name, lowerName) ?? checkValue(value))
    seen.add(lowerName)
    if (message !== null) problems.push({ path: `headers.${name}`, message })
  }
  return problems
}

function checkName(name: string, lowerName: string): string | null {
  if (!headerName.test(name)) return "A header name consists of letters, digits and !#$%&'*+-.^_`|~ only."
  if (setByOffhook.has(lowerName) || lowerName.startsWith('offhook-'))
    return 'Offhook sets this header itself.'
  if (ofTheConnection.test(name)) return 'This header belongs to the connection and cannot be set.'
  return null
}

function checkValue(value: string): string | null {
  if (VALUE.test(value)) return null
  return 'A header value consists of visible Latin-1 characters, with spaces and tabs only between them.'
}

/**
 * The small tools of the SIP reader (RFC 3261 section 25.1, read tolerantly): splitting lists, finding parameters and
 * the user part of a URI. None of them throws, and each goes through its text a bounded number of times.
 */

const MAX_USER_LENGTH = 128
// Branches and tags are kept for as long as their call: those of real servers have 70 characters at most.
const MAX_PARAMETER_LENGTH = 256

/** A From, To or P-Asserted-Identity: the URI's user part as dialed, and the tag of the dialog. */
export type SipAddress = { user?: string; tag?: string }

/** Splits at a separator that is neither inside a quoted string nor inside angle brackets. */
export function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  if (!text.includes(separator)) return [text]
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  let isBracketed = false
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (isQuoted) {
      if (char === '\\') index++
      else if (char === '"') isQuoted = false
    } else if (char === '"') isQuoted = true
    else if (char === '<') isBracketed = true
    else if (char === '>') isBracketed = false
    else if (char === separator && !isBracketed) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

/** The value of a parameter in `;name=value;…`, names compared without case, as far as one may be long. */
export function parameter(parameters: string, name: string): string | undefined {
  for (const part of splitOutsideQuotes(parameters, ';')) {
    const equals = part.indexOf('=')
    if (equals < 0 || part.slice(0, equals).trim().toLowerCase() !== name) continue
    const value = part.slice(equals + 1).trim()
    return value === '' ? undefined : detach(value.slice(0, MAX_PARAMETER_LENGTH))
  }
  return undefined
}

/** Reads a name-addr (`"Ann" <sip:ann@host>;tag=x`) or a bare URI, whose parameters are those of the header. */
export function readAddress(value: string): SipAddress {
  const { uri, parameters } = splitAddress(value)
  const user = userOf(uri)
  const tag = parameter(parameters, 'tag')
  return { ...(user !== undefined && { user }), ...(tag !== undefined && { tag }) }
}

function splitAddress(value: string): { uri: string; parameters: string } {
  const open = indexOutsideQuotes(value, '<')
  if (open < 0) {
    const semicolon = value.indexOf(';')
    if (semicolon < 0) return { uri: value, parameters: '' }
    return { uri: value.slice(0, semicolon), parameters: value.slice(semicolon + 1) }
  }
  const close = value.indexOf('>', open)
  if (close < 0) return { uri: value.slice(open + 1), parameters: '' }
  return { uri: value.slice(open + 1, close), parameters: value.slice(close + 1) }
}

function indexOutsideQuotes(text: string, wanted: string): number {
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (isQuoted && char === '\\') index++
    else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && char === wanted) return index
  }
  return -1
}

/**
 * The user part of a sip, sips or tel URI as dialed: percent escapes undone, without password and without parameters
 * such as `;phone-context` or `;npdi` (RFC 3261 section 19.1.1, RFC 3966). Undefined when there is none.
 */
export function userOf(uri: string): string | undefined {
  const colon = uri.indexOf(':')
  if (colon < 0) return undefined
  const scheme = uri.slice(0, colon).trim().toLowerCase()
  const rest = uri.slice(colon + 1)
  if (scheme === 'tel') return cleanUser(rest)
  if (scheme !== 'sip' && scheme !== 'sips') return undefined
  const at = rest.indexOf('@')
  return at < 0 ? undefined : cleanUser(rest.slice(0, at))
}

function cleanUser(raw: string): string | undefined {
  const end = raw.search(/[;:]/)
  const user = printable(unescapePercent(end < 0 ? raw : raw.slice(0, end)))
  return user === '' ? undefined : detach(user.slice(0, MAX_USER_LENGTH))
}

function unescapePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The text without control characters and surrounding spaces. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '').trim()
}

/** A copy of its own: a slice would keep the whole SIP message in memory for as long as the call is tracked. */
export function detach(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

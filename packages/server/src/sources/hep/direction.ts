/**
 * Which way a call goes, seen from the account. SIP does not say, so the numbers decide: an extension or a user name
 * that calls an outside number is `outbound`; everything else is `inbound`, calls between extensions too. `from` is
 * the user of the From header, not the asserted identity, which on the way out is often the main number.
 */
export function directionOf(from: string | undefined, to: string | undefined): 'inbound' | 'outbound' {
  return isInside(from) && isOutside(to) ? 'outbound' : 'inbound'
}

/** An extension (up to six digits, no leading 0 or +), or a user name with a letter in it. */
function isInside(user: string | undefined): boolean {
  if (user === undefined || /^(anonymous|restricted|unavailable|unknown)$/i.test(user)) return false
  return /^[1-9]\d{0,5}$/.test(user) || /\p{L}/u.test(user)
}

/** A number with a leading + or 0, or with seven digits or more; visual separators (RFC 3966) do not count. */
function isOutside(user: string | undefined): boolean {
  return /^(\+\d|0)\d{2,}$|^\d{7,}$/.test((user ?? '').replaceAll(/[-.() ]/g, ''))
}

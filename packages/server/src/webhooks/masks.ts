import type { FieldError } from '../lib/errors.ts'

/** What header values look like where they are shown; given back in a change, it keeps the stored value. */
export const maskedValue = '********'

/** Headers with these names as they may be shown. */
export function maskedHeaders(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, maskedValue]))
}

/**
 * The headers with stored values in place of masks, whatever the case of their names. A mask without a stored value stays.
 * What is stored is only read where there is a mask.
 */
export function unmask(
  given: Record<string, string>,
  readStored: () => Record<string, string>,
): Record<string, string> {
  if (!Object.values(given).includes(maskedValue)) return given
  const stored = new Map(Object.entries(readStored()).map(([name, value]) => [name.toLowerCase(), value]))
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      value === maskedValue ? (stored.get(name.toLowerCase()) ?? value) : value,
    ]),
  )
}

/** A mask where no value is stored was copied from another webhook: sending it would be a riddle to the receiver. */
export function checkMasked(headers: Record<string, string>): FieldError[] {
  const message = 'This webhook has no value for it yet: give the value itself.'
  return Object.entries(headers).flatMap(([name, value]) =>
    value === maskedValue ? [{ path: `headers.${name}`, message }] : [],
  )
}

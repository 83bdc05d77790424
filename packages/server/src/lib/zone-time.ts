import { z } from 'zod'

const hourMs = 3_600_000
// Offsets from UTC lie between -12 and +14 hours, those of history within 15.
const maxOffsetMs = 15 * hourMs

/**
 * An IANA time zone that this runtime knows. Its spelling is mended (`europe/berlin`), but no alias replaced: receivers are to
 * read `Europe/Kyiv` as the source wrote it, and not the `Europe/Kiev` that the runtime makes of it.
 */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine((name) => resolveTimeZone(name) !== null, 'must be an IANA time zone such as Europe/Berlin')
  .overwrite((name) => {
    const resolved = resolveTimeZone(name)
    return resolved?.toLowerCase() === name.toLowerCase() ? resolved : name
  })

/** What the runtime calls a time zone; null if it knows none of that name. */
function resolveTimeZone(name: string): string | null {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    // Offsets such as +02:00 are taken too, but know no daylight saving.
    return /^[A-Za-z]/.test(timeZone) ? timeZone : null
  } catch {
    return null
  }
}

/**
 * The first instant of a calendar date in a time zone. Found by search rather than by offset, so that it also holds on
 * days that begin at 01:00, because clocks go forward at midnight, and on dates that a zone skipped altogether.
 */
export function startOfDay(date: string, timeZone: string): Date {
  const dates = datesIn(timeZone)
  const utcMs = Date.parse(`${date}T00:00:00Z`)
  let beforeMs = utcMs - maxOffsetMs
  let atMs = utcMs + maxOffsetMs
  while (atMs - beforeMs > 1) {
    const middleMs = Math.floor((beforeMs + atMs) / 2)
    if (dates.format(middleMs) >= date) atMs = middleMs
    else beforeMs = middleMs
  }
  return new Date(atMs)
}

/** Writes the calendar date (`2026-04-08`) that people in the time zone have at an instant. */
function datesIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
}

/** The calendar date `days` after another one. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10)
}

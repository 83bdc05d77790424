const formatters = new Map<string, Intl.DateTimeFormat>()
const hourMs = 3_600_000
// Offsets from UTC lie between -12 and +14 hours, those of history within 15.
const maxOffsetMs = 15 * hourMs

/** Whether the text is an IANA time zone that this runtime knows, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +02:00 are taken too, but know no daylight saving.
    return /^[A-Za-z]/.test(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone)
  } catch {
    return false
  }
}

/** The calendar date (`2026-04-08`) that people in the time zone have at an instant. */
export function dateIn(timeZone: string, at: Date): string {
  let formatter = formatters.get(timeZone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formatters.set(timeZone, formatter)
  }
  return formatter.format(at)
}

/**
 * The first instant of a calendar date in a time zone. Found by search rather than by offset, so that it also holds on
 * days that begin at 01:00, because clocks go forward at midnight, and on dates that a zone skipped altogether.
 */
export function startOfDay(date: string, timeZone: string): Date {
  const utcMs = Date.parse(`${date}T00:00:00Z`)
  let beforeMs = utcMs - maxOffsetMs
  let atMs = utcMs + maxOffsetMs
  while (atMs - beforeMs > 1) {
    const middleMs = Math.floor((beforeMs + atMs) / 2)
    if (dateIn(timeZone, new Date(middleMs)) >= date) atMs = middleMs
    else beforeMs = middleMs
  }
  return new Date(atMs)
}

/** The calendar date `days` after another one. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10)
}

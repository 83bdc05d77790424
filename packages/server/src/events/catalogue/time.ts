const RFC_3339 =
  /^\d{4}-\d\d-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
const MAX_TIME_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** The time that a field of an event gives; undefined when it gives none. */
export function timeOf(text: string | null | undefined): Date | undefined {
  const ms = text == null ? undefined : parseTimeMs(text)
  return ms === undefined ? undefined : new Date(ms)
}

/**
 * A time as in RFC 3339 section 5.6 (offset required) as milliseconds since the epoch, anything finer cut off;
 * undefined when the text is none, or lies before 1970 or after 9999. Leap seconds are refused.
 */
export function parseTimeMs(text: string): number | undefined {
  const upper = text.toUpperCase()
  const day = RFC_3339.exec(upper)?.[1]
  if (day === undefined) return undefined
  // Date.parse rolls 30 February over into March, so the day is checked on its own.
  const calendarDay = new Date(Date.parse(`${upper.slice(0, 10)}T00:00:00Z`)).getUTCDate()
  const ms = Date.parse(upper)
  return calendarDay === Number(day) && ms >= 0 && ms <= MAX_TIME_MS ? ms : undefined
}

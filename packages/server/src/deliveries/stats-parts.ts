/** What is counted already in buckets of one length: all of the log from `since` to `until`. */
export type Counted = { since: Date; until: Date }

/** How long the buckets are in which figures are counted ahead, in seconds. */
export const minute = 60
export const halfHour = 1_800

/** A span of time cut into equal buckets; `from` lies on the border of one. */
export type Span = { from: Date; to: Date; bucketSeconds: number }

/**
 * Where the figures of a span come from: half hours until one time, minutes from there until another, and from there on the
 * log. Either time is the one before it where there is nothing to be had.
 */
export type Parts = { halfHoursUntil: Date; minutesUntil: Date }

/** `counted` by the length of the buckets. Pure. */
export function partsOf(span: Span, counted: ReadonlyMap<number, Counted>): Parts {
  const [halfHours, minutes] = [counted.get(halfHour), counted.get(minute)]
  const isCoarse = span.bucketSeconds % halfHour === 0
  // Before `since` there is no log either.
  const halfHoursUntil = isCoarse && halfHours !== undefined ? within(span, halfHours.until) : span.from
  const isJoined = minutes !== undefined && minutes.since <= halfHoursUntil && minutes.until > halfHoursUntil
  return { halfHoursUntil, minutesUntil: isJoined ? within(span, minutes.until) : halfHoursUntil }
}

function within({ from, to }: Span, time: Date): Date {
  return new Date(Math.min(to.getTime(), Math.max(from.getTime(), time.getTime())))
}

/**
 * What a webhook's failures amount to. Time counts only where there is evidence for it: not how long ago the first
 * failure was, but how far the failures reach. So a webhook without traffic is never disabled.
 */

/** What is known of a webhook's receiver. Times are the database's. */
export type Health = {
  /** It has failed without any success since then, the last time at `lastFailedAt`; null while it answers. */
  failing: { since: Date; lastFailedAt: Date } | null
  /** The alert half-way was raised at this time, about failing since then. */
  alerted: { since: Date; at: Date } | null
}

/** What is to be told of a webhook now. */
export type Due =
  | { kind: 'failing'; since: Date; disableAfterHours: number; disablesAt: Date }
  | { kind: 'disabled'; since: Date }
  | { kind: 'recovered'; since: Date }

const hourMs = 3_600_000

/**
 * What is due, if anything. Half-way it is told that a webhook fails, once a failure was seen after half of the time; it
 * is disabled once another one was seen after all of it, and at least half of the time after it was told. One that was
 * told of and has had a success since has recovered. `disableAfterHours` is the account's setting, null for never.
 */
export function alertDue(health: Health, disableAfterHours: number | null, now: Date): Due | null {
  const { failing, alerted } = health
  if (alerted !== null && failing?.since.getTime() !== alerted.since.getTime())
    return { kind: 'recovered', since: alerted.since }
  if (failing === null || disableAfterHours === null) return null
  const { since, lastFailedAt } = failing
  const disablesAt = (alertedAt: Date) => disableTime(since, alertedAt, disableAfterHours)
  if (alerted !== null) return lastFailedAt >= disablesAt(alerted.at) ? { kind: 'disabled', since } : null
  const halfMs = (disableAfterHours * hourMs) / 2
  const isHalfWay = lastFailedAt.getTime() - since.getTime() >= halfMs
  return isHalfWay ? { kind: 'failing', since, disableAfterHours, disablesAt: disablesAt(now) } : null
}

function disableTime(since: Date, alertedAt: Date, hours: number): Date {
  return new Date(Math.max(since.getTime() + hours * hourMs, alertedAt.getTime() + (hours * hourMs) / 2))
}

/**
 * A rate limit as a bucket of tokens: a request takes one, and time brings them back. Little more than one is saved up, so
 * that a receiver that counts what comes in a second never sees more than the rate, one, and a fiftieth of it.
 */
export type Bucket = { tokens: number; atMs: number }

export const fullBucket: Bucket = { tokens: 1, atMs: -Infinity }

// A timer may be late by so much without the rate being missed in the long run.
const savedMs = 20

/** Tokens at this time, by the monotonic clock; any number without a rate. */
export function tokensLeft({ tokens, atMs }: Bucket, perSecond: number | null, nowMs: number): number {
  if (perSecond === null) return Infinity
  return Math.min(1 + (perSecond * savedMs) / 1_000, tokens + ((nowMs - atMs) * perSecond) / 1_000)
}

/** Without a rate nothing is used up of it, or one that is set later would begin with a debt. */
export function takeToken(bucket: Bucket, perSecond: number | null, nowMs: number): Bucket {
  return perSecond === null ? bucket : { tokens: tokensLeft(bucket, perSecond, nowMs) - 1, atMs: nowMs }
}

/** For a request that was not made after all. */
export function giveTokenBack({ tokens, atMs }: Bucket): Bucket {
  return { tokens: tokens + 1, atMs }
}

/** How long until there is a token, in milliseconds; 0 when there is one. */
export function msUntilToken(bucket: Bucket, perSecond: number | null, nowMs: number): number {
  const missing = 1 - tokensLeft(bucket, perSecond, nowMs)
  return perSecond === null || missing <= 0 ? 0 : (missing * 1_000) / perSecond
}

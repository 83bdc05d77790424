import type { Schemas } from '../lib/api.ts'

export type Stats = Schemas['Stats']

/** The whole span in single figures. */
export function summarise({ buckets }: Stats) {
  const sum = (pick: (bucket: Stats['buckets'][number]) => number) =>
    buckets.reduce((all, bucket) => all + pick(bucket), 0)
  const succeeded = sum((bucket) => bucket.attemptsSucceeded)
  const attempts = succeeded + sum((bucket) => bucket.attemptsFailed)
  return {
    events: sum((bucket) => bucket.events),
    delivered: sum((bucket) => bucket.delivered),
    lost: sum((bucket) => bucket.failed + bucket.expired),
    attempts,
    successShare: attempts === 0 ? null : succeeded / attempts,
    p50Ms: middleOf(buckets, 'p50Ms'),
    p95Ms: middleOf(buckets, 'p95Ms'),
  }
}

/** Percentiles cannot be added up; their mean over buckets, by attempts, is near enough for a tile. */
function middleOf(buckets: Stats['buckets'], name: 'p50Ms' | 'p95Ms'): number | null {
  let weight = 0
  let total = 0
  for (const bucket of buckets) {
    const ms = bucket[name]
    if (ms === null) continue
    const attempts = bucket.attemptsSucceeded + bucket.attemptsFailed
    weight += attempts
    total += ms * attempts
  }
  return weight === 0 ? null : total / weight
}

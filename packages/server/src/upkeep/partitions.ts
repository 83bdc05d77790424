/** A day's partition: named for its UTC day, holding the ids made on that day. */
export type Day = { name: string; fromMs: number; untilMs: number }

const dayMs = 86_400_000

/** The UTC day that lies `offset` days after the one of `nowMs`; its name is `20260131`. */
export function dayAt(nowMs: number, offset: number): Day {
  const fromMs = (Math.floor(nowMs / dayMs) + offset) * dayMs
  return {
    name: new Date(fromMs).toISOString().slice(0, 10).replaceAll('-', ''),
    fromMs,
    untilMs: fromMs + dayMs,
  }
}

/** The day a partition's name ends with, or undefined when it is no day's partition. */
export function dayOfPartition(partition: string): Day | undefined {
  const match = /_p(\d{4})(\d\d)(\d\d)$/.exec(partition)
  if (match === null) return undefined
  return dayAt(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])), 0)
}

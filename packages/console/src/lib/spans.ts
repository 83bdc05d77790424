/** Spans of time up to now, by the names that stand in URLs. */
export const sinceMs: Record<string, number> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
}

/** When a span begins; undefined when there is none of that name. */
export function beginOf(span: string | undefined): string | undefined {
  const spanMs = span === undefined ? undefined : sinceMs[span]
  return spanMs === undefined ? undefined : new Date(Date.now() - spanMs).toISOString()
}

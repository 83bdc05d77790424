/** A live line as its event told it. */
export type TranscriptLine = { id: string; occurredAt: Date; data: Record<string, unknown> }

/**
 * The complete transcript from the live lines, in the order in which they were spoken. Lines marked as not final are
 * left out: a later one says the same better. A line without a time of its own gets that of its event.
 */
export function collectTranscript(lines: readonly TranscriptLine[]): Record<string, unknown>[] {
  return lines
    .filter((line) => line.data.isFinal !== false)
    .toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1))
    .map(({ occurredAt, data }) => {
      const { isFinal: _, ...line } = data
      return line.at == null ? { ...line, at: occurredAt.toISOString() } : line
    })
}

/**
 * The transcript to show for a call: what its end carried, or the live lines. Where the end only carried live lines,
 * all of them are shown, so that lines which came later than the end are not missing.
 */
export function showTranscript(
  carried: readonly unknown[],
  lines: readonly TranscriptLine[],
): readonly unknown[] {
  const collected = collectTranscript(lines)
  const live = new Set(collected.map((line) => JSON.stringify(line)))
  return carried.every((line) => live.has(JSON.stringify(line))) ? collected : carried
}

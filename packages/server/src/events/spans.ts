/** How many events are looked through at first: few enough for any size of theirs. */
const firstSpan = 500

/** What a page may take before it is answered as far as it came; below the 300 ms at which a list begins to feel slow. */
const budgetMs = 150

/**
 * How many events to look through next, from how many it were so far and how long they took; 0 when the time of a page is
 * used up. By the pace so far, but at most four times as many at once, since older events may be larger.
 */
export function nextSpan(rows: number, ms: number): number {
  if (rows === 0) return firstSpan
  if (ms >= budgetMs) return 0
  return Math.max(firstSpan, Math.min(rows * 4, Math.floor((rows / Math.max(ms, 1)) * (budgetMs - ms))))
}

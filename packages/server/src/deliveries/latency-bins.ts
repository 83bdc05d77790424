/**
 * Latencies are counted in bins, since percentiles of two spans of time cannot be joined, but counts can. Sixteen bins for
 * each doubling: a percentile told from them is within 5 % of the exact one.
 */
export const binsPerDoubling = 16
/** All that is shorter counts as this. Bin 0 begins at 1 ms. */
export const shortestMs = 0.25

/** How many latencies are in a bin. */
export type BinCount = { bin: number; attempts: number }

/** The latency in milliseconds below which the share `p` (0 to 1) lies; null without any. */
export function percentileOf(counts: readonly BinCount[], p: number): number | null {
  const inOrder = counts.toSorted((a, b) => a.bin - b.bin)
  const total = inOrder.reduce((sum, { attempts }) => sum + attempts, 0)
  let left = p * total
  for (const { bin, attempts } of inOrder) {
    if (left <= attempts && attempts > 0) return 2 ** ((bin + left / attempts) / binsPerDoubling)
    left -= attempts
  }
  return null
}

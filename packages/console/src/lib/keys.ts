/** The key of the next line. */
export function nextKey(lines: readonly { key: number }[]): number {
  return Math.max(-1, ...lines.map(({ key }) => key)) + 1
}

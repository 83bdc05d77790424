/** Milliseconds from one time to the other, where both are known. */
export function lengthOf(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from))
}

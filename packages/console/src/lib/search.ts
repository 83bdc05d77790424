/** Search parameters as plain text on both sides: `callId=42` stays text, and links stay readable. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).flatMap(([key, value]) =>
    typeof value === 'string' && value !== '' ? [[key, value]] : [],
  )
  const text = new URLSearchParams(entries).toString()
  return text === '' ? '' : `?${text}`
}

/** A validator that keeps the known parameters and drops the rest. */
export function only<K extends string>(...keys: readonly K[]) {
  return (search: Record<string, unknown>): { [Key in K]?: string } => {
    const known = keys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : []))
    return Object.fromEntries(known) as { [Key in K]?: string }
  }
}

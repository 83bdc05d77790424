/** A header while it is being written: as a line, because its name changes too. */
export type HeaderLine = { key: number; name: string; value: string }

export function toLines(headers: Record<string, string>): HeaderLine[] {
  return Object.entries(headers).map(([name, value], key) => ({ key, name, value }))
}

/** Lines without a name are left out. */
export function toHeaders(lines: readonly HeaderLine[]): Record<string, string> {
  return Object.fromEntries(
    lines.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  )
}

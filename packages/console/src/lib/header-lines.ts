/** A header while it is being written: as a line, because its name changes too. */
export type HeaderLine = { key: number; name: string; value: string }

export function toLines(headers: Record<string, string>): HeaderLine[] {
  return Object.entries(headers).map(([name, value], key) => ({ key, name, value }))
}

/** Lines without a name are left out. Of one name there is one value: forms do not send repeated lines. */
export function toHeaders(lines: readonly HeaderLine[]): Record<string, string> {
  return Object.fromEntries(
    lines.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  )
}

/** The keys of lines whose name stands in a line above them too; as in HTTP, case does not count. */
export function repeatedKeys(lines: readonly HeaderLine[]): ReadonlySet<number> {
  const names = new Set<string>()
  const repeated = lines.filter(({ name }) => {
    const plain = name.trim().toLowerCase()
    const isKnown = names.has(plain)
    if (plain !== '') names.add(plain)
    return isKnown
  })
  return new Set(repeated.map(({ key }) => key))
}

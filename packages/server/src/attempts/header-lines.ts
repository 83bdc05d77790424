/**
 * Headers as text, one `name: value` a line, which is how the log stores them: no quotes to escape on the way into the
 * database, which cost more than anything else in writing an attempt (measured). Names and values have no line ends.
 */
export function toHeaderLines(headers: Record<string, string>): string {
  let lines = ''
  for (const name in headers) lines += `${name}: ${headers[name] ?? ''}\n`
  return lines
}

/** The headers in such a text. */
export function fromHeaderLines(lines: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines.split('\n')) {
    const colon = line.indexOf(': ')
    if (colon > 0) headers[line.slice(0, colon)] = line.slice(colon + 2)
  }
  return headers
}

import type { Schemas } from '../lib/api.ts'

/** The request as a command for a shell. Values that are masked stay masked. */
export function toCurl(request: Schemas['Attempt']['request'], body: string): string {
  const headers = Object.entries(request.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  return ['curl', '-X POST', quoted(request.url), ...headers, `--data-raw ${quoted(body)}`].join(' \\\n  ')
}

/** In single quotes, where only a single quote itself needs care (POSIX shell, 2.2.2). */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

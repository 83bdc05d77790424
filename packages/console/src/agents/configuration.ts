import { toHeaders, toLines, type HeaderLine } from '../lib/header-lines.ts'

/** An agent's webhooks in sipgate's configuration shape. */
export type Configuration = {
  webhooks: { url: string; timeout?: number; additionalHeaders?: Record<string, string> }[]
}

/** One webhook of an agent while it is being written. */
export type Entry = { key: number; url: string; timeout: number | string; headers: readonly HeaderLine[] }

/** `firstKey` keeps the keys of a list that replaces another one apart from the old ones. */
export function toEntries({ webhooks }: Configuration, firstKey = 0): Entry[] {
  return webhooks.map(({ url, timeout, additionalHeaders }, index) => ({
    key: firstKey + index,
    url,
    timeout: timeout ?? '',
    headers: toLines(additionalHeaders ?? {}),
  }))
}

/** What is left empty is left out, as in sipgate's own export. */
export function toConfiguration(entries: readonly Entry[]): Configuration {
  return {
    webhooks: entries.map(({ url, timeout, headers }) => {
      const additionalHeaders = toHeaders(headers)
      return {
        url: url.trim(),
        ...(timeout === '' ? {} : { timeout: Number(timeout) }),
        ...(Object.keys(additionalHeaders).length === 0 ? {} : { additionalHeaders }),
      }
    }),
  }
}

/** Why a text is no configuration: no JSON at all, or something wrong at a place in it. */
export type Flaw =
  | { kind: 'syntax'; message: string }
  | { kind: 'shape'; path: string; wanted: 'object' | 'list' | 'text' | 'number' | 'unknown' }

/** Reads a pasted configuration as far as the form can show it; what is wrong with its values, the server says. */
export function parseConfiguration(text: string): Configuration | Flaw {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { kind: 'syntax', message: error instanceof Error ? error.message : String(error) }
  }
  const flaw = flawOf(value)
  // Every field was looked at.
  return flaw ?? (value as Configuration)
}

const shape = (path: string, wanted: Extract<Flaw, { kind: 'shape' }>['wanted']): Flaw => ({
  ...{ kind: 'shape', path, wanted },
})

function flawOf(value: unknown): Flaw | undefined {
  if (!isObject(value)) return shape('{}', 'object')
  const stranger = Object.keys(value).find((key) => key !== 'webhooks')
  if (stranger !== undefined) return shape(stranger, 'unknown')
  if (!Array.isArray(value.webhooks)) return shape('webhooks', 'list')
  for (const [index, entry] of value.webhooks.entries()) {
    const flaw = entryFlaw(entry, `webhooks[${index}]`)
    if (flaw !== undefined) return flaw
  }
  return undefined
}

function entryFlaw(entry: unknown, path: string): Flaw | undefined {
  if (!isObject(entry)) return shape(path, 'object')
  const { url, timeout, additionalHeaders, ...others } = entry
  const [stranger] = Object.keys(others)
  if (stranger !== undefined) return shape(`${path}.${stranger}`, 'unknown')
  if (typeof url !== 'string') return shape(`${path}.url`, 'text')
  if (timeout !== undefined && !Number.isInteger(timeout)) return shape(`${path}.timeout`, 'number')
  if (additionalHeaders === undefined) return undefined
  if (!isObject(additionalHeaders)) return shape(`${path}.additionalHeaders`, 'object')
  const wrong = Object.entries(additionalHeaders).find(([, header]) => typeof header !== 'string')
  return wrong === undefined ? undefined : shape(`${path}.additionalHeaders.${wrong[0]}`, 'text')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The errors of one entry by its own fields, such as `url` or `additionalHeaders.X-Key`. */
export function errorsOfEntry(errors: Record<string, string>, index: number): Record<string, string> {
  const prefix = `webhooks[${index}]`
  return Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path === prefix || path.startsWith(`${prefix}.`) ? [[path.slice(prefix.length + 1), message]] : [],
    ),
  )
}

/** The addresses that a list had and has no longer. */
export function goneUrls(before: Configuration, after: Configuration): string[] {
  const kept = new Set(after.webhooks.map(({ url }) => url))
  return before.webhooks.map(({ url }) => url).filter((url) => !kept.has(url))
}

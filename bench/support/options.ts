import { parseArgs } from 'node:util'

/** Reads whole numbers such as `--rounds 2` from the command line; what is not given keeps its default. */
export function readOptions<Names extends string>(defaults: Record<Names, number>): Record<Names, number> {
  const names = Object.keys(defaults) as Names[]
  const { values } = parseArgs({
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  })
  const entries = names.map((name) => [name, toCount(name, values[name]) ?? defaults[name]])
  return Object.fromEntries(entries) as Record<Names, number>
}

function toCount(name: string, text: string | boolean | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} takes a whole number above 0`)
  return count
}

import { mkdir, writeFile } from 'node:fs/promises'
import { describeMachine, type Machine } from './machine.ts'
import { summarize, type Measurement, type Summary } from './rounds.ts'

/** What a benchmark leaves in `results/<bench>.json`. */
export type Result = {
  bench: string
  machine: Machine
  options: Record<string, number>
  summary: Summary[]
  /** Medians of ratios within the same round. */
  ratios: Record<string, number>
  measurements: Measurement[]
}

export const resultsUrl = new URL('../results/', import.meta.url)

/** Prints the table of medians and writes the result file. */
export async function publish(
  bench: string,
  options: Record<string, number>,
  measurements: Measurement[],
  ratios: Record<string, number> = {},
): Promise<void> {
  const summary = summarize(measurements)
  const result: Result = { bench, machine: describeMachine(), options, summary, ratios, measurements }
  console.log(`\n${toMarkdown(result)}\n`)
  await mkdir(resultsUrl, { recursive: true })
  await writeFile(new URL(`${bench}.json`, resultsUrl), `${JSON.stringify(result, null, 2)}\n`)
}

/** The medians as a Markdown table, the ratios below it. */
export function toMarkdown({ summary, ratios }: Result): string {
  const names = [...new Set(summary.flatMap(({ values }) => Object.keys(values)))]
  const header = ['', ...names.map(toWords), 'rounds']
  const rows = summary.map(({ contender, values, rounds, isClean }) => [
    contender,
    ...names.map((name) => (values[name] === undefined ? '' : toText(values[name]))),
    `${rounds}${isClean ? '' : ' *'}`,
  ])
  const table = [header, header.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
  const lines = table.map((cells) => `| ${cells.join(' | ')} |`)
  const below = Object.entries(ratios).map(([name, ratio]) => `- ${name}: **${ratio.toFixed(2)}**`)
  const note = summary.some(({ isClean }) => !isClean)
    ? ['\\* with rounds in which others used the machine']
    : []
  return [lines, below, note]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')
}

/** `eventsPerSecond` as `events/s`, `p99Ms` as `p99 ms`. */
export function toWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.replace(' per second', '/s')
}

/** A figure with as many digits as mean something. */
export function toText(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

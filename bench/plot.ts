/** Makes pictures of the results, and puts the tables into the README. `node bench/plot.ts` */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { resultsUrl, toMarkdown, toText, type Result } from './support/results.ts'
import { usable, type Summary } from './support/rounds.ts'
import { drawCharts, type Bar, type Chart } from './support/svg.ts'

type Wanted = { title: string; value: string; only?: (contender: string) => boolean }

const wanted: Record<string, Wanted[]> = {
  drain: [
    {
      title: 'Deliveries a second, one webhook',
      value: 'deliveriesPerSecond',
      only: (name) => name.endsWith(' 1 webhook'),
    },
    {
      title: 'Deliveries a second, 100 webhooks',
      value: 'deliveriesPerSecond',
      only: (name) => name.endsWith('webhooks'),
    },
  ],
  latency: [
    { title: 'From the post to the receiver, p50 in ms', value: 'p50Ms' },
    { title: 'From the post to the receiver, p99 in ms', value: 'p99Ms' },
  ],
  ingest: [
    { title: 'Events a second', value: 'eventsPerSecond' },
    { title: 'p99 of a request, ms', value: 'p99Ms' },
  ],
  fair: [{ title: 'Healthy webhooks: from the post to the receiver, p99 in ms', value: 'p99Ms' }],
  ordered: [{ title: 'Deliveries a second', value: 'deliveriesPerSecond' }],
  backlog: [
    { title: 'Deliveries a second', value: 'deliveriesPerSecond' },
    { title: 'A claim of up to 500, p50 in ms', value: 'claimMs' },
  ],
  workers: [{ title: 'Deliveries a second', value: 'deliveriesPerSecond' }],
  overview: [{ title: 'Figures of seven days, ms', value: 'weekMs' }],
  // One row of figures: a table says it all.
  disk: [],
  start: [{ title: 'Seconds from npm start to ready', value: 'readySeconds' }],
}

function chartOf(result: Result, { title, value, only = () => true }: Wanted): Chart {
  const shown = result.summary.filter(
    ({ contender, values }) => only(contender) && values[value] !== undefined,
  )
  return { title, bars: shown.map((summary) => barOf(result, summary, value)), format: toText }
}

function barOf({ measurements }: Result, { contender, values }: Summary, value: string): Bar {
  const rounds = usable(measurements.filter((each) => each.contender === contender))
  const found = rounds.map((each) => each.values[value] ?? 0)
  return {
    label: contender,
    value: values[value] ?? 0,
    from: Math.min(...found),
    to: Math.max(...found),
    isOurs: !/^(from the log|one by one|bare|BullMQ|pg-boss|graphile)/.test(contender),
  }
}

/** Between `<!-- name -->` and `<!-- /name -->` stands what was measured last. */
function fillIn(readme: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [start, end] = [readme.indexOf(open), readme.indexOf(close)]
  if (start < 0 || end < start) throw new Error(`The README has no place for ${name}`)
  return `${readme.slice(0, start + open.length)}\n${text}\n${readme.slice(end)}`
}

function describe({ machine, options }: Result): string {
  // How many rounds there were stands in the table; a run may have been ended before all that were asked for.
  const settings = Object.entries(options).filter(([name]) => name !== 'rounds')
  const written = settings.map(([name, value]) => `${name} ${value.toLocaleString('en')}`)
  return [`Measured ${machine.date.slice(0, 16).replace('T', ' ')} UTC`, ...written].join(', ') + '.'
}

function machineTable({ machine }: Result): string {
  const { cpu, cores, memoryGib, kernel, versions } = machine
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    `${cpu}, ${cores} cores, ${memoryGib} GiB of memory, Linux ${kernel.split('-', 1)[0]}.`,
    `Versions: ${software.join(', ')}.`,
  ].join('\n')
}

const readmeUrl = new URL('README.md', import.meta.url)
let readme = await readFile(readmeUrl, 'utf8')
for (const [bench, charts] of Object.entries(wanted)) {
  const file = new URL(`${bench}.json`, resultsUrl)
  if (!existsSync(file)) continue
  const result = JSON.parse(await readFile(file, 'utf8')) as Result
  const picture = drawCharts(charts.map((chart) => chartOf(result, chart)))
  if (charts.length > 0) await writeFile(new URL(`${bench}.svg`, resultsUrl), picture)
  readme = fillIn(readme, bench, `${describe(result)}\n\n${toMarkdown(result)}`)
  // The same for all, but for the programs that a benchmark does not need: this one needs most.
  if (bench === 'drain') readme = fillIn(readme, 'machine', machineTable(result))
}
await writeFile(readmeUrl, readme)

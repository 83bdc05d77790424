import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDb } from '../src/lib/db.ts'
import { startEmbeddedPostgres } from '../src/lib/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../src/lib/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server whose database `offhook_template` is migrated: test files clone it. */
    postgresUrl: string
  }
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** One real Postgres for all test files: the one named by OFFHOOK_TEST_DATABASE_URL, or an embedded one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.OFFHOOK_TEST_DATABASE_URL
  const dataDir = await mkdtemp(path.join(tmpdir(), 'offhook-tests-'))
  const server =
    given === undefined
      ? await startEmbeddedPostgres({ dataDir, log: quiet })
      : { url: given, stop: async () => undefined }
  await makeTemplate(server.url)
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function makeTemplate(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query('drop database if exists offhook_template')
  await admin.query('create database offhook_template')
  await admin.end()
  const db = openDb(
    { url: withDatabase(url, 'offhook_template'), maxConnections: 2, applicationName: 'template' },
    ignore,
  )
  await migrate(db, quiet)
  await db.close()
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

function ignore(): void {
  // A test database that goes away takes its idle connections with it.
}

import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { clearLeftServer } from '../../packages/server/src/lib/embedded-postgres/left-server.ts'
import { removeSocketDir } from '../../packages/server/src/lib/embedded-postgres/socket-dir.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Ends the Postgres that a killed process left running in its data directory, and removes its socket. */
export async function endLeftPostgres(dataDir: string): Promise<void> {
  const data = await realpath(path.join(dataDir, 'postgres')).catch(() => undefined)
  if (data !== undefined) await clearLeftServer(data, quiet)
  await removeSocketDir(path.join(dataDir, 'postgres.socket'))
}

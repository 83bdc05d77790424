/** A process for the tests to kill: starts the embedded Postgres on the data directory given to it, tells, and stays. */
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const [dataDir = '', outsideDir = ''] = process.argv.slice(2)

const tell = (fact: object) => process.stdout.write(`${JSON.stringify(fact)}\n`)
const log = (fields: object, message: string) => tell({ log: message, ...fields })

try {
  const { url, stop } = await startEmbeddedPostgres({
    dataDir,
    outsideDir,
    log: { info: log, warn: log, error: log },
  })
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)))
  tell({ url })
} catch (error) {
  tell({ error: error instanceof Error ? error.message : String(error) })
}

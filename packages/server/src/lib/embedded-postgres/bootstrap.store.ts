import { Client, DatabaseError } from 'pg'

/** The role that Offhook works as. It owns its database and is no superuser, as on a managed Postgres. */
export const ROLE = 'offhook'
export const DATABASE = 'offhook'

const INVALID_CATALOG_NAME = '3D000'
const INVALID_PASSWORD = '28P01'

/** The commands, one per line, that make the role in a new cluster. The password must be free of quotes. */
export function createRoleCommands(password: string): string {
  return [
    `create role ${ROLE} login createdb createrole password '${password}'`,
    `grant pg_monitor to ${ROLE}`,
    `create database ${DATABASE} owner ${ROLE}`,
    '',
  ].join('\n')
}

/** The command that gives the role another password, which must be free of quotes. */
export function changePasswordCommand(password: string): string {
  return `alter role ${ROLE} password '${password}'\n`
}

/** Connects once and creates the database if somebody dropped it. `wrong-password`: the server does not know ours. */
export async function ensureDatabase(url: string): Promise<'ok' | 'wrong-password'> {
  try {
    await withClient(url, () => Promise.resolve())
    return 'ok'
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    if (error.code === INVALID_PASSWORD) return 'wrong-password'
    if (error.code !== INVALID_CATALOG_NAME) throw error
  }
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  await withClient(maintenance.href, (client) => client.query(`create database ${DATABASE}`))
  return 'ok'
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {}) // a connection lost while idle shows in the next query
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

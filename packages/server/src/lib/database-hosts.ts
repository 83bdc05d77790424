import { Socket } from 'node:net'
import type pg from 'pg'

/** A Postgres that may be on one of several hosts: which one is the primary is found out by connecting. */
export type DatabaseHosts = {
  /** For a pg client or pool; every connection goes to the host that was the primary last. */
  config: pg.ClientConfig
  /** Rejects and turns to the next host when this connection ended at a standby, which cannot write. */
  refuseStandby: (client: pg.ClientBase) => Promise<void>
  count: number
}

type Host = { host: string; port: number }

const defaultPort = 5432

/**
 * Reads a database URL; like libpq it may name several hosts: `postgres://user@one:5432,two:5432/offhook`. A host that
 * cannot be reached, or is a standby, makes the next connection go to the next one. Null when it is no such URL.
 */
export function databaseHosts(url: string): DatabaseHosts | null {
  const match = /^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/.exec(url)
  if (match === null) return null
  const [, start = '', authority = '', rest = ''] = match
  const names = authority.split(',')
  if (!names.every((name) => URL.canParse(`${start}${name}${rest}`))) return null
  const connectionString = `${start}${names[0] ?? ''}${rest}`
  if (names.length === 1)
    return { config: { connectionString }, refuseStandby: async () => undefined, count: 1 }

  const hosts = names.map(parseHost)
  let current = 0
  const turn = (from: number) => {
    if (current === from) current = (from + 1) % hosts.length
  }
  // A string comes without these types in pg: https://node-postgres.com/apis/client#new-client
  const config = { connectionString, stream: () => openSocket(hosts, current, turn) } as pg.ClientConfig
  return { config, refuseStandby: (client) => refuseStandby(client, current, turn), count: hosts.length }
}

function parseHost(name: string): Host {
  const { hostname, port } = new URL(`postgres://${name}`)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) }
}

/** A socket that connects to the chosen host, whatever host pg read from the URL. */
function openSocket(hosts: readonly Host[], index: number, turn: (from: number) => void): Socket {
  const socket = new Socket()
  const { host, port } = hosts[index] ?? { host: 'localhost', port: defaultPort }
  const connect = socket.connect.bind(socket)
  socket.connect = () => connect(port, host)
  let isConnected = false
  socket.once('connect', () => {
    isConnected = true
  })
  // An error is told before anyone asks for the next connection; a connection given up in time ends without one.
  for (const event of ['error', 'close']) {
    socket.once(event, () => {
      if (!isConnected) turn(index)
    })
  }
  return socket
}

async function refuseStandby(
  client: pg.ClientBase,
  index: number,
  turn: (from: number) => void,
): Promise<void> {
  const { rows } = await client.query<{ isStandby: boolean }>('select pg_is_in_recovery() as "isStandby"')
  if (rows[0]?.isStandby !== true) return
  turn(index)
  // SQLSTATE 08004: the server rejected the connection; counts as a database that is away for now.
  throw Object.assign(new Error('This host is a standby; the next one is tried'), { code: '08004' })
}

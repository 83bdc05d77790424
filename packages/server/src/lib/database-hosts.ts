import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import pg from 'pg'

/** A Postgres that may be on one of several hosts: which one is the primary is found out by connecting. */
export type DatabaseHosts = {
  /** A client of pg, or of its pool, that connects to the host that was the primary last. */
  Client: new (config?: pg.ClientConfig) => pg.Client
  /** Rejects and turns to the next host when this connection ended at a standby, which cannot write. */
  refuseStandby: (client: pg.ClientBase) => Promise<void>
}

// Of a whole process: else each pool would meet a dead first host anew, and a process that starts after a failover would fail.
const known = new Map<string, DatabaseHosts>()

/**
 * Reads a database URL; like libpq it may name several hosts: `postgres://user@one:5432,two:5432/offhook`. A host that
 * cannot be reached, or is a standby, makes the next connection go to the next one, whoever asks for it with the same URL.
 * Null when it is no such URL.
 */
export function databaseHosts(url: string): DatabaseHosts | null {
  const hosts = known.get(url) ?? readHosts(url)
  if (hosts !== null) known.set(url, hosts)
  return hosts
}

function readHosts(url: string): DatabaseHosts | null {
  const match = /^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/.exec(url)
  if (match === null) return null
  const [, start = '', authority = '', rest = ''] = match
  const names = authority.split(',')
  if (!names.every((name) => URL.canParse(`${start}${name}${rest}`))) return null
  const urls = names.map((name) => `${start}${name}${rest}`)
  let current = 0
  const turn = (from: number) => {
    if (current === from) current = (from + 1) % urls.length
  }
  const hostOf = new WeakMap<pg.ClientBase, number>()

  // The whole URL of the host, and not only a socket to it: a certificate is checked against the name in the URL.
  class HostClient extends pg.Client {
    constructor(config: pg.ClientConfig = {}) {
      const host = current
      const socket = config.stream?.() ?? new Socket()
      whenNotConnected(socket, () => turn(host))
      super({ ...config, connectionString: urls[host], stream: () => socket })
      hostOf.set(this, host)
    }
  }

  const refuseStandby = async (client: pg.ClientBase) => {
    if (urls.length === 1 || !(await isStandby(client))) return
    turn(hostOf.get(client) ?? current)
    // SQLSTATE 08004: the server rejected the connection; counts as a database that is away for now.
    throw Object.assign(new Error('This host is a standby; the next one is tried'), { code: '08004' })
  }
  return { Client: HostClient, refuseStandby }
}

/** Calls back when the socket ends without ever having been connected; an error of a name counts as that too. */
function whenNotConnected(socket: Duplex, callBack: () => void): void {
  let isConnected = false
  socket.once('connect', () => {
    isConnected = true
  })
  // An error is told before anyone asks for the next connection; a connection given up in time ends without one.
  for (const event of ['error', 'close']) {
    socket.once(event, () => {
      if (!isConnected) callBack()
    })
  }
}

async function isStandby(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ isStandby: boolean }>('select pg_is_in_recovery() as "isStandby"')
  return rows[0]?.isStandby === true
}

// The open connections. One undici Client is one socket, and one request has it to itself from `acquire` to `release`
// or `discard`: so the time a connection took to open belongs to the request that had it opened.
import type { Socket } from 'node:net'
import { callbackify } from 'node:util'
import { Client } from 'undici'
import type { Connect, Opening } from './connect.ts'
import type { Origin } from './target.ts'
import { watchWire, type Wire } from './wire.ts'

// A receiver's `Keep-Alive: timeout` is taken one second short, so that we rarely meet its closing.
const KEEP_ALIVE_MARGIN_MS = 1_000
const MAX_HEADER_BYTES = 16 * 1024

/** A connection to one origin, open or about to be opened by the next request. */
export type Connection = {
  key: string
  client: Client
  /** The opening done for the current request; null while that request uses a connection opened before. */
  opening: Opening | null
  remoteAddress: string | null
  socket: Socket | null
  wire: Wire | null
  /** The first error of the socket: undici tells the last, which hides a TLS alert behind the close that follows. */
  socketError: Error | null
  /** Ends an opening that is under way. */
  abort: AbortController
}

export type ConnectionsOptions = {
  connect: Connect
  /** How long an unused connection stays open, in milliseconds. */
  idleTimeoutMs: number
  /** How many unused connections stay open in all; beyond that the longest unused are closed. */
  maxIdle: number
}

export type Connections = {
  /** An unused connection to the origin, the last used first, or a new one. */
  acquire: (origin: Origin) => Connection
  /** A new connection in any case. After `close` it is one that ends every request as destroyed. */
  open: (origin: Origin) => Connection
  /** Gives back a connection whose last response was complete. */
  release: (connection: Connection) => void
  /** Closes a connection. */
  discard: (connection: Connection) => void
  stats: () => { open: number; idle: number }
  /** Closes all, those in use too, and resolves when they are closed. */
  close: () => Promise<void>
}

/** A pool that holds no request back: how many connections there may be is for the caller to decide. */
export function createConnections(options: ConnectionsOptions): Connections {
  const all = new Set<Connection>()
  /** The unused ones, the longest unused first: of each origin, and of all. */
  const idleByKey = new Map<string, Connection[]>()
  const idle = new Set<Connection>()
  let isClosed = false

  const destroy = async (connection: Connection): Promise<void> => {
    all.delete(connection)
    const siblings = idleByKey.get(connection.key) ?? []
    if (idle.delete(connection)) siblings.splice(siblings.indexOf(connection), 1)
    if (siblings.length === 0) idleByKey.delete(connection.key)
    connection.abort.abort()
    await connection.client.destroy()
  }
  const discard = (connection: Connection): void => void destroy(connection)
  const open = (origin: Origin): Connection => {
    const connection = createConnection(origin, options)
    all.add(connection)
    connection.client.on('disconnect', () => {
      if (idle.has(connection)) discard(connection)
    })
    if (isClosed) discard(connection)
    return connection
  }

  return {
    open,
    discard,
    acquire: (origin) => {
      const connection = idleByKey.get(origin.key)?.pop()
      if (connection === undefined) return open(origin)
      idle.delete(connection)
      connection.opening = null
      connection.wire?.expectResponse()
      return connection
    },
    release: (connection) => {
      // An answer that came before the whole request was written: the next request would wait behind the rest.
      if (connection.socket !== null && connection.socket.writableLength > 0) return discard(connection)
      idle.add(connection)
      const siblings = idleByKey.get(connection.key)
      if (siblings === undefined) idleByKey.set(connection.key, [connection])
      else siblings.push(connection)
      const longestIdle = idle.size > options.maxIdle ? idle.values().next().value : undefined
      if (longestIdle !== undefined) discard(longestIdle)
    },
    stats: () => ({ open: all.size, idle: idle.size }),
    close: async () => {
      isClosed = true
      await Promise.all(Array.from(all, destroy))
    },
  }
}

function createConnection(origin: Origin, { connect, idleTimeoutMs }: ConnectionsOptions): Connection {
  const abort = new AbortController()
  const openSocket = async (): Promise<Socket> => {
    const opening: Opening = { step: 'dns', dnsMs: null, connectMs: null, tlsMs: null, remoteAddress: null }
    connection.opening = opening
    connection.socketError = null
    const socket = await connect(origin, opening, abort.signal)
    connection.remoteAddress = opening.remoteAddress
    connection.socket = socket
    connection.wire = watchWire(socket)
    socket.once('error', (error) => {
      connection.socketError = error
    })
    return socket
  }
  const openForClient = callbackify(openSocket)
  const client = new Client(origin.key, {
    // Also called when an unused connection was closed by the other side before it is used again.
    connect: (_, callback) => {
      openForClient((error, socket) => {
        if (error === null) callback(null, socket)
        else callback(error, null)
      })
    },
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: idleTimeoutMs,
    keepAliveMaxTimeout: idleTimeoutMs,
    keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The sender has one deadline for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const connection: Connection = {
    key: origin.key,
    client,
    opening: null,
    remoteAddress: null,
    socket: null,
    wire: null,
    socketError: null,
    abort,
  }
  return connection
}

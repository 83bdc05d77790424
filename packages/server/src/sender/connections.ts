// The open connections. One connection is one socket, and one request has it to itself from `acquire` to `release` or
// `discard`: so the time a connection took to open belongs to the request that had it opened.
import type { Socket } from 'node:net'
import type { Connect, Opening } from './connect.ts'
import { canceled } from './failure.ts'
import { createResponseReader, type ResponseReader } from './response.ts'
import type { Origin } from './target.ts'

// A receiver's `Keep-Alive: timeout` is taken one second short, so that we rarely meet its closing.
const KEEP_ALIVE_MARGIN_MS = 1_000
const SWEEP_MS = 500

/** A connection to one origin, open or about to be opened by the next request. */
export type Connection = {
  origin: Origin
  /** The opening done for the current request; null while that request uses a connection opened before. */
  opening: Opening | null
  remoteAddress: string | null
  socket: Socket | null
  reader: ResponseReader
  /** Until when it may be used again, by `performance.now()`. */
  usableUntil: number
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
  /** A new connection in any case. After `close` it is one that ends every request as canceled. */
  create: (origin: Origin) => Connection
  /** Opens the socket of a new connection; what becomes of it, its reader hears. */
  open: (connection: Connection, onOpen: (socket: Socket) => void) => void
  /** Gives back a connection whose last response was complete; `keepAliveMs` is how long the receiver keeps it open. */
  release: (connection: Connection, keepAliveMs: number | null) => void
  /** Closes a connection. */
  discard: (connection: Connection) => void
  stats: () => { open: number; idle: number }
  /** Closes all, those in use too, and resolves when they are closed. */
  close: () => Promise<void>
}

/** A pool that holds no request back: how many connections there may be is for the caller to decide. */
export function createConnections({ connect, idleTimeoutMs, maxIdle }: ConnectionsOptions): Connections {
  const all = new Set<Connection>()
  /** The unused ones, the longest unused first: of each origin, and of all. */
  const idleByKey = new Map<string, Connection[]>()
  const idle = new Set<Connection>()
  let isClosed = false

  function forgetIdle(connection: Connection): void {
    if (!idle.delete(connection)) return
    const siblings = idleByKey.get(connection.origin.key) ?? []
    siblings.splice(siblings.indexOf(connection), 1)
    if (siblings.length === 0) idleByKey.delete(connection.origin.key)
  }

  function discard(connection: Connection): void {
    all.delete(connection)
    forgetIdle(connection)
    connection.abort.abort()
    connection.socket?.destroy()
  }

  function create(origin: Origin): Connection {
    const connection: Connection = {
      ...{ origin, opening: null, remoteAddress: null, socket: null, usableUntil: 0 },
      reader: createResponseReader(),
      abort: new AbortController(),
    }
    if (isClosed) connection.abort.abort(canceled())
    else all.add(connection)
    return connection
  }

  async function openSocket(connection: Connection): Promise<Socket> {
    const opening: Opening = { step: 'dns', dnsMs: null, connectMs: null, tlsMs: null, remoteAddress: null }
    connection.opening = opening
    connection.abort.signal.throwIfAborted()
    const socket = await connect(connection.origin, opening, connection.abort.signal, (bytes) => {
      // What comes without a request is no answer to anything.
      if (connection.reader.isReading()) connection.reader.take(bytes)
      else discard(connection)
    })
    if (connection.abort.signal.aborted) {
      socket.destroy()
      throw canceled()
    }
    connection.socket = socket
    connection.remoteAddress = opening.remoteAddress
    const onEnd = (): void => {
      if (connection.reader.isReading()) connection.reader.close()
      else discard(connection)
    }
    socket.on('error', (error) => connection.reader.fail(error))
    socket.on('end', onEnd)
    socket.on('close', onEnd)
    return socket
  }

  /** Closes what has been unused for too long. */
  function sweep(): void {
    const now = performance.now()
    for (const connection of idle) if (connection.usableUntil <= now) discard(connection)
  }
  const sweeping = setInterval(sweep, Math.min(SWEEP_MS, idleTimeoutMs))
  sweeping.unref()

  return {
    create,
    discard,
    acquire: (origin) => {
      const siblings = idleByKey.get(origin.key)
      const connection = siblings?.pop()
      if (siblings?.length === 0) idleByKey.delete(origin.key)
      if (connection === undefined) return create(origin)
      idle.delete(connection)
      connection.opening = null
      if (connection.usableUntil > performance.now()) return connection
      discard(connection)
      return create(origin)
    },
    open: (connection, onOpen) => {
      openSocket(connection).then(onOpen, (error: Error) => connection.reader.fail(error))
    },
    release: (connection, keepAliveMs) => {
      const { socket } = connection
      const limitMs = keepAliveMs === null ? Infinity : keepAliveMs - KEEP_ALIVE_MARGIN_MS
      connection.usableUntil = performance.now() + Math.min(idleTimeoutMs, limitMs)
      // An answer that came before the whole request was written: the next request would wait behind the rest.
      const isBusy = socket === null || socket.destroyed || socket.writableLength > 0
      if (isBusy || limitMs <= 0 || isClosed) return discard(connection)
      idle.add(connection)
      const siblings = idleByKey.get(connection.origin.key)
      if (siblings === undefined) idleByKey.set(connection.origin.key, [connection])
      else siblings.push(connection)
      const longestIdle = idle.size > maxIdle ? idle.values().next().value : undefined
      if (longestIdle !== undefined) discard(longestIdle)
    },
    stats: () => ({ open: all.size, idle: idle.size }),
    close: async () => {
      isClosed = true
      clearInterval(sweeping)
      await Promise.all(Array.from(all, closed))
    },
  }

  /** Closes a connection, and resolves when it is closed. */
  async function closed(connection: Connection): Promise<void> {
    const { socket, reader } = connection
    const isGone = socket === null || socket.destroyed ? Promise.resolve() : once(socket)
    discard(connection)
    reader.fail(canceled())
    await isGone
  }
}

async function once(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.once('close', () => resolve())
  await promise
}

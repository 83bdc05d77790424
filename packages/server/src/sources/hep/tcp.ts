import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { Logger } from '../../lib/log.ts'
import { createFrameReader } from './frames.ts'
import type { ListenAddress } from './parse-listen.ts'
import type { OpenSocket } from './udp.ts'

export type TcpLimits = { maxConnections: number; idleTimeoutMs: number }

export type TcpHandlers = {
  isAllowed: (remoteAddress: string) => boolean
  onPacket: (bytes: Buffer) => void
  /** A connection was turned away: not allowed, or one too many. */
  onRefused: () => void
  /** A stream held something else than HEP3. */
  onJunk: () => void
}

const KEEP_ALIVE_MS = 60_000

/** Listens for streams of packets that follow one another. Rejects when the address cannot be bound. */
export async function openTcp(
  address: ListenAddress,
  limits: TcpLimits,
  log: Logger,
  handlers: TcpHandlers,
): Promise<OpenSocket> {
  const connections = new Set<Socket>()
  const server = createServer({ keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }, (socket) => {
    if (!handlers.isAllowed(socket.remoteAddress ?? '')) {
      handlers.onRefused()
      socket.destroy()
      return
    }
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    serve(socket, limits, log, handlers)
  })
  server.maxConnections = limits.maxConnections
  server.on('drop', handlers.onRefused)
  server.listen(address.port, address.host)
  await once(server, 'listening')
  server.on('error', (error) => log.warn({ error: error.message }, 'hep.socket_error'))
  const local = server.address()
  const port = typeof local === 'object' && local !== null ? local.port : address.port
  const bound = { transport: 'tcp', host: address.host, port } as const
  log.info(bound, 'hep.listening')
  return {
    address: bound,
    close: async () => {
      server.close()
      for (const socket of connections) socket.destroy()
      await once(server, 'close')
    },
  }
}

function serve(socket: Socket, limits: TcpLimits, log: Logger, handlers: TcpHandlers): void {
  const { remoteAddress } = socket
  const readFrames = createFrameReader()
  const close = (why: string) => {
    log.info({ remoteAddress, why }, 'hep.connection_closed')
    socket.destroy()
  }
  socket.setTimeout(limits.idleTimeoutMs, () => close('idle'))
  socket.on('error', (error) => close(error.message))
  socket.on('data', (chunk) => {
    const { frames, isJunk } = readFrames(chunk)
    for (const frame of frames) handlers.onPacket(frame)
    if (!isJunk) return
    handlers.onJunk()
    close('not HEP3')
  })
}

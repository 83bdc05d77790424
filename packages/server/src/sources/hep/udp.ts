import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { lookup } from 'node:dns/promises'
import type { Logger } from '../../lib/log.ts'
import type { ListenAddress } from './parse-listen.ts'

/** An open socket: where it really listens, and how to close it. */
export type OpenSocket = { address: ListenAddress; close: () => Promise<void> }

/** Asked of the kernel so that a burst or a pause of ours loses nothing; it may give less (net.core.rmem_max). */
const RECEIVE_BUFFER_BYTES = 4 * 1_024 * 1_024

/** Listens for datagrams, each of them one packet. Rejects when the address cannot be bound. */
export async function openUdp(
  address: ListenAddress,
  log: Logger,
  onPacket: (bytes: Buffer, remoteAddress: string) => void,
): Promise<OpenSocket> {
  const { family, address: ip } = await lookup(address.host)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  socket.on('message', (bytes, remote) => onPacket(bytes, remote.address))
  socket.bind(address.port, ip)
  await once(socket, 'listening')
  socket.on('error', (error) => log.warn({ error: error.message }, 'hep.socket_error'))
  socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES)
  // Linux reports twice what it grants, the other half being its own bookkeeping.
  const receiveBufferBytes = socket.getRecvBufferSize()
  const bound = { transport: 'udp', host: ip, port: socket.address().port } as const
  log.info({ ...bound, receiveBufferBytes }, 'hep.listening')
  return {
    address: bound,
    close: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}

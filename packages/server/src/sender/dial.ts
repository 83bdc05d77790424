import { connect, isIPv4, type OnReadOpts, type Socket } from 'node:net'
import { connectFailure, SendFailure } from './failure.ts'

// RFC 8305, 5 (Happy Eyeballs): how long to wait for one address before the next is tried beside it.
const ATTEMPT_DELAY_MS = 250
const MAX_ADDRESSES = 8

/** How a socket is to hand over what it reads, if not as a stream. */
export type DialOptions = { onread?: OnReadOpts }

/** The addresses in the order to try them: the families take turns, beginning with that of the first (RFC 8305, 4). */
export function interleaveFamilies(addresses: readonly string[]): string[] {
  const isFirstV4 = isIPv4(addresses[0] ?? '')
  const first = addresses.filter((address) => isIPv4(address) === isFirstV4)
  const second = addresses.filter((address) => isIPv4(address) !== isFirstV4)
  const turns = first.length > second.length ? first.length : second.length
  return Array.from({ length: turns }, (_, turn) => [first[turn], second[turn]])
    .flat()
    .filter((address) => address !== undefined)
}

/**
 * A TCP connection to the first address that answers, of at most eight. The next one is tried as soon as one fails,
 * or beside it after 250 ms. Rejects with a SendFailure when all failed, with the signal's reason when it aborts.
 */
export async function dial(
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
  options: DialOptions = {},
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const queue = interleaveFamilies(addresses).slice(0, MAX_ADDRESSES)
  const open = new Set<Socket>()
  let timer: NodeJS.Timeout | undefined

  const onAbort = (): void => finish(() => reject(signal.reason), null)
  const finish = (settle: () => void, winner: Socket | null): void => {
    clearTimeout(timer)
    queue.length = 0
    signal.removeEventListener('abort', onAbort)
    for (const socket of open) {
      if (socket !== winner) socket.destroy()
    }
    settle()
  }
  const tryNext = (): void => {
    clearTimeout(timer)
    const address = queue.shift()
    if (address === undefined) return
    const socket = connect({ host: address, port, noDelay: true, keepAlive: true, ...options })
    open.add(socket)
    socket.once('connect', () => finish(() => resolve(socket), socket))
    // Stays attached: a loser that is destroyed while connecting may still report an error.
    socket.on('error', (error) => {
      open.delete(socket)
      if (queue.length > 0) tryNext()
      else if (open.size === 0) finish(() => reject(connectFailure(error, address, port)), null)
    })
    if (queue.length > 0) timer = setTimeout(tryNext, ATTEMPT_DELAY_MS)
  }

  if (queue.length === 0) throw new SendFailure('dns', 'The host name has no addresses.')
  signal.throwIfAborted()
  signal.addEventListener('abort', onAbort)
  tryNext()
  return promise
}

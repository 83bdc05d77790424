import type { Socket } from 'node:net'
import { SendFailure } from './failure.ts'

// Headers, the 64 KiB of body that are read, and ample framing: what is beyond is not a response but a flood.
const MAX_WIRE_BYTES = 256 * 1024
const CR_LF_CR_LF = '\r\n\r\n'
const DIGIT_0 = 0x30
const DIGIT_1 = 0x31

/** Watches the bytes a receiver sends. `expectResponse` starts the count for the next response. */
export type Wire = { expectResponse: () => void }

/**
 * Puts two rules between a socket and undici, which takes data from it by `read` alone: at most 256 KiB for one
 * response, whatever they are (undici itself reads an endless reason phrase or chunk extension until the deadline),
 * and a `100 Continue` before it is dropped, as RFC 9110, 15.2 asks (undici takes it for a broken response).
 */
export function watchWire(socket: Socket): Wire {
  const read: (size?: number) => Buffer | null = socket.read.bind(socket)
  let byteCount = 0
  let isAwaitingHead = true

  socket.read = (size?: number): Buffer | null => {
    for (;;) {
      const chunk = read(size)
      if (chunk === null) return null
      byteCount += chunk.length
      if (byteCount > MAX_WIRE_BYTES) {
        socket.destroy(
          new SendFailure('too_large', 'The response is larger than 256 KiB, its framing included.'),
        )
        return null
      }
      const rest = isAwaitingHead ? withoutContinue(chunk) : chunk
      if (rest.length > 0) {
        isAwaitingHead = false
        return rest
      }
    }
  }
  return {
    expectResponse: () => {
      byteCount = 0
      isAwaitingHead = true
    },
  }
}

/** The bytes after any complete `HTTP/1.x 100 …` heads at the beginning. */
function withoutContinue(chunk: Buffer): Buffer {
  let rest = chunk
  while (rest[9] === DIGIT_1 && rest[10] === DIGIT_0 && rest[11] === DIGIT_0) {
    const end = rest.indexOf(CR_LF_CR_LF)
    if (end === -1) return rest
    rest = rest.subarray(end + CR_LF_CR_LF.length)
  }
  return rest
}

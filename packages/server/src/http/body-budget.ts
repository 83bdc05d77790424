import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../lib/errors.ts'

/** Memory that bodies may take in all while their requests are answered. */
export type BodyBudget = {
  /** Sets bytes aside; throws `unavailable` when they are not to be had. The function it returns gives them back, once. */
  reserve: (bytes: number) => () => void
}

export function createBodyBudget(totalBytes: number): BodyBudget {
  let free = totalBytes
  return {
    reserve(bytes) {
      if (bytes > free) {
        throw new AppError('unavailable', 'Too many large requests are being read. Try again in a moment.')
      }
      free -= bytes
      let isHeld = true
      return () => {
        if (isHeld) free += bytes
        isHeld = false
      }
    },
  }
}

/** The most memory a body can take: what it says of its length, or its limit when it says nothing (RFC 9112, section 6). */
export function bytesToHold(headers: IncomingHttpHeaders, bodyLimit: number): number {
  // An upload of numbers is read as a stream.
  if (headers['content-type']?.startsWith('text/csv') === true) return 0
  if (headers['transfer-encoding'] !== undefined) return bodyLimit
  const length = Number(headers['content-length'] ?? 0)
  // What is longer than its limit is refused without being read.
  return length > bodyLimit ? 0 : length
}

import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Duplex, Readable } from 'node:stream'
import { AppError } from '../lib/errors.ts'
import { pacedBody, watchPace } from './paced-body.ts'
import { createShares } from './shares.ts'

// Eight of the largest requests at a time; each also takes the room of its parsed values.
const bodyBytes = 256 * 1_048_576
// An upload of numbers is a transaction: it takes one of the API's eight connections for as long as it lasts.
const uploads = 4
// All the while Postgres clears nothing of what goes through the queue.
const maxUploadMs = 3_600_000
// Smaller ones hold next to nothing while they stall.
const pacedFromBytes = 65_536
// Where only smaller ones are taken they are not counted: those without a key would share one account's room to sign in.
const countedFromLimit = 65_536

const overdueDetail =
  'Offhook is stopping and could not wait for the rest of the body. Nothing of it was used. Send it again in a moment.'

/** What is known of a request before its body is read. */
export type Arriving = {
  accountId: string
  bodyLimit: number
  headers: IncomingHttpHeaders
  reply: ServerResponse
}

/** Lets bodies in: as many as there is room for, half of it for one account, and none that stalls. */
export type Intake = {
  /** The body as it may be read; throws `unavailable` when there is no room. It fails later for the same reasons. */
  admit: (arriving: Arriving, body: Readable) => Readable
  /** Runs an upload to its end, also when its client has long gone; throws `unavailable` when too many run. */
  upload: <T>(accountId: string, run: () => Promise<T>) => Promise<T>
  /** Whether a body comes over it that is held to a pace, and is not to end with other requests' time. */
  isPaced: (socket: Duplex) => boolean
}

export function createIntake(stallMs: number, overdue: AbortSignal, uploadMs = maxUploadMs): Intake {
  const memory = createShares(
    bodyBytes,
    bodyBytes / 2,
    'Too many large requests are being read. Try again in a moment.',
  )
  const slots = createShares(
    uploads,
    uploads / 2,
    'Too many files are being uploaded. Try again when one of them has ended.',
  )
  const coming = new Set<Readable>()
  overdue.addEventListener('abort', () => {
    for (const body of coming) body.destroy(new AppError('unavailable', overdueDetail))
  })
  const pacedSockets = new WeakSet<Duplex>()
  return {
    admit({ accountId, bodyLimit, headers, reply }, body) {
      // The caller may have gone while we asked who it is.
      if (reply.closed) return body
      const isUpload = headers['content-type']?.toLowerCase().startsWith('text/csv') === true
      const isCounted = !isUpload && bodyLimit >= countedFromLimit
      const length = statedLength(headers)
      const taken = memory.take(accountId, isCounted ? bytesAhead(length, bodyLimit) : 0)
      reply.once('close', taken.giveBack)
      if (length !== null && length < pacedFromBytes && !isUpload) return body
      const paced = pacedBody(body, stallMs, (count) => {
        if (isCounted && length === null) taken.add(count)
      })
      coming.add(paced)
      const limit = isUpload ? setTimeout(() => paced.destroy(tooLong(uploadMs)), uploadMs) : undefined
      paced.once('close', () => {
        coming.delete(paced)
        clearTimeout(limit)
      })
      const { socket } = reply
      if (socket !== null) {
        pacedSockets.add(socket)
        body.once('close', () => pacedSockets.delete(socket))
      }
      reply.once('finish', () => {
        paced.destroy()
        readAway(body, stallMs)
      })
      return paced
    },
    async upload(accountId, run) {
      const slot = slots.take(accountId, 1)
      try {
        return await run()
      } finally {
        slot.giveBack()
      }
    },
    isPaced: (socket) => pacedSockets.has(socket),
  }
}

function tooLong(uploadMs: number): AppError {
  const detail = `An upload may take ${uploadMs / 60_000} minutes. Send the file in parts.`
  return new AppError('too_slow', detail)
}

/** After the answer nobody reads it any more: a client that sends all before it listens must come to its end. */
function readAway(body: Readable, stallMs: number): void {
  if (body.closed) return
  body.unpipe()
  body.resume()
  watchPace(body, stallMs, () => body.destroy())
}

/** What a body says of its length; null: it comes in chunks (RFC 9112, section 6). */
function statedLength(headers: IncomingHttpHeaders): number | null {
  if (headers['transfer-encoding'] !== undefined) return null
  return Number(headers['content-length'] ?? 0)
}

/** A body in chunks takes room as it comes; one that is longer than its limit is refused without being read. */
function bytesAhead(length: number | null, bodyLimit: number): number {
  return length === null || length > bodyLimit ? 0 : length
}

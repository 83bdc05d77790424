import { PassThrough, type Readable } from 'node:stream'
import { AppError } from '../lib/errors.ts'

/** Bytes per second that must come, as in Apache's mod_reqtimeout: slower than any line that people upload over. */
export const minBytesPerSecond = 500

// How often it is looked whether somebody is waited for.
const looksPerStall = 20

/**
 * A body that fails with `too_slow` when over `stallMs` of waiting for the client too little of it came. The time in
 * which its reader does not want more, as while the database is busy, does not count. `onBytes` hears of each piece
 * before it is handed on; what it throws ends the body too.
 */
export function pacedBody(source: Readable, stallMs: number, onBytes: (count: number) => void): Readable {
  const body = new PassThrough()
  const stopWatching = watchPace(source, stallMs, () => body.destroy(tooSlow(stallMs)))
  source.on('data', (chunk: Buffer) => {
    try {
      onBytes(chunk.length)
    } catch (error) {
      body.destroy(error as Error)
    }
  })
  source.on('error', (error) => body.destroy(error))
  body.on('close', stopWatching)
  // Whoever reads it hears of it too; nobody does once the answer is sent.
  body.on('error', () => undefined)
  return source.pipe(body)
}

/** Reads a source until its end and calls `onSlow` when too little comes; returns how to stop watching. */
export function watchPace(source: Readable, stallMs: number, onSlow: () => void): () => void {
  const needed = (minBytesPerSecond * stallMs) / 1000
  let came = 0
  let looks = 0
  const look = setInterval(() => {
    if (source.isPaused() || source.readableLength > 0) return
    looks += 1
    if (looks < looksPerStall) return
    if (came < needed) onSlow()
    looks = 0
    came = 0
  }, stallMs / looksPerStall)
  const stop = () => clearInterval(look)
  source.on('data', (chunk: Buffer) => (came += chunk.length))
  source.on('close', stop)
  source.on('end', stop)
  return stop
}

function tooSlow(stallMs: number): AppError {
  const detail = `The body came too slowly: less than ${minBytesPerSecond} bytes per second over ${stallMs / 1000} s.`
  return new AppError('too_slow', detail)
}

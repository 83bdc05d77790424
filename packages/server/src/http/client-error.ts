import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { toProblem } from './problem.ts'

/** Answers what Node gave up before there was a request to route, or before all of one had come. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const problem = toProblem(refusalOf(error.code), newId())
  // RFC 6585, section 5: headers have a status of their own.
  const status = problem.code === 'too_large' ? 431 : problem.status
  const body = JSON.stringify({ ...problem, status })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

function refusalOf(code: string | undefined): AppError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('too_slow', 'The request was not complete in time.')
  if (code === 'HPE_HEADER_OVERFLOW') return new AppError('too_large', 'The headers are larger than 16 KiB.')
  return new AppError('invalid_request', 'This is no HTTP request.')
}

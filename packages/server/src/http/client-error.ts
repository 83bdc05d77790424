import type { Duplex } from 'node:stream'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { toProblem } from './problem.ts'

/** Answers what Node gave up before there was a request to route, or before all of one had come. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [status, refusal] = refusalOf(error.code)
  const body = JSON.stringify({ ...toProblem(refusal, newId()), status: Number(status.slice(0, 3)) })
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

function refusalOf(code: string | undefined): [string, AppError] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return ['408 Request Timeout', new AppError('too_slow', 'The request was not complete in time.')]
  if (code === 'HPE_HEADER_OVERFLOW')
    return [
      '431 Request Header Fields Too Large',
      new AppError('too_large', 'The headers are larger than 16 KiB.'),
    ]
  return ['400 Bad Request', new AppError('invalid_request', 'This is no HTTP request.')]
}

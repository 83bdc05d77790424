import type { FastifyError } from 'fastify'
import { asUnavailable } from '../lib/db.ts'
import { AppError, type ErrorCode, type FieldError } from '../lib/errors.ts'

/** An error as RFC 9457 problem details. `errors` names the fields that are wrong. */
export type Problem = {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail: string
  errors?: readonly FieldError[]
  requestId: string
}

/** How many fields an answer names at most: more than anyone reads, less than a flood of them could weigh. */
export const maxFields = 50

/** What to answer for an error. What we did not expect is not shown, only its request id. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = toAppError(error)
  return {
    type: `urn:offhook:problem:${known.code}`,
    title: known.title,
    status: known.status,
    code: known.code,
    detail: known.message,
    ...(known.fields.length > 0 ? { errors: known.fields.slice(0, maxFields) } : {}),
    requestId,
  }
}

// https://fastify.dev/docs/latest/Reference/Errors/
const fastifyCodes: Record<string, [ErrorCode, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'The body is larger than this endpoint takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'Send the body as application/json, or numbers of a campaign as text/csv.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid_json', 'The body is empty.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid_request', 'The body is not as long as Content-Length says.'],
}

function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const { code, statusCode } = (thrown ?? {}) as Partial<FastifyError>
  const known = fastifyCodes[code ?? '']
  if (known !== undefined) return new AppError(known[0], known[1])
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new AppError('invalid_request', 'The request could not be read.')
  }
  // Only now: a client that breaks off its body leaves the same ECONNRESET as a database does.
  const error = asUnavailable(thrown)
  if (error instanceof AppError) return error
  return new AppError('internal', 'The error was logged under the request id.', { cause: thrown })
}

/**
 * The errors a caller can cause or meet. Each code has one HTTP status and one title; `http/problem.ts` turns an
 * AppError into problem+json (RFC 9457). A failing receiver is no error: see `attempts/outcome.ts`.
 */
const catalogue = {
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_encoding: { status: 400, title: 'The body is not valid UTF-8' },
  invalid_request: { status: 400, title: 'The request has invalid fields' },
  invalid_cursor: { status: 400, title: 'The cursor is not one of ours' },
  unauthorized: { status: 401, title: 'No valid API key was given' },
  not_found: { status: 404, title: 'There is no such thing' },
  too_slow: { status: 408, title: 'The body came too slowly' },
  conflict: { status: 409, title: 'The current state does not allow this' },
  too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The service cannot do this right now' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof catalogue

/** One field that is wrong: `path` as in `events[3].call.id` ('' is the whole body), `message` a sentence for people. */
export type FieldError = { path: string; message: string }

/** An error whose code, detail and fields may be shown to the caller. */
export class AppError extends Error {
  override name = 'AppError' as const
  readonly code: ErrorCode
  readonly fields: readonly FieldError[]

  constructor(
    code: ErrorCode,
    detail: string,
    options: { fields?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause })
    this.code = code
    this.fields = options.fields ?? []
  }

  get status(): number {
    return catalogue[this.code].status
  }

  get title(): string {
    return catalogue[this.code].title
  }
}

/** The `code` of a system error such as `ENOENT`, or the SQLSTATE of one from Postgres; '' of anything else. */
export function errorCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}

/** What an error says; one that stands for several, such as each address of a host that refused, says what they say. */
export function messageOf(error: Error): string {
  if (error.message !== '' || !(error instanceof AggregateError)) return error.message
  return error.errors.map((each) => messageOf(toError(each))).join('; ')
}

/** Any thrown value as an Error, so that it can be logged with a message and a stack. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

import { createApi, type Problem, type Schemas } from '@offhook/api'

export type { Schemas }

/** The server this console came from. The header shows that changes come from its own pages. */
export const api = createApi({ baseUrl: window.location.origin, headers: { 'offhook-console': '1' } })

/** An answer that was not a success. Without a problem, no answer came at all. */
export class ApiError extends Error {
  override name = 'ApiError' as const
  readonly status: number
  readonly problem: Problem | undefined

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.detail ?? `HTTP ${status}`)
    this.status = status
    this.problem = problem
  }
}

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** The body of a success, or an ApiError to throw at the caller. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call.catch(() => {
    throw new ApiError(0, undefined)
  })
  if (!response.ok) throw new ApiError(response.status, asProblem(error))
  // A 204 has no body; its type says so too.
  return data as T
}

function asProblem(value: unknown): Problem | undefined {
  return typeof value === 'object' && value !== null && 'code' in value ? (value as Problem) : undefined
}

/** What is wrong with single fields, by their path. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries((error.problem?.errors ?? []).map(({ path, message }) => [path, message]))
}

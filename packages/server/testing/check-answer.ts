import { expect } from 'vitest'
import { z } from 'zod'
import type { Route } from '../src/http/route.ts'
import { openRoutes, routes } from '../src/http/routes.ts'

const problemSchema = z.strictObject({
  type: z.string().startsWith('urn:offhook:problem:'),
  title: z.string().min(1),
  status: z.int(),
  code: z.string().min(1),
  detail: z.string().min(1),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string().min(1) })).optional(),
  requestId: z.string(),
})

/** Holds every answer of the API to its description: a success to the route's own schema, an error to problem details. */
export function checkAnswer(
  method: string,
  path: string,
  answer: { status: number; body: unknown; headers: Headers },
): void {
  const { status, body, headers } = answer
  if (status >= 400) {
    expect(headers.get('content-type'), `${method} ${path}`).toMatch(/^application\/problem\+json(;|$)/)
    expect(problemSchema.parse(body).status).toBe(status)
    return
  }
  const route = findRoute(method, path)
  expect(status, `${method} ${path}`).toBe(route.status)
  // What the schema does not know is left out by it, so equality also finds fields that nobody described.
  if (route.response !== null) expect(route.response.parse(body)).toEqual(body)
}

/** The route of a request, by its method and path. */
export function findRoute(method: string, path: string): Route {
  const [pathname = ''] = path.split('?')
  const route = [...routes, ...openRoutes].find(
    (candidate) => candidate.method === method && patternOf(candidate.path).test(pathname),
  )
  if (route === undefined) throw new Error(`There is no route ${method} ${path}`)
  return route
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '../accounts/actor.ts'
import type { HttpDeps } from './deps.ts'

type Schema = z.ZodType | undefined
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined

/** What a handler is given: checked input, and who asks. */
export type Call<P extends Schema, Q extends Schema, B extends Schema> = {
  actor: Actor
  params: Parsed<P>
  query: Parsed<Q>
  body: Parsed<B>
  request: FastifyRequest
  /** For headers beside the answer, such as a cookie. */
  reply: FastifyReply
}

/** One endpoint as data: what it takes, what it answers, and the thin function between. */
export type Route<P extends Schema = Schema, Q extends Schema = Schema, B extends Schema = Schema> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** In the form of OpenAPI: `/v1/webhooks/{id}`. */
  path: string
  tag: string
  summary: string
  description?: string
  params?: P
  query?: Q
  body?: B
  /** A body may be left out altogether; the handler then gets what the schema makes of `{}`. */
  isBodyOptional?: boolean
  /** Checks the body itself and only describes it by `body`. */
  isBodyRaw?: boolean
  /** Takes an upload of text/csv instead of JSON; the handler reads it from the request as a stream. */
  isCsv?: boolean
  /** Bytes; unless given 1 MiB, or 4 KiB where no key is asked for. */
  bodyLimit?: number
  status: 200 | 201 | 202 | 204
  response: z.ZodType | null
  /** The response is not JSON but this media type. */
  mediaType?: string
  handle: (deps: HttpDeps, call: Call<P, Q, B>) => Promise<unknown>
}

/** Ties the types of a route's schemas to its handler. */
export function route<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(definition: Route<P, Q, B>): Route {
  return definition
}

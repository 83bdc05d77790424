import type { IncomingMessage } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '../accounts/actor.ts'
import { storageProblem } from '../events/storable.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import { fieldErrors, joinPath } from '../lib/field-errors.ts'
import { newId } from '../lib/ids.ts'
import { authenticate } from './authenticate.ts'
import { answerClientError } from './client-error.ts'
import type { HttpDeps } from './deps.ts'
import { readJsonBody, type JsonBody } from './json-body.ts'
import { createIntake, type Intake } from './intake.ts'
import { endConnection } from './last-answer.ts'
import { toProblem } from './problem.ts'
import type { Route } from './route.ts'
import { openRoutes, routes } from './routes.ts'
import { healthRoutes } from './routes/health.ts'
import { addConsole } from './static.ts'

const defaultBodyLimit = 1_048_576
// For a key or the token of a link: whoever has shown neither yet has no more to say.
const openBodyLimit = 4_096

/** The HTTP server with all routes, not yet listening: tests call `inject`, main listens. */
export function createServer(deps: HttpDeps, scope: 'all' | 'health' = 'all'): FastifyInstance {
  const intake = createIntake(deps.bodyStallMs, deps.overdue)
  const app = Fastify({
    logger: false,
    bodyLimit: defaultBodyLimit,
    // Given twice: from Node's own options follows the limit for headers, and Fastify overrides the other by its own.
    requestTimeout: deps.requestTimeoutMs,
    http: {
      requestTimeout: deps.requestTimeoutMs,
      connectionsCheckingInterval: deps.requestTimeoutMs / 20,
    },
    clientErrorHandler: (error, socket) => {
      const isPaced = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && intake.isPaced(socket)
      if (!isPaced) answerClientError(error, socket)
    },
    keepAliveTimeout: 65_000,
    // What still comes over open connections while stopping is served, as the last of its connection.
    return503OnClosing: false,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 500 },
    trustProxy: deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies],
    // A client that sends garbage gets a plain 400 before there is a request to route.
    frameworkErrors: (error, request, reply) => void sendProblem(deps, error, request, reply as FastifyReply),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => (body.length === 0 ? undefined : readJsonBody(body)),
  )
  // Handed on as it comes in: an upload is read as a stream.
  app.addContentTypeParser('text/csv', async (request: FastifyRequest, body: IncomingMessage) => {
    if (!csvPaths.has(request.routeOptions.url ?? '')) throw jsonOnly()
    return body
  })
  app.setErrorHandler((error, request, reply) => sendProblem(deps, error, request, reply))
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(deps, noSuchPath(request), request, reply)
  if (scope === 'health') app.setNotFoundHandler(notFound)
  else addConsole(app, deps.consoleDir, notFound)
  app.addHook('preClose', async () => deps.live.stop())
  app.addHook('onSend', async (request, reply) => endConnection(request, reply, deps.stopping))
  app.addHook('onResponse', async (request, reply) => {
    const path = request.routeOptions.url ?? 'unknown'
    deps.metrics.requests.observe(
      { method: request.method, path, status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  for (const route of scope === 'health' ? healthRoutes : openRoutes)
    addRoute(app, deps, intake, { bodyLimit: openBodyLimit, ...route }, async () => nobody)
  for (const route of scope === 'health' ? [] : routes)
    addRoute(app, deps, intake, route, (request) => authenticate(deps, request))
  return app
}

const csvPaths = new Set(routes.filter(({ isCsv }) => isCsv === true).map(pathOf))

function pathOf(route: Route): string {
  return route.path.replaceAll(/\{(\w+)\}/g, ':$1')
}

function jsonOnly(): AppError {
  return new AppError('unsupported_media_type', 'Send the body as application/json.')
}

/** Who asks, from the check before the body is read to the handler. */
const actors = new WeakMap<FastifyRequest, Actor>()

const nobody: Actor = { accountId: '', by: { kind: 'system' }, ipAddress: null }

function addRoute(
  app: FastifyInstance,
  deps: HttpDeps,
  intake: Intake,
  route: Route,
  findActor: (request: FastifyRequest) => Promise<Actor>,
): void {
  const bodyLimit = route.bodyLimit ?? defaultBodyLimit
  app.route({
    method: route.method,
    url: pathOf(route),
    bodyLimit,
    // Before the body is read, so that a flood costs nothing without a key, and little with one.
    onRequest: async (request) => {
      actors.set(request, await findActor(request))
    },
    preParsing: async (request, reply, body) => {
      const { accountId } = actors.get(request) ?? nobody
      return intake.admit({ accountId, bodyLimit, headers: request.headers, reply: reply.raw }, body)
    },
    handler: async (request, reply) => {
      refuseNul(request)
      const actor = actors.get(request) ?? nobody
      const params = check(route.params, request.params)
      const query = check(route.query, request.query)
      const body = bodyOf(route, request)
      const run = async () => route.handle(deps, { actor, params, query, body, request, reply })
      const result = await (route.isCsv === true ? intake.upload(actor.accountId, run) : run())
      reply.code(route.status)
      if (route.mediaType !== undefined) reply.type(route.mediaType)
      return route.response === null && route.mediaType === undefined ? reply.send() : reply.send(result)
    },
  })
}

function bodyOf(route: Route, request: FastifyRequest): unknown {
  if (route.body === undefined) return undefined
  const body = request.body as JsonBody | undefined
  if (body === undefined && route.isBodyOptional !== true) {
    throw new AppError('invalid_json', 'The body is empty. Send a JSON object as application/json.')
  }
  if (route.isBodyRaw === true) return body
  const problem = body === undefined ? undefined : storageProblem(body.value, body.hasEscapes)
  if (problem !== undefined) throw invalid([{ path: joinPath('', problem.keys), message: problem.message }])
  return check(route.body, body === undefined ? {} : body.value)
}

function check(schema: z.ZodType | undefined, input: unknown): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw invalid(fieldErrors(parsed.error.issues, input, ''))
}

function invalid(fields: readonly FieldError[]): AppError {
  return new AppError('invalid_request', 'Some fields are not as they should be.', { fields })
}

/** Postgres cannot hold U+0000, so nothing we keep could match it. */
function refuseNul({ url }: FastifyRequest): void {
  if (url.includes('%00')) {
    throw new AppError('invalid_request', 'The address contains the character U+0000.')
  }
}

function noSuchPath(request: FastifyRequest): AppError {
  return new AppError('not_found', `There is no endpoint ${request.method} ${request.url.split('?')[0]}.`)
}

function sendProblem(
  deps: HttpDeps,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = toProblem(error, request.id)
  if (problem.status >= 500) {
    deps.log.error({ requestId: request.id, path: request.routeOptions?.url, err: error }, 'request.failed')
  }
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  if (problem.status === 503) reply.header('retry-after', '1')
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

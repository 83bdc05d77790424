import { z } from 'zod'
import type { Route } from './route.ts'

type Json = Record<string, unknown>

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'For programs.' },
    detail: { type: 'string', description: 'For people.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
}

/** OpenAPI 3.1 from the table of routes; schemas with an id become components. */
export function openApi(version: string, open: readonly Route[], secured: readonly Route[]): Json {
  const schemas: Record<string, unknown> = { Problem: problem }
  const paths: Record<string, Json> = {}
  for (const route of [...secured, ...open]) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route, open.includes(route), schemas),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Offhook',
      version,
      description: 'Calls, transcripts and campaigns go in; signed webhooks come out.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    },
  }
}

function operation(route: Route, isOpen: boolean, schemas: Record<string, unknown>): Json {
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    ...(isOpen ? { security: [] } : {}),
    parameters: [...parameters('path', route.params), ...parameters('query', route.query)],
    ...(route.isCsv === true
      ? { requestBody: { required: true, content: { 'text/csv': { schema: { type: 'string' } } } } }
      : {}),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: route.isBodyOptional !== true,
            content: { 'application/json': { schema: schemaOf(route.body, 'input', schemas) } },
          },
        }),
    responses: {
      [route.status]: response(route, schemas),
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function response(route: Route, schemas: Record<string, unknown>): Json {
  const description = route.status === 204 ? 'Done' : 'OK'
  if (route.mediaType !== undefined)
    return { description, content: { [route.mediaType.split(';')[0] ?? '']: {} } }
  if (route.response === null) return { description }
  return {
    description,
    content: { 'application/json': { schema: schemaOf(route.response, 'output', schemas) } },
  }
}

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input', {}) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }))
}

/** The schema as JSON Schema; named parts move to the components and are referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, unknown>): Json {
  const {
    $schema: _,
    $defs = {},
    ...json
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & {
    $defs?: Record<string, unknown>
  }
  for (const [name, definition] of Object.entries($defs)) schemas[name] = relocate(definition)
  const { id } = json
  if (typeof id !== 'string') return relocate(json) as Json
  schemas[id] = relocate(json)
  return { $ref: `#/components/schemas/${id}` }
}

/** References into `$defs` become references to components; ids are only names for us. */
function relocate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocate)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => !(key === 'id' && typeof entry === 'string' && 'type' in value))
      .map(([key, entry]) => [
        key,
        key === '$ref' && typeof entry === 'string'
          ? entry.replace('#/$defs/', '#/components/schemas/')
          : relocate(entry),
      ]),
  )
}

/** `POST /v1/webhooks/{id}/enable` becomes `postWebhooksByIdEnable`. */
function operationId(route: Route): string {
  const words = route.path
    .replace('/v1', '')
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[/.-]/)
    .filter((word) => word !== '')
  return (
    route.method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  )
}

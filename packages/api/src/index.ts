import createFetchClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema.ts'

/** Every endpoint of Offhook with its types, as `openapi.json` describes them. */
export type Api = Client<paths>

/** The things the API speaks of, by their names: `Schemas['Webhook']`. */
export type Schemas = components['schemas']

/** What an endpoint answers when something is wrong: RFC 9457 with the fields that are to blame. */
export type Problem = Schemas['Problem']

/** A client for one Offhook. A browser on the same origin sends its cookie; everyone else gives an API key. */
export function createApi(options: {
  baseUrl: string
  apiKey?: string
  headers?: Record<string, string>
}): Api {
  const key = options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }
  return createFetchClient<paths>({ baseUrl: options.baseUrl, headers: { ...key, ...options.headers } })
}

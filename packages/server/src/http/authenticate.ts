import type { FastifyRequest } from 'fastify'
import type { Actor } from '../accounts/actor.ts'
import { findSessionByToken } from '../accounts/sessions.ts'
import { AppError } from '../lib/errors.ts'
import type { HttpDeps } from './deps.ts'
import { readSessionCookie } from './session-cookie.ts'

/** Who asks: the bearer of an API key, or a person with the console's cookie. */
export async function authenticate(deps: HttpDeps, request: FastifyRequest): Promise<Actor> {
  const [, key] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (key !== undefined) return byApiKey(deps, request, key)
  const token = readSessionCookie(request.headers.cookie)
  if (token === undefined) {
    throw new AppError('unauthorized', 'Send an API key as "Authorization: Bearer <key>".')
  }
  refuseOtherSites(request)
  const session = await findSessionByToken(deps.db, token)
  if (session === undefined) throw new AppError('unauthorized', 'The session is over. Sign in again.')
  const { accountId, apiKeyId, id } = session
  const by: Actor['by'] = apiKeyId === null ? { kind: 'user', id } : { kind: 'apiKey', id: apiKeyId }
  return { accountId, by, ipAddress: request.ip }
}

async function byApiKey(deps: HttpDeps, request: FastifyRequest, key: string): Promise<Actor> {
  const found = await deps.apiKeys.verify(key)
  if (found === undefined) throw new AppError('unauthorized', 'The API key is unknown or revoked.')
  return { accountId: found.accountId, by: { kind: 'apiKey', id: found.id }, ipAddress: request.ip }
}

/**
 * A browser sends the cookie by itself, so a change must show that it comes from our own pages: by Sec-Fetch-Site,
 * which pages cannot set, or by a header that no other site can send without being asked first (CORS preflight).
 */
export function refuseOtherSites(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  const isOwn = site === undefined ? request.headers['offhook-console'] !== undefined : site === 'same-origin'
  if (!isOwn) throw new AppError('unauthorized', 'This change does not come from the console’s own pages.')
}

import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { getAccount } from '../../accounts/accounts.store.ts'
import {
  findSessionByToken,
  sessionLifetimeMs,
  startSession,
  type Credential,
} from '../../accounts/sessions.ts'
import { deleteSession } from '../../accounts/sessions.store.ts'
import { refuseOtherSites } from '../authenticate.ts'
import { route } from '../route.ts'
import { readSessionCookie, sessionCookie } from '../session-cookie.ts'

const tag = 'Session'

const secret = z.string().min(1).max(200).optional()

const credentialSchema = z
  .strictObject({ apiKey: secret, linkToken: secret })
  .transform(({ apiKey, linkToken }, context): Credential => {
    if (apiKey !== undefined && linkToken === undefined) return { apiKey }
    if (linkToken !== undefined && apiKey === undefined) return { linkToken }
    context.addIssue('must have apiKey or linkToken, and only one of them')
    return z.NEVER
  })

/** Entering the console needs no key yet, and leaving it none any more. */
export const sessionRoutes = [
  route({
    method: 'POST',
    path: '/v1/session',
    tag,
    summary: 'Sign in to the console',
    description: 'Exchanges an API key or the token of a sign-in link, one of them, for a cookie.',
    body: credentialSchema,
    status: 200,
    response: z.object({ accountName: z.string() }),
    handle: async (deps, { body, request, reply }) => {
      refuseOtherSites(request)
      const { token, accountId } = await startSession(deps, body, request.ip)
      const account = await getAccount(deps.db, accountId)
      reply.header(
        'set-cookie',
        sessionCookie(token, { maxAgeMs: sessionLifetimeMs, isSecure: isSecure(request) }),
      )
      return { accountName: account.name }
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/session',
    tag,
    summary: 'Sign out of the console',
    status: 204,
    response: null,
    handle: async ({ db }, { request, reply }) => {
      refuseOtherSites(request)
      const token = readSessionCookie(request.headers.cookie)
      const session = token === undefined ? undefined : await findSessionByToken(db, token)
      if (session !== undefined) await deleteSession(db, session.accountId, session.id)
      reply.header('set-cookie', sessionCookie('', { maxAgeMs: 0, isSecure: isSecure(request) }))
    },
  }),
]

/** Whether the browser speaks TLS, to us or to the proxy before us. A forged header could only make it stricter. */
function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https'
}

import { z } from 'zod'
import { getAccount } from '../../accounts/accounts.store.ts'
import { isSuccess } from '../../attempts/outcome.ts'
import { storableEncoding, storableText } from '../../attempts/response-body.ts'
import type { Dialect } from '../../dialects/dialect.ts'
import { eventTypes, type EventType } from '../../events/catalogue.ts'
import { exampleEvent } from '../../events/catalogue/example-event.ts'
import { getEvent } from '../../events/events.store.ts'
import { AppError } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { checkMasked, maskedHeaders, unmask } from '../../webhooks/masks.ts'
import { newSigningSecret } from '../../webhooks/secrets.ts'
import {
  checkSettings,
  completeSettings,
  newWebhookSchema,
  type NewWebhook,
} from '../../webhooks/settings.ts'
import { dialectIds } from '../../webhooks/webhook.ts'
import { revealSecret } from '../../webhooks/webhooks.ts'
import type { HttpDeps } from '../deps.ts'
import { route } from '../route.ts'
import { idParams } from '../schemas/common.ts'
import { attemptSchema } from '../schemas/event.ts'

const draft = {
  eventType: z.enum(eventTypes),
  webhookId: z.uuid().optional().meta({
    description: 'Of the webhook that is being changed: its secret and masked header values are used.',
  }),
}

const payloadSchema = z.object({
  name: z.string().meta({ description: 'What the dialect calls this event.' }),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
})

/** What goes over the wire, before anything is saved or sent. */
export const payloadRoutes = [
  route({
    method: 'POST',
    path: '/v1/webhooks/preview',
    tag: 'Webhooks',
    summary: 'The example of an event type as a webhook with these settings would send it',
    description: 'Nothing is saved or sent. Own header values are shown masked.',
    body: z.strictObject({
      dialect: z.enum(dialectIds),
      eventType: draft.eventType,
      headerNames: z.array(z.string()).max(50).default([]),
    }),
    status: 200,
    response: payloadSchema,
    handle: async (deps, { actor, body }) => {
      const dialect = deps.dialects[body.dialect]
      const { name, text, headers } = await render(deps, actor.accountId, dialect, {
        eventType: body.eventType,
        secret: newSigningSecret(),
      })
      return { name, body: text, headers: { ...headers, ...maskedHeaders(body.headerNames) } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/webhooks/test',
    tag: 'Webhooks',
    summary: 'Try settings out before they are saved',
    description:
      'Sends the catalogue’s example once, marked as a test, and answers with the attempt. It is not logged. Without webhookId it is signed with a secret made up for this one request.',
    body: z.strictObject({ ...draft, settings: newWebhookSchema }),
    status: 200,
    response: attemptSchema.omit({ deliveryId: true, nextAttemptAt: true }).meta({ id: 'TrialAttempt' }),
    handle: async (deps, { actor, body }) => tryOut(deps, actor, body),
  }),
  route({
    method: 'GET',
    path: '/v1/events/{id}/payload',
    tag: 'Events',
    summary: 'An event in any dialect',
    description: 'As a webhook of that dialect would get it, whether or not there is one.',
    params: idParams,
    query: z.strictObject({ dialect: z.enum(dialectIds).default('offhook') }),
    status: 200,
    response: payloadSchema.omit({ headers: true }),
    handle: async ({ db, dialects }, { actor, params, query }) => {
      const event = await getEvent(db, actor.accountId, params.id)
      const dialect = dialects[query.dialect]
      const name = dialect.eventNames[event.type]
      if (name === undefined || !dialect.accepts(event)) throw cannotCarry(dialect, event.type)
      const account = await getAccount(db, actor.accountId)
      return { name, body: dialect.render(event, { account, isTest: event.isTest }) }
    },
  }),
]

async function render(
  { db, clock }: HttpDeps,
  accountId: string,
  dialect: Dialect,
  { eventType, secret }: { eventType: EventType; secret: string },
) {
  const now = clock.now()
  const event = exampleEvent(eventType, newId(), now)
  const name = dialect.eventNames[eventType]
  if (name === undefined || !dialect.accepts(event)) throw cannotCarry(dialect, eventType)
  const text = dialect.render(event, { account: await getAccount(db, accountId), isTest: true })
  const signing = { eventId: event.id, occurredAt: event.occurredAt, body: text, secrets: [secret] }
  return { name, text, headers: dialect.headers({ ...signing, now, isTest: true }) }
}

type Trial = { eventType: EventType; webhookId?: string | undefined; settings: NewWebhook }

async function tryOut(
  deps: HttpDeps,
  actor: Parameters<typeof revealSecret>[1],
  { eventType, webhookId, settings: input }: Trial,
) {
  const settings = completeSettings(input, deps.webhooks.dialectRules)
  const known = webhookId === undefined ? undefined : await revealSecret(deps.webhooks, actor, webhookId)
  const own = unmask(input.headers ?? {}, () => known?.headers ?? {})
  const fields = [...checkSettings(settings, own, deps.webhooks.dialectRules), ...checkMasked(own)]
  if (fields.length > 0)
    throw new AppError('invalid_request', 'These settings cannot be used.', {
      fields: fields.map((field) => ({ ...field, path: `settings.${field.path}` })),
    })
  const secret = known?.signingSecret ?? newSigningSecret()
  const { text, headers } = await render(deps, actor.accountId, deps.dialects[settings.dialect], {
    eventType,
    secret,
  })
  const sent = { 'user-agent': `Offhook/${deps.version}`, ...headers }
  const startedAt = deps.clock.now()
  const { url, timeoutMs, chunked } = settings
  const outcome = await deps.sender.send({
    url,
    timeoutMs,
    chunked,
    headers: { ...sent, ...own },
    body: text,
  })
  const { timing, remoteAddress } = outcome
  return {
    ...{ number: 1, startedAt, outcome: outcome.kind, timing, remoteAddress },
    isSuccess: isSuccess(outcome, settings.success),
    request: { method: 'POST', url, headers: { ...sent, ...maskedHeaders(Object.keys(own)) } },
    ...answerOf(outcome),
  }
}

function answerOf(outcome: Awaited<ReturnType<HttpDeps['sender']['send']>>) {
  if (outcome.kind === 'failed') {
    return { response: null, failure: { reason: outcome.reason, detail: outcome.detail } }
  }
  const { status, headers, body, bodyTruncated } = outcome
  return {
    response: {
      ...{ status, headers, body: storableText(body, bodyTruncated) },
      bodyEncoding: storableEncoding(body, bodyTruncated),
      isBodyTruncated: bodyTruncated,
    },
    failure: null,
  }
}

function cannotCarry(dialect: Dialect, type: EventType): AppError {
  return new AppError('conflict', `The dialect ${dialect.id} does not carry this ${type}.`)
}

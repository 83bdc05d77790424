import { z } from 'zod'
import { isEventType } from '../../events/catalogue.ts'
import { AppError } from '../../lib/errors.ts'
import { maskedHeaders, maskedValue } from '../../webhooks/masks.ts'
import { findPanel, panelSchema, savePanel, type EventNames } from '../../webhooks/panel.ts'
import type { Webhook } from '../../webhooks/webhook.ts'
import type { HttpDeps } from '../deps.ts'
import { route } from '../route.ts'
import { idSchema } from '../schemas/common.ts'
import { attemptSchema } from '../schemas/event.ts'
import { sendTest } from './test-webhook.ts'

const tag = 'Integrations'
const path = '/v1/integrations/custom-webhook'

const panelResponse = z
  .object({
    enabled: z.boolean(),
    url: z.string().nullable().meta({ description: 'Null until it is saved.' }),
    headers: z.record(z.string(), z.string()).meta({ description: `Values are shown as ${maskedValue}.` }),
    events: z.array(z.string()),
    availableEvents: z.array(z.string()),
    webhookId: idSchema.nullable().meta({ description: 'The webhook behind the panel: its log is there.' }),
  })
  .meta({ id: 'CustomWebhookPanel' })

export const integrationRoutes = [
  route({
    method: 'GET',
    path,
    tag,
    summary: 'The custom webhook panel',
    status: 200,
    response: panelResponse,
    handle: async ({ webhooks, dialects }, { actor }) =>
      showPanel(await findPanel(webhooks, actor.accountId), dialects.salpre.eventNames),
  }),
  route({
    method: 'PUT',
    path,
    tag,
    summary: 'Save the custom webhook panel',
    body: panelSchema,
    status: 200,
    response: panelResponse,
    handle: async ({ webhooks, dialects }, { actor, body }) => {
      const { eventNames } = dialects.salpre
      return showPanel(await savePanel(webhooks, actor, body, eventNames), eventNames)
    },
  }),
  route({
    method: 'POST',
    path: `${path}/test`,
    tag,
    summary: 'Test the integration: send every chosen event’s example and report each answer',
    description: 'Marked with `is_test: true`; also while the panel is switched off.',
    status: 200,
    response: z.object({
      results: z.array(z.object({ event: z.string(), isSuccess: z.boolean(), attempt: attemptSchema })),
      unanswered: z
        .array(z.string())
        .meta({ description: 'Events whose tests still wait. The deliveries show how they go on.' }),
    }),
    handle: async (deps, { actor: { accountId } }) => {
      const panel = await findPanel(deps.webhooks, accountId)
      if (panel === undefined)
        throw new AppError('conflict', 'Save the panel first: there is no address to send a test to.')
      return testAll(deps, accountId, panel)
    },
  }),
]

/** Tests all chosen events at a time. Those that are answered count; when none is, throws why. */
async function testAll(deps: HttpDeps, accountId: string, panel: Webhook) {
  const types = panel.eventTypes.filter(isEventType)
  const tests = await Promise.all(
    types.map(async (type) => {
      const event = deps.dialects.salpre.eventNames[type] ?? type
      try {
        const { attempt } = await sendTest(deps, accountId, panel, type, types.length)
        return { event, isSuccess: attempt.isSuccess, attempt }
      } catch (error) {
        if (error instanceof AppError) return { event, error }
        throw error
      }
    }),
  )
  const results = tests.filter((test) => 'attempt' in test)
  const missing = tests.filter((test) => 'error' in test)
  if (results.length === 0 && missing[0] !== undefined) throw missing[0].error
  return { results, unanswered: missing.map(({ event }) => event) }
}

function showPanel(webhook: Webhook | undefined, names: EventNames) {
  const availableEvents = Object.values(names)
  if (webhook === undefined)
    return { enabled: false, url: null, headers: {}, events: [], availableEvents, webhookId: null }
  return {
    enabled: webhook.enabled,
    url: webhook.url,
    headers: maskedHeaders(webhook.headerNames),
    events: webhook.eventTypes.filter(isEventType).map((type) => names[type] ?? type),
    availableEvents,
    webhookId: webhook.id,
  }
}

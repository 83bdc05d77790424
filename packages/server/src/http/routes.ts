import { z } from 'zod'
import { fixedJson } from './fixed-json.ts'
import { openApi } from './openapi.ts'
import { route, type Route } from './route.ts'
import { agentRoutes } from './routes/agents.ts'
import { callAnalysisRoutes } from './routes/call-analysis.ts'
import { callflowRoutes } from './routes/callflows.ts'
import { campaignNumberRoutes } from './routes/campaign-numbers.ts'
import { campaignRoutes } from './routes/campaigns.ts'
import { channelRoutes } from './routes/channels.ts'
import { integrationRoutes } from './routes/integrations.ts'
import { phoneSystemRoutes } from './routes/phone-systems.ts'
import { accountRoutes } from './routes/account.ts'
import { callRoutes } from './routes/calls.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { eventTypeRoutes } from './routes/event-types.ts'
import { eventRoutes } from './routes/events.ts'
import { healthRoutes } from './routes/health.ts'
import { jobRoutes } from './routes/jobs.ts'
import { payloadRoutes } from './routes/payloads.ts'
import { sessionRoutes } from './routes/session.ts'
import { statsRoutes } from './routes/stats.ts'
import { streamRoutes } from './routes/stream.ts'
import { webhookRoutes } from './routes/webhooks.ts'

/** The API: every endpoint that works on an account, in the order people meet them. */
export const routes: readonly Route[] = [
  ...eventRoutes,
  ...eventTypeRoutes,
  ...callRoutes,
  ...webhookRoutes,
  ...payloadRoutes,
  ...deliveryRoutes,
  ...jobRoutes,
  ...statsRoutes,
  ...streamRoutes,
  ...agentRoutes,
  ...channelRoutes,
  ...phoneSystemRoutes,
  ...callflowRoutes,
  ...campaignRoutes,
  ...campaignNumberRoutes,
  ...callAnalysisRoutes,
  ...integrationRoutes,
  ...accountRoutes,
]

/** Endpoints that need no API key. */
export const openRoutes: readonly Route[] = [
  ...healthRoutes,
  ...sessionRoutes,
  route({
    method: 'GET',
    path: '/v1/openapi.json',
    tag: 'Health',
    summary: 'This description of the API',
    status: 200,
    response: z.record(z.string(), z.unknown()),
    handle: fixedJson(({ version }) => openApi(version, openRoutes, routes)),
  }),
]

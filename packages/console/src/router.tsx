import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { only, parseSearch, stringifySearch } from './lib/search.ts'
import { BrokenPage, MissingPage } from './shell/dead-ends.tsx'
import { Shell } from './shell/shell.tsx'
import { SignIn } from './sign-in/sign-in.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: only('next'),
  component: SignIn,
})

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: only('range'),
  component: lazyRouteComponent(() => import('./overview/overview.tsx'), 'Overview'),
})

const calls = createRoute({
  getParentRoute: () => shell,
  path: '/calls',
  validateSearch: only('state', 'text', 'agentId', 'channelId', 'campaignId', 'since', 'from', 'to', 'tail'),
  component: lazyRouteComponent(() => import('./calls/calls.tsx'), 'Calls'),
})

const call = createRoute({
  getParentRoute: () => shell,
  path: '/calls/$callId',
  component: lazyRouteComponent(() => import('./calls/call.tsx'), 'CallPage'),
})

const events = createRoute({
  getParentRoute: () => shell,
  path: '/events',
  validateSearch: only('type', 'callId', 'campaignId', 'webhookId', 'text', 'since', 'from', 'to', 'tail'),
  component: lazyRouteComponent(() => import('./events/events.tsx'), 'Events'),
})

const event = createRoute({
  getParentRoute: () => events,
  path: '$eventId',
  component: lazyRouteComponent(() => import('./events/event-panel.tsx'), 'EventPanel'),
})

const deliveries = createRoute({
  getParentRoute: () => shell,
  path: '/deliveries',
  validateSearch: only('status', 'eventType', 'webhookId', 'callId', 'since', 'from', 'to', 'tail'),
  component: lazyRouteComponent(() => import('./deliveries/deliveries.tsx'), 'Deliveries'),
})

const delivery = createRoute({
  getParentRoute: () => deliveries,
  path: '$deliveryId',
  component: lazyRouteComponent(() => import('./deliveries/delivery-panel.tsx'), 'DeliveryPanel'),
})

const campaigns = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns',
  validateSearch: only('view', 'status', 'text', 'archived'),
  component: lazyRouteComponent(() => import('./campaigns/campaigns.tsx'), 'Campaigns'),
})

const campaign = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns/$campaignId',
  validateSearch: only('tab', 'state', 'text'),
  component: lazyRouteComponent(() => import('./campaigns/campaign.tsx'), 'CampaignPage'),
})

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks/webhooks.tsx'), 'Webhooks'),
})

const webhook = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks/$webhookId',
  validateSearch: only('tab', 'status', 'tail'),
  component: lazyRouteComponent(() => import('./webhooks/webhook.tsx'), 'WebhookPage'),
})

const agents = createRoute({
  getParentRoute: () => shell,
  path: '/agents',
  validateSearch: only('archived'),
  component: lazyRouteComponent(() => import('./agents/agents.tsx'), 'Agents'),
})

const agent = createRoute({
  getParentRoute: () => shell,
  path: '/agents/$agentId',
  validateSearch: only('tab'),
  component: lazyRouteComponent(() => import('./agents/agent.tsx'), 'AgentPage'),
})

const channels = createRoute({
  getParentRoute: () => shell,
  path: '/channels',
  validateSearch: only('archived'),
  component: lazyRouteComponent(() => import('./channels/channels.tsx'), 'Channels'),
})

const channel = createRoute({
  getParentRoute: () => shell,
  path: '/channels/$channelId',
  component: lazyRouteComponent(() => import('./channels/channel.tsx'), 'ChannelPage'),
})

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings.tsx'), 'Settings'),
})

const integration = createRoute({
  getParentRoute: () => shell,
  path: '/settings/integrations/custom-webhook',
  component: lazyRouteComponent(() => import('./settings/custom-webhook.tsx'), 'CustomWebhook'),
})

const routeTree = root.addChildren([
  signIn,
  shell.addChildren([
    overview,
    calls,
    call,
    events.addChildren([event]),
    deliveries.addChildren([delivery]),
    campaigns,
    campaign,
    webhooks,
    webhook,
    agents,
    agent,
    channels,
    channel,
    settings,
    integration,
  ]),
])

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: MissingPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

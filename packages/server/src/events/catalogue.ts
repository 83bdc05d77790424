import type { z } from 'zod'
import { answered, ended, failed, initiated, ringing, transcribed } from './catalogue/calls.ts'
import { campaignChanged } from './catalogue/campaigns.ts'
import {
  callExample,
  campaignExample,
  endedExample,
  liveLineExample,
  loggedExample,
  webhookExamples,
} from './catalogue/examples.ts'
import { logged } from './catalogue/logged.ts'
import { webhookDisabled, webhookFailing, webhookRecovered } from './catalogue/webhooks.ts'
import type { CallFacts, Event } from './event.ts'

/** What sources tell of, in the order in which people meet it. */
export const sourceEventTypes = [
  'call.initiated',
  'call.ringing',
  'call.answered',
  'call.transcript',
  'call.ended',
  'call.error',
  'call.logged',
  'campaign.activated',
  'campaign.paused',
  'campaign.resumed',
  'campaign.canceled',
  'campaign.finished',
] as const

/** What Offhook tells of its own webhooks: never posted, and never sent to the webhook that it is about. */
const alertTypes = ['webhook.failing', 'webhook.disabled', 'webhook.recovered'] as const
export type AlertType = (typeof alertTypes)[number]

/** Every event type. */
export const eventTypes = [...sourceEventTypes, ...alertTypes] as const
export type EventType = (typeof eventTypes)[number]

/** What is known of one event type: its meaning, the schema of its `data` (unknown fields are kept) and an example. */
export type EventDefinition = {
  description: string
  data: z.ZodObject
  example: { call: CallFacts | null; campaignId: string | null; data: Record<string, unknown> }
}

const call = { call: callExample, campaignId: null }
const alone = { call: null, campaignId: null }
const campaignCall = { call: endedExample.call, campaignId: endedExample.call.campaignId }

/** The one table of event types. Validation, OpenAPI, docs and the test event of a webhook all come from it. */
export const catalogue = {
  'call.initiated': {
    description: 'A call starts: the first event of every call.',
    data: initiated,
    example: { ...call, data: {} },
  },
  'call.ringing': {
    description: 'The called party is being alerted.',
    data: ringing,
    example: { ...call, data: { sip: { code: 180, reason: 'Ringing' } } },
  },
  'call.answered': {
    description: 'The called party took the call.',
    data: answered,
    example: { ...call, data: { ringMs: 4_310, sip: { code: 200, reason: 'OK' } } },
  },
  'call.transcript': {
    description: 'A piece of speech was transcribed while the call goes on.',
    data: transcribed,
    example: { ...call, data: liveLineExample },
  },
  'call.ended': {
    description:
      'The call is over. Carries its result, its complete transcript and what the dialer knows of it.',
    data: ended,
    example: { ...campaignCall, data: endedExample.data },
  },
  'call.error': {
    description: 'Something went wrong in the call.',
    data: failed,
    example: {
      ...call,
      data: { message: 'The voice model did not answer in time.', code: 'model_timeout' },
    },
  },
  'call.logged': {
    description: 'The call log is complete, with transcript and analysis.',
    data: logged,
    example: { ...call, data: loggedExample },
  },
  'campaign.activated': {
    description: 'A campaign was set to dial.',
    data: campaignChanged,
    example: campaignExample('active'),
  },
  'campaign.paused': {
    description: 'A campaign stopped dialling for now.',
    data: campaignChanged,
    example: campaignExample('paused'),
  },
  'campaign.resumed': {
    description: 'A paused campaign dials again.',
    data: campaignChanged,
    example: campaignExample('resumed'),
  },
  'campaign.canceled': {
    description: 'A campaign was ended by someone before it was through.',
    data: campaignChanged,
    example: campaignExample('canceled'),
  },
  'campaign.finished': {
    description: 'A campaign reached all its numbers or its last day.',
    data: campaignChanged,
    example: campaignExample('finished'),
  },
  'webhook.failing': {
    description: 'A webhook is half-way to being disabled, because its receiver keeps failing.',
    data: webhookFailing,
    example: { ...alone, data: webhookExamples.failing },
  },
  'webhook.disabled': {
    description: 'Offhook disabled a webhook, because its receiver kept failing or answered 410 Gone.',
    data: webhookDisabled,
    example: { ...alone, data: webhookExamples.disabled },
  },
  'webhook.recovered': {
    description: 'A webhook that was told to be failing has answered again.',
    data: webhookRecovered,
    example: { ...alone, data: webhookExamples.recovered },
  },
} as const satisfies Record<EventType, EventDefinition>

/** The shape of the data of one event type. */
export type EventData<T extends EventType> = z.output<(typeof catalogue)[T]['data']>

/** The data of an event as its type describes it: checked against the catalogue when the event was accepted. */
export function dataOf<T extends EventType>(event: Event, _type: T): EventData<T> {
  return event.data as EventData<T>
}

/** Whether the type is of what Offhook tells of its own webhooks. */
export function isAlert(type: EventType): type is AlertType {
  return alertTypes.some((alert) => alert === type)
}

/** Whether the text names an event type. */
export function isEventType(value: string): value is EventType {
  return Object.hasOwn(catalogue, value)
}

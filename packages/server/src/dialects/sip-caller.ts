import type { Event } from '../events/event.ts'
import { campaignIdOf, renderCallEnded, renderCampaignChanged } from './sip-caller-data.ts'
import type { Dialect, RenderContext, SignInput } from './dialect.ts'
import { formatTime } from './sip-caller-format.ts'
import { createSigner } from './signing-keys.ts'
import { testHeader } from './standard-webhooks.ts'

const eventNames = {
  'campaign.activated': 'CampaignActivated',
  'campaign.paused': 'CampaignPaused',
  'campaign.resumed': 'CampaignResumed',
  'campaign.canceled': 'CampaignCanceled',
  'campaign.finished': 'CampaignFinished',
  'call.ended': 'CallEnded',
} as const satisfies Dialect['eventNames']

type SipCallerType = keyof typeof eventNames

const sign = createSigner((secret) => Buffer.from(secret, 'utf8'), 'hex')

/**
 * SIP Caller's six events: campaigns, and the end of every call of a campaign. The account is the `customer`. Unknown
 * facts are null, unknown lists empty, a length is null where one of its ends is not known. Signed by
 * `Sip-Caller-Signature: t=<Unix seconds of the event>,v1=<hex>`, HMAC-SHA256 over `t.body` keyed with the secret as
 * displayed; one `v1` for each secret. `webhook-id` lets receivers drop duplicates.
 */
export const sipCaller: Dialect = {
  id: 'sip-caller',
  eventNames,
  accepts: (event) => isSipCallerType(event.type) && (event.type !== 'call.ended' || isCampaignCall(event)),
  defaultSuccess: '2xx',
  render,
  headers,
}

function isCampaignCall(event: Event): boolean {
  return event.call !== null && campaignIdOf(event) !== null
}

function isSipCallerType(type: string): type is SipCallerType {
  return Object.hasOwn(eventNames, type)
}

function render(event: Event, context: RenderContext): string {
  if (!isSipCallerType(event.type)) throw new Error(`sip-caller has no event for ${event.type}`)
  const customer = { id: context.account.id, name: context.account.name }
  const data = event.type === 'call.ended' ? renderCallEnded(event) : renderCampaignChanged(event)
  return JSON.stringify({
    id: event.id,
    object: 'event',
    apiVersion: 1,
    createdAt: formatTime(event.occurredAt.getTime()),
    type: eventNames[event.type],
    data: { customer, ...data },
  })
}

function headers(input: SignInput): Record<string, string> {
  const seconds = Math.floor(input.occurredAt.getTime() / 1000)
  const signed = `${seconds}.${input.body}`
  const signatures = input.secrets.map((secret) => `v1=${sign(secret, signed)}`)
  return {
    // With charset, as the vendor's platform (.NET) writes it.
    'Content-Type': 'application/json; charset=utf-8',
    'Sip-Caller-Signature': [`t=${seconds}`, ...signatures].join(','),
    'webhook-id': input.eventId,
    ...testHeader(input),
  }
}

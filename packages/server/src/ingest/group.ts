import {
  applyEvent,
  callFactsOf,
  isToSettle,
  newCall,
  type CallState,
  type KnownFacts,
} from '../calls/state.ts'
import { collectTranscript, type TranscriptLine } from '../calls/transcript.ts'
import type { Campaign, CampaignNumber } from '../campaigns/campaign.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Event, EventContent } from '../events/event.ts'
import type { PostedEvent } from '../events/posted-event.ts'
import { plan } from '../fanout/plan.ts'
import type { Tx } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { timeOfId } from '../lib/ids.ts'
import type { DialectId, Subscriber } from '../webhooks/webhook.ts'
import type { AcceptedEvent, NewDelivery, NewPayload } from './accept.store.ts'
import { addDeliveries } from './add-deliveries.ts'
import { callTimesOf } from './call-times.ts'
import { completeCampaignCall, numberOf } from './campaign-call.ts'
import type { CalledNumber } from './campaign-calls.store.ts'
import { completeLogged, type Owners } from './owners.ts'
import { refuseFlood } from './weight.ts'

/** What a caller hands in: all of it is accepted or none. */
export type AcceptRequest = {
  accountId: string
  events: readonly PostedEvent[]
  /** About how much memory they take, for requests that come from outside. */
  bytes?: number
  /** They came as a batch, so errors say which of them is meant: `events[3].call.number`. */
  isBatch?: boolean
  /** Only for the test of a webhook: deliver to this one alone, whatever it is subscribed to. */
  testFor?: Subscriber
  /**
   * Runs first in the transaction and gives the events that follow from what it did there: both are written, or
   * neither. It may run again after a race. A throw refuses this request; such a request never shares its transaction.
   */
  within?: (tx: Tx) => Promise<readonly PostedEvent[]>
}

/** What the database said before the group is decided. Maps of calls are keyed by `keyOf`. */
export type GroupContext = {
  accounts: ReadonlyMap<string, { name: string; subscribers: readonly Subscriber[] }>
  knownEvents: ReadonlySet<string>
  calls: ReadonlyMap<string, CallState>
  numberOwners: ReadonlyMap<string, string>
  transcripts: ReadonlyMap<string, readonly TranscriptLine[]>
  /** The numbers reserved for calls that are not known yet. */
  freshNumbers: ReadonlyMap<string, number>
  /** The agents and channels of each account. */
  owners: ReadonlyMap<string, Owners>
  /** Campaigns that calls of this group ended for, and their numbers that were called; keyed by `keyOf`. */
  campaigns: ReadonlyMap<string, Campaign>
  numbers: ReadonlyMap<string, CampaignNumber>
  newId: () => string
  /** The latest time, in milliseconds since the epoch, that a given id may claim to be made at. */
  latestIdMs: number
  dialects: Record<DialectId, Dialect>
}

/** What is to be written, and what each request is told: the ids of its events, or why it was refused. */
export type GroupPlan = {
  events: AcceptedEvent[]
  payloads: NewPayload[]
  deliveries: NewDelivery[]
  /** Keys of the events above. */
  eventKeys: Set<string>
  /** `isUnsettled`: the log of the call has to be looked after. */
  calls: Map<string, { accountId: string; call: CallState; isNew: boolean; isUnsettled: boolean }>
  /** Numbers of campaigns as the group leaves them. */
  numbers: Map<string, CalledNumber>
  results: PromiseSettledResult<string[]>[]
}

export function keyOf(accountId: string, id: string | number): string {
  return `${accountId} ${id}`
}

/** Decides a group of requests, each all or nothing, in their order. Pure but for the ids it is given. */
export function planGroup(requests: readonly AcceptRequest[], context: GroupContext): GroupPlan {
  const group = emptyPlan()
  for (const request of requests) {
    const draft = emptyPlan()
    try {
      const ids = request.events.map((posted, index) =>
        planEvent(request, posted, index, context, group, draft),
      )
      group.events.push(...draft.events)
      group.payloads.push(...draft.payloads)
      // One by one: they may be more than a call takes arguments.
      for (const delivery of draft.deliveries) group.deliveries.push(delivery)
      for (const key of draft.eventKeys) group.eventKeys.add(key)
      for (const [key, entry] of draft.calls) group.calls.set(key, entry)
      for (const [key, entry] of draft.numbers) group.numbers.set(key, entry)
      group.results.push({ status: 'fulfilled', value: ids })
    } catch (reason) {
      group.results.push({ status: 'rejected', reason })
    }
  }
  return group
}

function emptyPlan(): GroupPlan {
  return {
    ...{ events: [], payloads: [], deliveries: [], results: [] },
    ...{ eventKeys: new Set(), calls: new Map(), numbers: new Map() },
  }
}

function planEvent(
  request: AcceptRequest,
  posted: PostedEvent,
  index: number,
  context: GroupContext,
  group: GroupPlan,
  draft: GroupPlan,
): string {
  const { accountId } = request
  const id = posted.id ?? context.newId()
  const eventKey = keyOf(accountId, id)
  if ([context.knownEvents, group.eventKeys, draft.eventKeys].some((keys) => keys.has(eventKey))) return id
  if (posted.id !== undefined) checkId(request, index, posted.id, context)

  const told = completeEvent({ ...posted, id }, request, index, context, group, draft)
  const event = request.testFor ? told : completeByOwner(told, accountId, context, group, draft)
  const accepted: AcceptedEvent = {
    accountId,
    event,
    content: contentOf(event),
    isTest: request.testFor !== undefined,
  }
  draft.events.push(accepted)
  draft.eventKeys.add(eventKey)
  const account = context.accounts.get(accountId)
  const receivers = request.testFor
    ? [request.testFor]
    : plan(event, account?.subscribers ?? [], context.dialects, isPrivateIn(context, accountId))
  refuseFlood(draft.deliveries.length + receivers.length)
  addDeliveries(accepted, receivers, account?.name ?? '', context, draft)
  return id
}

function contentOf({ call, data, callTimes }: Event): string {
  return JSON.stringify({ call, data, callTimes } satisfies EventContent)
}

function isPrivateIn({ owners }: GroupContext, accountId: string): (channelId: string) => boolean {
  return (channelId) => owners.get(accountId)?.channels.get(channelId)?.isPrivate === true
}

/** Applies the event to its call, and fills in what the event leaves out and the call knows. */
function completeEvent(
  posted: PostedEvent & { id: string },
  request: AcceptRequest,
  index: number,
  context: GroupContext,
  group: GroupPlan,
  draft: GroupPlan,
): Event {
  const { id, type, occurredAt, data } = posted
  if (posted.call == null)
    return { id, type, occurredAt, call: null, campaignId: posted.campaignId ?? null, data }
  const { id: callId, number, ...told } = posted.call
  const campaignId = told.campaignId ?? posted.campaignId ?? null
  const facts = { ...told, campaignId } as Partial<KnownFacts>
  const key = keyOf(request.accountId, callId)
  const planned = draft.calls.get(key) ?? group.calls.get(key)
  const before = planned?.call ?? context.calls.get(key)
  const known = before ?? newCall(callId, number ?? context.freshNumbers.get(key) ?? 1, occurredAt)
  if (!request.testFor)
    checkNumber(request, index, { id: callId, number: number ?? null }, known, context, [group, draft])
  const result = type === 'call.ended' && typeof data.result === 'string' ? data.result : null
  // A test shows an example: it must not leave a call in the log.
  const call = request.testFor
    ? { ...known, number: number ?? known.number }
    : applyEvent(known, { id, type, occurredAt, facts, result })
  if (!request.testFor)
    draft.calls.set(key, {
      accountId: request.accountId,
      call,
      isNew: !context.calls.has(key),
      isUnsettled: planned?.isUnsettled === true || isToSettle(before, call, type),
    })
  const shown = callFactsOf(call, facts)
  const hasTranscript = type !== 'call.ended' || data.transcript != null
  const lines = hasTranscript
    ? []
    : collectTranscript(linesOf(key, request.accountId, callId, context, [group, draft]))
  return {
    id,
    type,
    occurredAt,
    call: shown,
    campaignId: shown.campaignId,
    data: lines.length > 0 ? { ...data, transcript: lines } : data,
    callTimes: callTimesOf(posted, call),
  }
}

/** Fills in what the call's agent, channel or campaign knows. */
function completeByOwner(
  event: Event,
  accountId: string,
  context: GroupContext,
  group: GroupPlan,
  draft: GroupPlan,
): Event {
  const { call, campaignId, data } = event
  if (call === null) return event
  if (event.type === 'call.logged') {
    const owners = context.owners.get(accountId)
    const agent = owners?.agents.get(call.agentId ?? '')
    return { ...event, data: completeLogged(data, agent, owners?.channels.get(call.channelId ?? '')) }
  }
  if (event.type !== 'call.ended' || campaignId === null) return event
  const campaign = context.campaigns.get(keyOf(accountId, campaignId))
  const state = draft.calls.get(keyOf(accountId, call.id))?.call
  if (campaign === undefined || state === undefined) return event
  const key = keyOf(accountId, `${campaignId} ${numberOf(call.to)}`)
  const known = (draft.numbers.get(key) ?? group.numbers.get(key))?.number ?? context.numbers.get(key)
  const completed = completeCampaignCall(event, state, campaign, known)
  if (completed.number !== undefined)
    draft.numbers.set(key, {
      accountId,
      campaignId,
      number: completed.number,
      startedAt: completed.startedAt,
    })
  return { ...event, data: completed.data }
}

function linesOf(
  key: string,
  accountId: string,
  callId: string,
  context: GroupContext,
  plans: readonly GroupPlan[],
): TranscriptLine[] {
  const fresh = plans
    .flatMap((plan) => plan.events)
    .filter(
      ({ event, isTest, ...entry }) =>
        event.type === 'call.transcript' &&
        !isTest &&
        entry.accountId === accountId &&
        event.call?.id === callId,
    )
    .map(({ event }) => ({ id: event.id, occurredAt: event.occurredAt, data: event.data }))
  return [...(context.transcripts.get(key) ?? []), ...fresh]
}

/** Ids name the day they are kept under, and days are made a week ahead: one from further off has no place yet. */
function checkId(request: AcceptRequest, index: number, id: string, { latestIdMs }: GroupContext): void {
  if (timeOfId(id) <= latestIdMs) return
  throw new AppError('invalid_request', 'The event was not accepted.', {
    fields: [
      { path: pathOf(request, index, 'id'), message: 'must not be made more than a day in the future' },
    ],
  })
}

function pathOf({ isBatch }: AcceptRequest, index: number, field: string): string {
  return isBatch === true ? `events[${index}].${field}` : field
}

/** A number belongs to one call for good. */
function checkNumber(
  request: AcceptRequest,
  index: number,
  given: { id: string; number: number | null },
  known: CallState,
  context: GroupContext,
  plans: readonly GroupPlan[],
): void {
  if (given.number === null) return
  const { accountId } = request
  const owner =
    context.numberOwners.get(keyOf(accountId, given.number)) ??
    plans
      .flatMap((plan) => [...plan.calls.values()])
      .find((entry) => entry.accountId === accountId && entry.call.number === given.number)?.call.id
  const isTaken = owner !== undefined && owner !== given.id
  if (!isTaken && known.number === given.number) return
  const message = isTaken
    ? `is the number of the call ${owner} already`
    : `differs from ${known.number}, which this call has had since its first event`
  throw new AppError('conflict', 'A call’s number is unique in its account and never changes.', {
    fields: [{ path: pathOf(request, index, 'call.number'), message }],
  })
}

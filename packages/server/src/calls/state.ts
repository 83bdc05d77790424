import type { CallFacts } from '../events/event.ts'
import type { EventType } from '../events/catalogue.ts'

/** The facts of a call that events may tell, late and one by one. */
export type KnownFacts = Omit<CallFacts, 'id' | 'number'>

/** A call as its events have built it up so far. */
export type CallState = {
  id: string
  number: number
  facts: KnownFacts
  result: string | null
  initiatedAt: Date | null
  ringingAt: Date | null
  answeredAt: Date | null
  endedAt: Date | null
  errorAt: Date | null
  firstEventAt: Date
  lastEventAt: Date
  /** For each fact, the key of the event that set it. */
  factKeys: Record<string, string>
}

/** What an event says of its call; facts it does not know are left out or null. */
export type CallEvent = {
  id: string
  type: EventType
  occurredAt: Date
  facts: Partial<KnownFacts>
  result: string | null
}

const factNames = ['from', 'to', 'direction', 'source', 'agentId', 'channelId', 'campaignId'] as const

/** A call nothing is known of yet. */
export function newCall(id: string, number: number, at: Date): CallState {
  return {
    id,
    number,
    facts: {
      from: null,
      to: null,
      direction: null,
      source: null,
      agentId: null,
      channelId: null,
      campaignId: null,
    },
    result: null,
    initiatedAt: null,
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    errorAt: null,
    firstEventAt: at,
    lastEventAt: at,
    factKeys: {},
  }
}

/**
 * The call after one more event. The order of arrival does not matter: of each kind of event the earliest gives the
 * time, and each fact is taken from the latest event that knows it (ties go to the larger event id).
 */
export function applyEvent(call: CallState, event: CallEvent): CallState {
  const key = `${event.occurredAt.toISOString()} ${event.id}`
  const told: Record<string, string | null | undefined> = { ...event.facts, result: event.result }
  const news = Object.entries(told).filter(
    ([name, value]) => value != null && key > (call.factKeys[name] ?? ''),
  ) as [string, string][]
  const { result, ...facts } = Object.fromEntries(news)
  const timeField = timeFields[event.type]
  return {
    ...call,
    facts: { ...call.facts, ...(facts as Partial<KnownFacts>) },
    result: result ?? call.result,
    ...(timeField === undefined ? {} : { [timeField]: earlier(call[timeField], event.occurredAt) }),
    firstEventAt: earlier(call.firstEventAt, event.occurredAt),
    lastEventAt: later(call.lastEventAt, event.occurredAt),
    factKeys: { ...call.factKeys, ...Object.fromEntries(news.map(([name]) => [name, key])) },
  }
}

/**
 * Whether the log of the call has to be looked after (again): something was told of a call with an agent or a channel. A
 * log itself is no reason, unless it is the first to name the owner of a call that was told of `before`.
 */
export function isToSettle(before: CallState | undefined, after: CallState, type: EventType): boolean {
  const { agentId, channelId } = after.facts
  if (agentId === null && channelId === null) return false
  if (type !== 'call.logged') return true
  return before !== undefined && (before.facts.agentId !== agentId || before.facts.channelId !== channelId)
}

/** The call as an event shows it: what the event says itself, and where it is silent, what is known. */
export function callFactsOf(call: CallState, told: Partial<KnownFacts>): CallFacts {
  const facts: KnownFacts = { ...call.facts }
  for (const name of factNames) Object.assign(facts, told[name] == null ? {} : { [name]: told[name] })
  return { id: call.id, number: call.number, ...facts }
}

type TimeField = 'initiatedAt' | 'ringingAt' | 'answeredAt' | 'endedAt' | 'errorAt'

const timeFields: Partial<Record<EventType, TimeField>> = {
  'call.initiated': 'initiatedAt',
  'call.ringing': 'ringingAt',
  'call.answered': 'answeredAt',
  'call.ended': 'endedAt',
  'call.error': 'errorAt',
}

function earlier(known: Date | null, at: Date): Date {
  return known === null || at < known ? at : known
}

function later(known: Date, at: Date): Date {
  return at > known ? at : known
}

import type { Schemas } from '../lib/api.ts'
import { toHeaders, toLines, type HeaderLine } from '../lib/header-lines.ts'

type Webhook = Schemas['Webhook']

/** A webhook while it is being written. */
export type Draft = {
  name: string
  url: string
  dialect: Webhook['dialect']
  eventTypes: string[]
  headers: readonly HeaderLine[]
  timeoutMs: number | string
  maxRetries: number | string
  eventMaxAgeSeconds: number | string
  maxConnections: number | string
  rateLimitPerSecond: number | string
  ordering: Webhook['ordering']
  success: Webhook['success']
  chunked: boolean
  /** Events and success rule as they were chosen by hand, whatever the dialect makes of them. */
  chosen: Chosen
  binding: Webhook['binding']
}

type Chosen = { eventTypes?: readonly string[]; success?: Webhook['success'] }

/** What a new webhook has other than usual, because of where it is made. */
export type Start = { dialect: Webhook['dialect']; binding: Webhook['binding'] }

/** What applies where a number is left empty. */
export const defaultLimits = {
  timeoutMs: 10_000,
  maxRetries: 8,
  eventMaxAgeSeconds: 86_400,
  maxConnections: 10,
}

type EventTypes = readonly { type: string; dialects: object }[]

/** Which answers count, unless something else is chosen. */
const successOf = (dialect: Webhook['dialect']): Webhook['success'] => (dialect === 'salpre' ? '200' : '2xx')

/** What changes with the dialect: what was chosen by hand as far as the dialect carries it, or else its defaults. */
export function inDialect(
  dialect: Webhook['dialect'],
  chosen: Chosen,
  eventTypes: EventTypes,
): Pick<Draft, 'dialect' | 'eventTypes' | 'success'> {
  const carried = eventTypes.filter(({ dialects }) => dialect in dialects).map(({ type }) => type)
  const kept = carried.filter((type) => chosen.eventTypes?.includes(type) === true)
  return {
    dialect,
    eventTypes: kept.length > 0 ? kept : carried,
    success: chosen.success ?? successOf(dialect),
  }
}

/** What a new webhook starts from: the defaults of the API, and all that its dialect can carry. */
export function newDraft(eventTypes: EventTypes, start: Partial<Start> = {}): Draft {
  const { dialect = 'offhook', binding = { kind: 'account', ids: [] } } = start
  return {
    ...inDialect(dialect, {}, eventTypes),
    ...{ name: '', url: '', binding, headers: [], chosen: {} },
    ...defaultLimits,
    ...{ rateLimitPerSecond: '', ordering: 'none', chunked: false },
  }
}

export function draftOf(webhook: Webhook): Draft {
  const { name, url, dialect, eventTypes, timeoutMs, maxRetries, eventMaxAgeSeconds } = webhook
  const { maxConnections, ordering, success, chunked, binding } = webhook
  return {
    ...{ name, url, dialect, eventTypes, timeoutMs, maxRetries, eventMaxAgeSeconds },
    ...{ maxConnections, ordering, success, chunked, binding },
    rateLimitPerSecond: webhook.rateLimitPerSecond ?? '',
    headers: toLines(webhook.headers),
    // The rule that the dialect has by itself was not chosen.
    chosen: { eventTypes, ...(success === successOf(dialect) ? {} : { success }) },
  }
}

/** As the API takes it. For what is left empty stands its default. */
export function settingsOf(draft: Draft) {
  const url = draft.url.trim()
  const host = URL.canParse(url) ? new URL(url).hostname.slice(0, 200) : ''
  const name = draft.name.trim() || host
  const number = (field: keyof typeof defaultLimits) =>
    draft[field] === '' ? defaultLimits[field] : Number(draft[field])
  return {
    ...(name === '' ? {} : { name }),
    url,
    ...{ dialect: draft.dialect, eventTypes: draft.eventTypes, ordering: draft.ordering },
    ...{ success: draft.success, chunked: draft.chunked, binding: draft.binding },
    timeoutMs: number('timeoutMs'),
    maxRetries: number('maxRetries'),
    eventMaxAgeSeconds: number('eventMaxAgeSeconds'),
    maxConnections: number('maxConnections'),
    rateLimitPerSecond: draft.rateLimitPerSecond === '' ? null : Number(draft.rateLimitPerSecond),
    headers: toHeaders(draft.headers),
  }
}

/** Only what differs from before, as the API takes it: what others changed meanwhile stays. */
export function changesOf(draft: Draft, before: Draft): Partial<ReturnType<typeof settingsOf>> {
  const was = new Map<string, unknown>(Object.entries(settingsOf(before)))
  const changed = Object.entries(settingsOf(draft)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(was.get(field)),
  )
  // Its fields are some of the settings' own.
  return Object.fromEntries(changed)
}

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
  /** Left out, it stays as it is: the whole account for a new one. */
  binding?: Webhook['binding']
}

/** What a new webhook has other than usual, because of where it is made. */
export type Start = { dialect: Webhook['dialect']; binding: Webhook['binding'] }

type EventTypes = readonly { type: string; dialects: object }[]

/** What a new webhook starts from: the defaults of the API, and all that its dialect can carry. */
export function newDraft(eventTypes: EventTypes, start: Partial<Start> = {}): Draft {
  const { dialect = 'offhook', binding } = start
  const carried = eventTypes.filter(({ dialects }) => dialect in dialects).map(({ type }) => type)
  return {
    ...{ name: '', url: '', dialect, binding, eventTypes: carried, headers: [] },
    ...{ timeoutMs: 10_000, maxRetries: 8, eventMaxAgeSeconds: 86_400, maxConnections: 10 },
    ...{ rateLimitPerSecond: '', ordering: 'none', success: '2xx', chunked: false },
  }
}

export function draftOf(webhook: Webhook): Draft {
  const { name, url, dialect, eventTypes, timeoutMs, maxRetries, eventMaxAgeSeconds } = webhook
  const { maxConnections, ordering, success, chunked } = webhook
  return {
    ...{ name, url, dialect, eventTypes, timeoutMs, maxRetries, eventMaxAgeSeconds },
    ...{ maxConnections, ordering, success, chunked },
    rateLimitPerSecond: webhook.rateLimitPerSecond ?? '',
    headers: toLines(webhook.headers),
  }
}

/** As the API takes it. What is left empty is left out, so that its default applies. */
export function settingsOf(draft: Draft) {
  const number = (value: number | string) => (value === '' ? undefined : Number(value))
  return {
    ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
    url: draft.url.trim(),
    ...{ dialect: draft.dialect, eventTypes: draft.eventTypes, ordering: draft.ordering },
    ...{ success: draft.success, chunked: draft.chunked, binding: draft.binding },
    timeoutMs: number(draft.timeoutMs),
    maxRetries: number(draft.maxRetries),
    eventMaxAgeSeconds: number(draft.eventMaxAgeSeconds),
    maxConnections: number(draft.maxConnections),
    rateLimitPerSecond: number(draft.rateLimitPerSecond) ?? null,
    headers: toHeaders(draft.headers),
  }
}

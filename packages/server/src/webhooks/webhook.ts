/** The wire formats a webhook can speak; each is a module in dialects/. */
export const dialectIds = ['offhook', 'sipgate', 'salpre', 'sip-caller'] as const
export type DialectId = (typeof dialectIds)[number]

export const bindingKinds = ['account', 'agent', 'channel', 'campaign'] as const

/** What a webhook hangs on: the whole account (no ids), or chosen agents, channels or campaigns. */
export type Binding = { kind: (typeof bindingKinds)[number]; ids: string[] }

export const orderings = ['none', 'per-call'] as const
export const successRules = ['2xx', '200'] as const

/** The settings of a webhook that its owner chooses. Times in the unit their names say. */
export type WebhookSettings = {
  name: string
  url: string
  dialect: DialectId
  eventTypes: string[]
  binding: Binding
  /** The whole exchange, response body included: 100 to 60,000. */
  timeoutMs: number
  /** Tries after the first: 0 to 50. */
  maxRetries: number
  /** How long an event is worth delivering after it was queued: 60 to 2,592,000. */
  eventMaxAgeSeconds: number
  /** Requests in flight at one time, over all workers: 1 to 1,000. */
  maxConnections: number
  /** Requests started in a second, over all workers: 0.1 to 10,000; null for no limit. */
  rateLimitPerSecond: number | null
  ordering: (typeof orderings)[number]
  success: (typeof successRules)[number]
  /** Send `Transfer-Encoding: chunked` instead of `Content-Length`. */
  chunked: boolean
}

/** Why a webhook is off: its owner said so, its receiver answered 410 Gone, or failed for as long as its account allows. */
export const disabledReasons = ['byUser', 'gone', 'failing'] as const
export type DisabledReason = (typeof disabledReasons)[number]

/** A receiver that keeps failing: it is only probed now and then until it answers again. */
export type Failing = { since: Date; reason: string; nextProbeAt: Date | null }

/** A receiver's address and how to speak to it, as it may be shown: header values and secrets are left out. */
export type Webhook = WebhookSettings & {
  id: string
  headerNames: string[]
  enabled: boolean
  disabledReason: DisabledReason | null
  disabledAt: Date | null
  /** Null while its receiver answers. */
  failing: Failing | null
  createdAt: Date
  updatedAt: Date
}

/** What sending needs besides the settings: read for each webhook with work, never shown, never logged. */
export type WebhookTarget = Webhook & {
  accountId: string
  headers: Record<string, string>
  secret: string
  /** The one before, which signs too until its time is over. */
  previousSecret: { secret: string; until: Date } | null
  isDeleted: boolean
}

/** The secrets to sign with at this time, the newest first. */
export function secretsAt(target: WebhookTarget, now: Date): string[] {
  const { secret, previousSecret } = target
  return previousSecret !== null && previousSecret.until > now ? [secret, previousSecret.secret] : [secret]
}

/** The part of a webhook that decides which events it gets; ingest keeps these in memory. */
export type Subscriber = {
  id: string
  accountId: string
  dialect: DialectId
  eventTypes: string[]
  bindingKind: Binding['kind']
  bindingIds: string[]
  isOrdered: boolean
}

/** What applies where the creator of a webhook says nothing. */
export const defaultSettings = {
  timeoutMs: 10_000,
  maxRetries: 8,
  eventMaxAgeSeconds: 86_400,
  maxConnections: 10,
  rateLimitPerSecond: null,
  ordering: 'none',
  chunked: false,
} as const satisfies Partial<WebhookSettings>

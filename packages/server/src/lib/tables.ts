// Generated from packages/server/migrations by `npm run generate`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

export type AccountsTable = {
  id: string
  name: string
  timeZone: Generated<string>
  retentionDays: Generated<number>
  webhooksVersion: Generated<number>
  nextCallNumber: Generated<number>
  createdAt: Generated<Date>
}

export type ApiKeysTable = {
  id: string
  accountId: string
  name: string
  hash: string
  hint: string
  createdAt: Generated<Date>
  lastUsedAt: Date | null
  revokedAt: Date | null
}

export type AttemptsTable = {
  deliveryId: string
  number: number
  accountId: string
  webhookId: string
  startedAt: Date
  url: string
  requestHeaders: string
  outcome: string
  isSuccess: boolean
  status: number | null
  reason: string | null
  detail: string | null
  responseHeaders: string | null
  responseBody: string | null
  responseBodyEncoding: string | null
  isResponseTruncated: Generated<boolean>
  remoteAddress: string | null
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  firstByteMs: number | null
  totalMs: number
  nextAttemptAt: Date | null
}

export type AuditEntriesTable = {
  id: string
  accountId: string
  at: Generated<Date>
  actorKind: string
  actorId: string | null
  ipAddress: string | null
  action: string
  subjectId: string
}

export type CallsTable = {
  accountId: string
  id: string
  number: number
  fromNumber: string | null
  toNumber: string | null
  direction: string | null
  source: string | null
  agentId: string | null
  channelId: string | null
  campaignId: string | null
  result: string | null
  initiatedAt: Date | null
  ringingAt: Date | null
  answeredAt: Date | null
  endedAt: Date | null
  errorAt: Date | null
  firstEventAt: Date
  lastEventAt: Date
  factKeys: Generated<string>
  state: GeneratedAlways<string>
}

export type EncryptionCanaryTable = {
  isOnly: Generated<boolean>
  sealed: string
}

export type EventsTable = {
  id: string
  accountId: string
  type: string
  occurredAt: Date
  receivedAt: Generated<Date>
  callId: string | null
  campaignId: string | null
  isTest: Generated<boolean>
  content: string
}

export type FinishedDeliveriesTable = {
  id: string
  accountId: string
  webhookId: string
  eventId: string
  eventType: string
  payloadId: string
  callId: string | null
  occurredAt: Date
  queuedAt: Date
  finishedAt: Generated<Date>
  status: string
  attempts: number
  isTest: boolean
}

export type JobsTable = {
  id: string
  accountId: string
  webhookId: string
  kind: string
  filter: string
  state: string
  total: number | null
  done: Generated<number>
  queued: Generated<number>
  position: string | null
  runningMs: Generated<number>
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
  finishedAt: Date | null
}

export type PayloadsTable = {
  id: string
  accountId: string
  eventId: string
  dialect: string
  body: string
}

export type PendingDeliveriesTable = {
  id: string
  accountId: string
  webhookId: string
  eventId: string
  eventType: string
  payloadId: string
  callId: string | null
  occurredAt: Date
  queuedAt: Generated<Date>
  dueAt: Generated<Date>
  attempts: Generated<number>
  attemptsBefore: Generated<number>
  isOrdered: Generated<boolean>
  isTest: Generated<boolean>
  workerId: string | null
}

export type SessionsTable = {
  id: string
  accountId: string
  apiKeyId: string | null
  hash: string
  createdAt: Generated<Date>
  expiresAt: Date
}

export type ShardsTable = {
  shard: number
  workerId: string | null
}

export type SignInLinksTable = {
  id: string
  accountId: string
  hash: string
  createdAt: Generated<Date>
  expiresAt: Date
  usedAt: Date | null
}

export type WebhooksTable = {
  id: string
  accountId: string
  name: string
  url: string
  dialect: string
  eventTypes: string[]
  bindingKind: string
  bindingIds: string[]
  headerNames: string[]
  headersEncrypted: string
  secretEncrypted: string
  previousSecretEncrypted: string | null
  previousSecretUntil: Date | null
  timeoutMs: number
  maxRetries: number
  eventMaxAgeSeconds: number
  maxConnections: number
  rateLimitPerSecond: number | null
  ordering: string
  success: string
  chunked: boolean
  enabled: boolean
  disabledReason: string | null
  disabledAt: Date | null
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
  deletedAt: Date | null
  failingSince: Date | null
  failureReason: string | null
  nextProbeAt: Date | null
}

export type WorkersTable = {
  id: string
  name: string
  startedAt: Generated<Date>
  leasedUntil: Date
}

export type Tables = {
  accounts: AccountsTable
  apiKeys: ApiKeysTable
  attempts: AttemptsTable
  auditEntries: AuditEntriesTable
  calls: CallsTable
  encryptionCanary: EncryptionCanaryTable
  events: EventsTable
  finishedDeliveries: FinishedDeliveriesTable
  jobs: JobsTable
  payloads: PayloadsTable
  pendingDeliveries: PendingDeliveriesTable
  sessions: SessionsTable
  shards: ShardsTable
  signInLinks: SignInLinksTable
  webhooks: WebhooksTable
  workers: WorkersTable
}

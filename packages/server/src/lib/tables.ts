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
  disableFailingAfterHours: number | null
}

export type AgentWebhooksTable = {
  accountId: string
  agentId: string
  webhookId: string
  position: number
  hasTimeout: boolean
}

export type AgentsTable = {
  accountId: string
  id: string
  name: string
  hasSummary: boolean
  storesTranscripts: boolean
  logDelaySeconds: number
  playbooks: string
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
  archivedAt: Date | null
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

export type CallAnalysesTable = {
  accountId: string
  callId: string
  content: string
  updatedAt: Generated<Date>
}

export type CallflowsTable = {
  accountId: string
  id: string
  name: string
  actions: string
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
  archivedAt: Date | null
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
  endedReceivedAt: Date | null
  unsettledSince: Date | null
}

export type CampaignNumbersTable = {
  accountId: string
  campaignId: string
  id: string
  number: string
  varValues: string[]
  state: string
  attempts: Generated<number>
  retryAt: Date | null
  lastCallId: string | null
  lastResult: string | null
  lastCalledAt: Date | null
  createdAt: Generated<Date>
}

export type CampaignsTable = {
  accountId: string
  id: string
  name: string
  status: string
  type: string
  dialerMode: string
  phoneSystemId: string
  extensionId: string
  callflowForHumanId: string | null
  callflowForMachineId: string | null
  startDate: string
  endDate: string
  timeZoneId: string
  startsAt: Date
  endsAt: Date
  varNames: string[]
  maxAttempts: number
  retryDelayMinutes: number
  startedAt: Date | null
  endedAt: Date | null
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
  archivedAt: Date | null
}

export type ChannelsTable = {
  accountId: string
  id: string
  name: string
  isPrivate: boolean
  logDelaySeconds: number
  members: string
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
  archivedAt: Date | null
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
  positionAt: Date | null
}

export type NumberImportsTable = {
  id: string
  accountId: string
  campaignId: string
  status: string
  rowsRead: Generated<number>
  added: Generated<number>
  duplicates: Generated<number>
  refused: Generated<number>
  ignoredColumns: Generated<string[]>
  detail: string | null
  startedAt: Generated<Date>
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
}

export type PhoneSystemsTable = {
  accountId: string
  id: string
  name: string
  extensions: string
  createdAt: Generated<Date>
  updatedAt: Generated<Date>
  archivedAt: Date | null
}

export type RefusedRowsTable = {
  accountId: string
  importId: string
  rowNumber: number
  reason: string
  value: string
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

export type StatsAttemptsTable = {
  bucketSeconds: number
  at: Date
  accountId: string
  webhookId: string
  succeeded: number
  failed: number
}

export type StatsDeliveriesTable = {
  bucketSeconds: number
  at: Date
  accountId: string
  status: string
  deliveries: number
}

export type StatsEventsTable = {
  bucketSeconds: number
  at: Date
  accountId: string
  events: number
}

export type StatsLatenciesTable = {
  bucketSeconds: number
  at: Date
  accountId: string
  bin: number
  attempts: number
}

export type StatsSpansTable = {
  bucketSeconds: number
  since: Date
  until: Date
}

export type TranscriptRemovalsTable = {
  accountId: string
  callId: string
  dueAt: Generated<Date>
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
  panel: string | null
  failingSince: Date | null
  failureReason: string | null
  nextProbeAt: Date | null
  lastFailedAt: Date | null
  alertedSince: Date | null
  alertedAt: Date | null
}

export type WorkersTable = {
  id: string
  name: string
  startedAt: Generated<Date>
  leasedUntil: Date
  process: string | null
  isLeaving: Generated<boolean>
}

export type Tables = {
  accounts: AccountsTable
  agentWebhooks: AgentWebhooksTable
  agents: AgentsTable
  apiKeys: ApiKeysTable
  attempts: AttemptsTable
  auditEntries: AuditEntriesTable
  callAnalyses: CallAnalysesTable
  callflows: CallflowsTable
  calls: CallsTable
  campaignNumbers: CampaignNumbersTable
  campaigns: CampaignsTable
  channels: ChannelsTable
  encryptionCanary: EncryptionCanaryTable
  events: EventsTable
  finishedDeliveries: FinishedDeliveriesTable
  jobs: JobsTable
  numberImports: NumberImportsTable
  payloads: PayloadsTable
  pendingDeliveries: PendingDeliveriesTable
  phoneSystems: PhoneSystemsTable
  refusedRows: RefusedRowsTable
  sessions: SessionsTable
  shards: ShardsTable
  signInLinks: SignInLinksTable
  statsAttempts: StatsAttemptsTable
  statsDeliveries: StatsDeliveriesTable
  statsEvents: StatsEventsTable
  statsLatencies: StatsLatenciesTable
  statsSpans: StatsSpansTable
  transcriptRemovals: TranscriptRemovalsTable
  webhooks: WebhooksTable
  workers: WorkersTable
}

import type { ApiKeys } from '../accounts/api-keys.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { WakeUp } from '../deliveries/wake.ts'
import type { Ingest } from '../ingest/accept.ts'
import type { Clock } from '../lib/clock.ts'
import type { Db } from '../lib/db.ts'
import type { Logger } from '../lib/log.ts'
import type { Metrics } from '../lib/metrics.ts'
import type { Sender } from '../sender/send.ts'
import type { WebhookDeps } from '../webhooks/webhooks.ts'
import type { DialectId } from '../webhooks/webhook.ts'
import type { Live } from './live.ts'

/** Everything the endpoints work with; made in app.ts. */
export type HttpDeps = {
  db: Db
  clock: Clock
  log: Logger
  metrics: Metrics
  apiKeys: ApiKeys
  ingest: Ingest
  webhooks: WebhookDeps
  dialects: Record<DialectId, Dialect>
  wake: WakeUp
  /** For trying settings out before they are saved; what is queued goes through the workers. */
  sender: Sender
  live: Live
  /** Fires when the process stops: whoever waits for something stops waiting. */
  stopping: AbortSignal
  /** Fires when a stopping process has waited long enough: bodies that still come are refused. */
  overdue: AbortSignal
  /** Where the built console lies. */
  consoleDir: string
  version: string
  /** How long a body may stall before it is cut off. */
  bodyStallMs: number
  /** How long a request may take to come in, headers and all, unless its body is held to a pace. */
  requestTimeoutMs: number
  /** Networks of reverse proxies whose word on the client's address counts. */
  trustedProxies: readonly string[]
  /** Why this process cannot do its work right now, or null when it can. */
  notReady: () => Promise<string | null>
}

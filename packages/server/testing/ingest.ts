import { systemActor } from '../src/accounts/actor.ts'
import type { WorkKind } from '../src/deliveries/wake.ts'
import { dialects, rulesOf } from '../src/dialects/registry.ts'
import type { PostedCall, PostedEvent } from '../src/events/posted-event.ts'
import { createIngest, type Ingest } from '../src/ingest/accept.ts'
import { createSecretBox } from '../src/lib/secret-box.ts'
import type { NewWebhook } from '../src/webhooks/settings.ts'
import { loadTargets } from '../src/webhooks/targets.ts'
import type { Webhook, WebhookTarget } from '../src/webhooks/webhook.ts'
import { createWebhook, type WebhookDeps } from '../src/webhooks/webhooks.ts'
import type { TestDatabase } from './database.ts'
import { testEncryptionKey } from './offhook.ts'

export type Woken = { id: string; webhookId: string; kind: WorkKind }

/** A door of its own over the test's database, as another process would have; `woken` is what workers were told. */
export function createTestIngest({ db }: Pick<TestDatabase, 'db'>): Ingest & { woken: Woken[] } {
  const woken: Woken[] = []
  const wake = (deliveries: readonly Woken[]) => void woken.push(...deliveries)
  return { ...createIngest({ db, dialects, wake, onAccepted: () => undefined }), woken }
}

export function webhookDeps({ db }: Pick<TestDatabase, 'db'>): WebhookDeps {
  return { db, secretBox: createSecretBox([testEncryptionKey]), dialectRules: rulesOf(dialects) }
}

/** A webhook of the test's account; nobody listens at its URL unless one is given. */
export async function addWebhook(
  database: TestDatabase,
  input: Partial<NewWebhook> = {},
  accountId = database.accountId,
): Promise<Webhook> {
  const settings = { url: 'http://127.0.0.1:9/hook', ...input }
  return (await createWebhook(webhookDeps(database), systemActor(accountId), settings)).webhook
}

/** What a worker reads of a webhook to send to it; throws when it cannot be read. */
export async function readTarget(database: Pick<TestDatabase, 'db'>, id: string): Promise<WebhookTarget> {
  const fail = (_: string, error: unknown) => {
    throw error
  }
  const [target] = await loadTargets(database.db, webhookDeps(database).secretBox, [id], fail)
  if (target === undefined) throw new Error('There is no such webhook')
  return target
}

/** An event of a call, one second of 2026-04-08T09:24 after another. */
export function callEvent(
  type: PostedEvent['type'],
  callId: string,
  more: { second?: number; id?: string; call?: Partial<PostedCall>; data?: Record<string, unknown> } = {},
): PostedEvent {
  return {
    ...(more.id === undefined ? {} : { id: more.id }),
    type,
    occurredAt: new Date(Date.UTC(2026, 3, 8, 9, 24, more.second ?? 0)),
    call: { id: callId, ...more.call },
    data: more.data ?? {},
  }
}

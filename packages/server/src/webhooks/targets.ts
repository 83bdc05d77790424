import type { Db } from '../lib/db.ts'
import type { SecretBox } from '../lib/secret-box.ts'
import { openHeaders, openSecret } from './secrets.ts'
import type { WebhookTarget } from './webhook.ts'
import { loadWebhookRows, toWebhook, type WebhookRow } from './webhooks.store.ts'

/** Reads what sending to these webhooks needs, secrets opened. */
export async function loadTargets(db: Db, box: SecretBox, ids: readonly string[]): Promise<WebhookTarget[]> {
  if (ids.length === 0) return []
  return (await loadWebhookRows(db, ids)).map((row) => toTarget(box, row))
}

function toTarget(box: SecretBox, row: WebhookRow): WebhookTarget {
  const { previousSecretEncrypted: previous, previousSecretUntil: until } = row
  return {
    ...toWebhook(row),
    accountId: row.accountId,
    headers: openHeaders(box, row.id, row.headersEncrypted),
    secret: openSecret(box, row.id, row.secretEncrypted),
    previousSecret:
      previous === null || until === null ? null : { secret: openSecret(box, row.id, previous), until },
    isDeleted: row.deletedAt !== null,
  }
}

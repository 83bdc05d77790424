import type { Db } from '../lib/db.ts'
import type { SecretBox } from '../lib/secret-box.ts'
import { openHeaders, openSecret } from './secrets.ts'
import type { WebhookTarget } from './webhook.ts'
import { loadWebhookRows, toWebhook, type WebhookRow } from './webhooks.store.ts'

/**
 * Reads what sending to these webhooks needs, secrets opened. One whose secrets cannot be opened is left out and told of: it
 * must not hold up the others.
 */
export async function loadTargets(
  db: Db,
  box: SecretBox,
  ids: readonly string[],
  onUnreadable: (webhookId: string, error: unknown) => void,
): Promise<WebhookTarget[]> {
  if (ids.length === 0) return []
  return (await loadWebhookRows(db, ids)).flatMap((row) => {
    try {
      return [toTarget(box, row)]
    } catch (error) {
      onUnreadable(row.id, error)
      return []
    }
  })
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

import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { addWebhook, webhookDeps } from '../../testing/ingest.ts'
import { testEncryptionKey } from '../../testing/offhook.ts'
import { systemActor } from '../accounts/actor.ts'
import { checkEncryptionKey, resealCanary } from '../lib/canary.store.ts'
import { createSecretBox } from '../lib/secret-box.ts'
import { resealSecrets } from './reseal.store.ts'
import { openHeaders, openSecret } from './secrets.ts'
import { regenerateSecret } from './webhooks.ts'
import { loadWebhookRows } from './webhooks.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const newKey = randomBytes(32)

it('after one start with the new key in front, everything opens without the old one', async () => {
  await checkEncryptionKey(db, createSecretBox([testEncryptionKey]))
  const headers = { Authorization: 'Bearer hidden' }
  const ids: string[] = []
  // More than one batch.
  for (let index = 0; index < 105; index += 1) ids.push((await addWebhook(database, { headers })).id)
  const [first = ''] = ids
  await regenerateSecret(webhookDeps(database), systemActor(accountId), first, {
    overlapSeconds: 60,
    now: new Date(),
  })
  const before = await loadWebhookRows(db, ids)

  const both = createSecretBox([newKey, testEncryptionKey])
  expect(await resealSecrets(db, both)).toBe(105)
  await resealCanary(db, both)
  expect(await resealSecrets(db, both)).toBe(0)

  const onlyNew = createSecretBox([newKey])
  await checkEncryptionKey(db, onlyNew)
  const old = createSecretBox([testEncryptionKey])
  const after = new Map((await loadWebhookRows(db, ids)).map((row) => [row.id, row]))
  for (const row of before) {
    const now = after.get(row.id)
    expect(openSecret(onlyNew, row.id, now?.secretEncrypted ?? '')).toBe(
      openSecret(old, row.id, row.secretEncrypted),
    )
    expect(openHeaders(onlyNew, row.id, now?.headersEncrypted ?? '')).toEqual(headers)
    if (row.id !== first) continue
    expect(openSecret(onlyNew, row.id, now?.previousSecretEncrypted ?? '')).toBe(
      openSecret(old, row.id, row.previousSecretEncrypted ?? ''),
    )
  }
})

it('names the key when an old one was dropped too early', async () => {
  await addWebhook(database)
  await expect(resealSecrets(db, createSecretBox([newKey]))).rejects.toThrow(/does not list/)
})

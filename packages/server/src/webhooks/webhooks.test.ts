import { Webhook as StandardWebhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { insertAccount } from '../../testing/accounts.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { readTarget, webhookDeps } from '../../testing/ingest.ts'
import { testEncryptionKey } from '../../testing/offhook.ts'
import { systemActor } from '../accounts/actor.ts'
import { standardWebhooksHeaders } from '../dialects/standard-webhooks.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import { createSecretBox } from '../lib/secret-box.ts'
import { maskedValue } from './masks.ts'
import type { NewWebhook } from './settings.ts'
import { loadTargets } from './targets.ts'
import { secretsAt, type WebhookTarget } from './webhook.ts'
import {
  createWebhook,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  getWebhook,
  listWebhooks,
  regenerateSecret,
  replaceWebhook,
  revealSecret,
  updateWebhook,
} from './webhooks.ts'
import { loadSubscribers } from './webhooks.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const deps = webhookDeps(database)
const actor = systemActor(accountId)
const url = 'https://crm.example.com/hooks'

const create = async (input: Partial<NewWebhook> = {}) => createWebhook(deps, actor, { url, ...input })

const targetOf = (id: string) => readTarget(database, id)

async function problemsOf(work: Promise<unknown>): Promise<readonly FieldError[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof AppError && error.code === 'invalid_request') return error.fields
  throw new Error(`not refused: ${String(error)}`)
}

const pathsOf = async (work: Promise<unknown>) => (await problemsOf(work)).map(({ path }) => path)

describe('a new webhook', () => {
  it('needs a URL only and gets the defaults of the contract', async () => {
    const { webhook, signingSecret } = await create()
    expect(webhook).toMatchObject({
      ...{ name: 'crm.example.com', url, dialect: 'offhook', binding: { kind: 'account', ids: [] } },
      ...{ timeoutMs: 10_000, maxRetries: 8, eventMaxAgeSeconds: 86_400, maxConnections: 10 },
      ...{ rateLimitPerSecond: null, ordering: 'none', success: '2xx', chunked: false, enabled: true },
      ...{ headerNames: [], disabledReason: null, disabledAt: null },
    })
    expect(webhook.eventTypes).toHaveLength(15)
    expect(signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  })

  it.each([
    [
      'salpre',
      '200',
      ['call.initiated', 'call.ringing', 'call.answered', 'call.transcript', 'call.ended', 'call.error'],
    ],
    ['sipgate', '2xx', ['call.logged']],
    [
      'sip-caller',
      '2xx',
      [
        'call.ended',
        'campaign.activated',
        'campaign.paused',
        'campaign.resumed',
        'campaign.canceled',
        'campaign.finished',
      ],
    ],
  ] as const)('in the dialect %s counts %s as success and gets %j', async (dialect, success, eventTypes) => {
    const { webhook } = await create({ dialect })
    expect([webhook.success, webhook.eventTypes]).toEqual([success, eventTypes])
  })

  it('can begin disabled, from the time of the database on', async () => {
    const { webhook } = await create({ enabled: false })
    expect(webhook).toMatchObject({ enabled: false, disabledReason: 'byUser', disabledAt: webhook.createdAt })
  })

  it.each([
    [{ url: 'ftp://example.com' }, ['url']],
    [{ url: 'https://user:pass@example.com' }, ['url']],
    [{ eventTypes: ['call.ringing', 'call.never'] }, ['eventTypes[1]']],
    [{ dialect: 'sipgate', eventTypes: ['call.ended'] }, ['eventTypes[0]']],
    [{ eventTypes: ['call.ended', 'call.ended'] }, ['eventTypes[1]']],
    [{ binding: { kind: 'agent', ids: ['a', 'a'] } }, ['binding.ids[1]']],
    [{ binding: { kind: 'account', ids: ['a'] } }, ['binding.ids']],
    [{ dialect: 'salpre', binding: { kind: 'campaign', ids: ['a'] } }, ['binding.kind']],
    [{ headers: { Host: 'x', 'X-Ok': 'y', 'X-Bad': 'a\r\nb' } }, ['headers.Host', 'headers.X-Bad']],
    [{ headers: { 'X-Key': maskedValue } }, ['headers.X-Key']],
    [{ url: 'x', headers: { Host: 'x' }, eventTypes: ['x'] }, ['url', 'eventTypes[0]', 'headers.Host']],
  ] as [Partial<NewWebhook>, string[]][])('cannot have %j, all problems named', async (input, paths) => {
    expect(await pathsOf(create(input))).toEqual(paths)
  })
})

describe('a change', () => {
  it('touches the fields given and no others', async () => {
    const { webhook } = await create({ headers: { 'X-Key': 'k' }, maxRetries: 3 })
    const changed = await updateWebhook(deps, actor, webhook.id, { name: 'CRM', rateLimitPerSecond: 5 })
    const updatedAt = changed.updatedAt
    expect(changed).toEqual({ ...webhook, name: 'CRM', rateLimitPerSecond: 5, updatedAt })
  })

  it('made at the same time as another does not undo it', async () => {
    const { webhook } = await create()
    await Promise.all([
      updateWebhook(deps, actor, webhook.id, { name: 'One' }),
      updateWebhook(deps, actor, webhook.id, { maxRetries: 1 }),
      updateWebhook(deps, actor, webhook.id, { timeoutMs: 1_000 }),
      updateWebhook(deps, actor, webhook.id, { ordering: 'per-call' }),
    ])
    expect(await getWebhook(deps, accountId, webhook.id)).toMatchObject({
      ...{ name: 'One', maxRetries: 1, timeoutMs: 1_000, ordering: 'per-call' },
    })
  })

  it('that is refused changes nothing', async () => {
    const { webhook } = await create()
    expect(await pathsOf(updateWebhook(deps, actor, webhook.id, { name: 'New', url: 'nowhere' }))).toEqual([
      'url',
    ])
    expect(await getWebhook(deps, accountId, webhook.id)).toEqual(webhook)
  })

  it('of the dialect keeps the event types that the new one can carry', async () => {
    const { webhook } = await create({ eventTypes: ['call.logged', 'call.ended', 'call.ringing'] })
    const changed = await updateWebhook(deps, actor, webhook.id, { dialect: 'salpre' })
    expect(changed.eventTypes).toEqual(['call.ended', 'call.ringing'])
  })

  it('of the dialect gives all event types of the new one when it can carry none of those before', async () => {
    const { webhook } = await create({ eventTypes: ['call.ringing'] })
    const changed = await updateWebhook(deps, actor, webhook.id, { dialect: 'sipgate' })
    expect(changed.eventTypes).toEqual(['call.logged'])
  })

  it.each([
    ['offhook', 'salpre', {}, '200'],
    ['salpre', 'offhook', {}, '2xx'],
    ['offhook', 'salpre', { success: '2xx' }, '2xx'],
  ] as const)(
    'of the dialect %s to %s with %j counts as success %s',
    async (from, dialect, more, success) => {
      const { webhook } = await create({ dialect: from })
      expect((await updateWebhook(deps, actor, webhook.id, { dialect, ...more })).success).toBe(success)
    },
  )

  it('of the dialect keeps a rule for success that its owner chose', async () => {
    const { webhook } = await create({ success: '200' })
    expect((await updateWebhook(deps, actor, webhook.id, { dialect: 'sipgate' })).success).toBe('200')
  })

  it('of the dialect with event types holds them to the new one', async () => {
    const { webhook } = await create()
    const change = { dialect: 'sipgate' as const, eventTypes: ['call.ended'] }
    expect(await pathsOf(updateWebhook(deps, actor, webhook.id, change))).toEqual(['eventTypes[0]'])
  })

  it('that disables it has the time of the database, and once only', async () => {
    const { webhook } = await create()
    const disabled = await disableWebhook(deps, actor, webhook.id)
    expect(disabled).toMatchObject({ disabledReason: 'byUser', disabledAt: disabled.updatedAt })
    await db.pool.query(`update webhooks set disabled_reason = 'gone' where id = $1`, [webhook.id])
    expect(await disableWebhook(deps, actor, webhook.id)).toEqual({ ...disabled, disabledReason: 'gone' })
  })

  it('replacing everything sets what is left out to its default, but keeps the secret', async () => {
    const { webhook, signingSecret } = await create({
      ...{ name: 'Old', dialect: 'salpre', headers: { 'X-Key': 'k' }, maxRetries: 1, enabled: false },
      binding: { kind: 'agent', ids: ['a'] },
    })
    const replaced = await replaceWebhook(deps, actor, webhook.id, { url: 'https://new.example.com/' })
    expect(replaced).toMatchObject({
      ...{ name: 'new.example.com', dialect: 'offhook', headerNames: [], maxRetries: 8, enabled: true },
      ...{ binding: { kind: 'account', ids: [] }, success: '2xx', disabledReason: null },
    })
    expect(replaced.eventTypes).toHaveLength(15)
    expect(await revealSecret(deps, actor, webhook.id)).toEqual({ signingSecret, headers: {} })
  })

  it('is told to ingest by the version of the account', async () => {
    const version = async () =>
      (
        await db.pool.query<{ v: number }>('select webhooks_version as v from accounts where id = $1', [
          accountId,
        ])
      ).rows[0]?.v ?? 0
    const before = await version()
    const { webhook } = await create()
    await disableWebhook(deps, actor, webhook.id)
    await deleteWebhook(deps, actor, webhook.id)
    expect(await version()).toBe(before + 3)
  })

  it('is noted with who made it', async () => {
    const key = { accountId, by: { kind: 'apiKey' as const, id: 'key-1' }, ipAddress: '192.0.2.7' }
    const { webhook } = await createWebhook(deps, key, { url })
    await enableWebhook(deps, key, webhook.id)
    const { rows } = await db.pool.query(
      'select action, actor_kind, actor_id, ip_address from audit_entries where subject_id = $1 order by id',
      [webhook.id],
    )
    const who = { actor_kind: 'apiKey', actor_id: 'key-1', ip_address: '192.0.2.7' }
    expect(rows).toEqual([
      { action: 'webhook.created', ...who },
      { action: 'webhook.enabled', ...who },
    ])
  })
})

describe('header values', () => {
  it('given back masked stay as they are, whatever the case of their names', async () => {
    const { webhook } = await create({ headers: { 'X-Key': 'one', Authorization: 'Bearer two' } })
    const headers = { 'x-key': maskedValue, Authorization: 'Bearer three', 'X-New': 'four' }
    const changed = await updateWebhook(deps, actor, webhook.id, { headers })
    expect(changed.headerNames).toEqual(['x-key', 'Authorization', 'X-New'])
    expect((await revealSecret(deps, actor, webhook.id)).headers).toEqual({
      'x-key': 'one',
      Authorization: 'Bearer three',
      'X-New': 'four',
    })
  })

  it('left out of a change stay, and are gone when an empty list is given', async () => {
    const { webhook } = await create({ headers: { 'X-Key': 'one' } })
    await updateWebhook(deps, actor, webhook.id, { name: 'x' })
    expect((await targetOf(webhook.id)).headers).toEqual({ 'X-Key': 'one' })
    await updateWebhook(deps, actor, webhook.id, { headers: {} })
    expect((await targetOf(webhook.id)).headers).toEqual({})
  })

  it('cannot be masked where there is no value yet', async () => {
    const { webhook } = await create({ headers: { 'X-Key': 'one' } })
    const headers = { 'X-Key': maskedValue, 'X-Other': maskedValue }
    expect(await pathsOf(updateWebhook(deps, actor, webhook.id, { headers }))).toEqual(['headers.X-Other'])
  })
})

describe('secrets at rest', () => {
  const rowOf = async (id: string) =>
    JSON.stringify((await db.pool.query('select * from webhooks where id = $1', [id])).rows)

  it('are readable neither in the table nor in what is listed', async () => {
    const { webhook, signingSecret } = await create({ headers: { Authorization: 'Bearer hidden-value' } })
    const before = await rowOf(webhook.id)
    const { signingSecret: newer } = await regenerateSecret(deps, actor, webhook.id, {
      ...{ overlapSeconds: 60, now: new Date() },
    })
    const list = JSON.stringify(await listWebhooks(deps, accountId, { limit: 200 }))
    for (const text of [before, await rowOf(webhook.id), list]) {
      for (const secret of [signingSecret, newer])
        expect(text).not.toContain(secret.slice('whsec_'.length, -1))
      expect(text).not.toContain('hidden-value')
    }
  })

  it('are bound to their webhook: copied to another row they do not open', async () => {
    const [one, two] = [await create(), await create()]
    await db.pool.query(
      'update webhooks set secret_encrypted = (select secret_encrypted from webhooks where id = $1) where id = $2',
      [one.webhook.id, two.webhook.id],
    )
    await expect(revealSecret(deps, actor, two.webhook.id)).rejects.toThrow()
    await deleteWebhook(deps, actor, two.webhook.id)
  })

  it('of one webhook that cannot be opened keep none of the others from being read', async () => {
    const [{ webhook: good }, { webhook: broken }] = [await create(), await create()]
    await db.pool.query(
      'update webhooks set secret_encrypted = (select secret_encrypted from webhooks where id = $2) where id = $1',
      [broken.id, good.id],
    )
    const unreadable: string[] = []
    const read = await loadTargets(db, deps.secretBox, [broken.id, good.id], (id) => void unreadable.push(id))
    expect([read.map(({ id }) => id), unreadable]).toEqual([[good.id], [broken.id]])
  })

  it('open with an older key, and are sealed by the newest when they change', async () => {
    const { webhook, signingSecret } = await create({ headers: { 'X-Key': 'one' } })
    const newKey = Buffer.alloc(32, 9)
    const rotated = { ...deps, secretBox: createSecretBox([newKey, testEncryptionKey]) }
    expect(await revealSecret(rotated, actor, webhook.id)).toEqual({
      signingSecret,
      headers: { 'X-Key': 'one' },
    })
    const options = { overlapSeconds: 0, now: new Date() }
    const { signingSecret: newer } = await regenerateSecret(rotated, actor, webhook.id, options)
    await updateWebhook(rotated, actor, webhook.id, { headers: { 'X-Key': 'two' } })
    const onlyNew = { ...deps, secretBox: createSecretBox([newKey]) }
    expect(await revealSecret(onlyNew, actor, webhook.id)).toEqual({
      signingSecret: newer,
      headers: { 'X-Key': 'two' },
    })
    await expect(revealSecret(deps, actor, webhook.id)).rejects.toThrow('OFFHOOK_ENCRYPTION_KEY')
    await deleteWebhook(deps, actor, webhook.id)
  })
})

describe('a regenerated secret', () => {
  const body = '{"a":1}'
  const signed = (target: WebhookTarget, now: Date) =>
    standardWebhooksHeaders({
      ...{ eventId: 'e', occurredAt: now, body, now, isTest: false },
      secrets: secretsAt(target, now),
    })
  const verifies = (secret: string, headers: Record<string, string>) => {
    try {
      return new StandardWebhook(secret).verify(body, headers) !== undefined
    } catch {
      return false
    }
  }

  it('signs alone at once when there is no overlap', async () => {
    const { webhook, signingSecret: old } = await create()
    const now = new Date()
    const { signingSecret } = await regenerateSecret(deps, actor, webhook.id, { overlapSeconds: 0, now })
    const headers = signed(await targetOf(webhook.id), now)
    expect([verifies(signingSecret, headers), verifies(old, headers)]).toEqual([true, false])
  })

  it('signs beside the old one until the overlap is over', async () => {
    const { webhook, signingSecret: old } = await create()
    const now = new Date()
    const { signingSecret } = await regenerateSecret(deps, actor, webhook.id, { overlapSeconds: 60, now })
    const target = await targetOf(webhook.id)
    const during = signed(target, now)
    expect([verifies(signingSecret, during), verifies(old, during)]).toEqual([true, true])
    const after = secretsAt(target, new Date(now.getTime() + 60_000))
    expect(after).toEqual([signingSecret])
  })

  it('made twice with an overlap keeps the last two', async () => {
    const { webhook } = await create()
    const options = { overlapSeconds: 60, now: new Date() }
    const { signingSecret: second } = await regenerateSecret(deps, actor, webhook.id, options)
    const { signingSecret: third } = await regenerateSecret(deps, actor, webhook.id, options)
    expect(secretsAt(await targetOf(webhook.id), options.now)).toEqual([third, second])
  })
})

describe('a deleted webhook', () => {
  it('is found no more and gets no events, but workers still know it', async () => {
    const { webhook } = await create()
    await deleteWebhook(deps, actor, webhook.id)
    await expect(getWebhook(deps, accountId, webhook.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteWebhook(deps, actor, webhook.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await loadSubscribers(db, [accountId])).map(({ id }) => id)).not.toContain(webhook.id)
    expect((await targetOf(webhook.id)).isDeleted).toBe(true)
  })
})

describe('another account', () => {
  it('neither sees nor changes a webhook', async () => {
    const { webhook } = await create()
    const other = await insertAccount(db, 'Other')
    const stranger = systemActor(other.id)
    const options = { overlapSeconds: 0, now: new Date() }
    const results = await Promise.allSettled([
      getWebhook(deps, other.id, webhook.id),
      updateWebhook(deps, stranger, webhook.id, { name: 'mine' }),
      replaceWebhook(deps, stranger, webhook.id, { url }),
      enableWebhook(deps, stranger, webhook.id),
      disableWebhook(deps, stranger, webhook.id),
      deleteWebhook(deps, stranger, webhook.id),
      regenerateSecret(deps, stranger, webhook.id, options),
      revealSecret(deps, stranger, webhook.id),
    ])
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'not_found' } })
    expect(await listWebhooks(deps, other.id, { limit: 10 })).toEqual({ data: [], nextCursor: null })
    expect(await loadSubscribers(db, [other.id])).toEqual([])
    expect(await getWebhook(deps, accountId, webhook.id)).toEqual(webhook)
  })
})

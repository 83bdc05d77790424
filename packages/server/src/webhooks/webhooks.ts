import { audit } from '../accounts/audit.store.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Db } from '../lib/db.ts'
import { defined } from '../lib/defined.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { toPage, type Page, type PageRequest } from '../lib/page.ts'
import type { SecretBox } from '../lib/secret-box.ts'
import { newSigningSecret, openHeaders, openSecret, sealHeaders, sealSecret } from './secrets.ts'
import {
  changeSettings,
  checkSettings,
  completeSettings,
  type DialectRules,
  type NewWebhook,
  type WebhookUpdate,
} from './settings.ts'
import type { Webhook, WebhookSettings } from './webhook.ts'
import {
  getWebhookRow,
  insertWebhook,
  listWebhookRows,
  toWebhook,
  updateWebhookRow,
  type WebhookChange,
  type WebhookRow,
} from './webhooks.store.ts'

/** What header values look like where they are shown; given back in a change, it keeps the stored value. */
export const maskedValue = '********'

export type WebhookDeps = { db: Db; secretBox: SecretBox; dialectRules: DialectRules }

/** Makes a webhook; its signing secret is in the answer. */
export async function createWebhook(
  deps: WebhookDeps,
  actor: Actor,
  input: NewWebhook,
): Promise<{ webhook: Webhook; signingSecret: string }> {
  const settings = completeSettings(input, deps.dialectRules)
  const headers = input.headers ?? {}
  refuse([...checkSettings(settings, headers, deps.dialectRules), ...checkMasked(headers)])
  const id = newId()
  const signingSecret = newSigningSecret()
  const row = await insertWebhook(deps.db, actor, {
    id,
    ...settingsColumns(settings),
    ...headerColumns(deps, id, headers),
    secretEncrypted: sealSecret(deps.secretBox, id, signingSecret),
    enabled: input.enabled ?? true,
    disabledReason: input.enabled === false ? 'byUser' : null,
    disabledAt: input.enabled === false ? new Date() : null,
  })
  return { webhook: toWebhook(row), signingSecret }
}

/**
 * Changes the fields given. A change of dialect without event types keeps those that the new dialect can carry; where
 * it can carry none of them, the webhook gets all that it can.
 */
export async function updateWebhook(
  deps: WebhookDeps,
  actor: Actor,
  id: string,
  input: WebhookUpdate,
): Promise<Webhook> {
  const { headers: givenHeaders, enabled, ...given } = input
  const change = (row: WebhookRow): WebhookChange => {
    const settings = changeSettings(toWebhook(row), defined(given), deps.dialectRules)
    const headers = givenHeaders === undefined ? undefined : unmask(deps, row, givenHeaders)
    refuse([...checkSettings(settings, headers ?? {}, deps.dialectRules), ...checkMasked(headers ?? {})])
    return {
      ...settingsColumns(settings),
      ...(headers === undefined ? {} : headerColumns(deps, id, headers)),
      ...(enabled === undefined || enabled === row.enabled ? {} : enabledColumns(enabled)),
    }
  }
  return toWebhook(await updateWebhookRow(deps.db, actor, id, 'webhook.updated', change))
}

/** Sets every field anew: those left out get their defaults. The secret stays. */
export async function replaceWebhook(
  deps: WebhookDeps,
  actor: Actor,
  id: string,
  input: NewWebhook,
): Promise<Webhook> {
  const settings = completeSettings(input, deps.dialectRules)
  return updateWebhook(deps, actor, id, { headers: {}, enabled: true, ...input, ...settings })
}

/** Queued events go out again, in order. */
export async function enableWebhook(deps: WebhookDeps, actor: Actor, id: string): Promise<Webhook> {
  return toWebhook(await updateWebhookRow(deps.db, actor, id, 'webhook.enabled', enabledColumns(true)))
}

/** Events go on queueing until their max age, but nothing is sent. */
export async function disableWebhook(deps: WebhookDeps, actor: Actor, id: string): Promise<Webhook> {
  return toWebhook(await updateWebhookRow(deps.db, actor, id, 'webhook.disabled', enabledColumns(false)))
}

/** Deletes a webhook. What is queued for it is canceled by the workers; its log stays until retention ends it. */
export async function deleteWebhook(deps: WebhookDeps, actor: Actor, id: string): Promise<void> {
  await updateWebhookRow(deps.db, actor, id, 'webhook.deleted', { deletedAt: new Date() })
}

/** A new signing secret, in force at once. For `overlapSeconds` the old one signs beside it. */
export async function regenerateSecret(
  deps: WebhookDeps,
  actor: Actor,
  id: string,
  options: { overlapSeconds: number; now: Date },
): Promise<{ webhook: Webhook; signingSecret: string }> {
  const signingSecret = newSigningSecret()
  const hasOverlap = options.overlapSeconds > 0
  const changed = await updateWebhookRow(deps.db, actor, id, 'webhook.secretRegenerated', (row) => ({
    secretEncrypted: sealSecret(deps.secretBox, id, signingSecret),
    previousSecretEncrypted: hasOverlap ? row.secretEncrypted : null,
    previousSecretUntil: hasOverlap ? new Date(options.now.getTime() + options.overlapSeconds * 1000) : null,
  }))
  return { webhook: toWebhook(changed), signingSecret }
}

/** The signing secret and header values in the clear: the explicit reveal. */
export async function revealSecret(
  deps: WebhookDeps,
  actor: Actor,
  id: string,
): Promise<{ signingSecret: string; headers: Record<string, string> }> {
  const row = await getWebhookRow(deps.db, actor.accountId, id)
  await audit(deps.db.kysely, actor, 'webhook.secretRevealed', id)
  return {
    signingSecret: openSecret(deps.secretBox, id, row.secretEncrypted),
    headers: openHeaders(deps.secretBox, id, row.headersEncrypted),
  }
}

export async function getWebhook(deps: WebhookDeps, accountId: string, id: string): Promise<Webhook> {
  return toWebhook(await getWebhookRow(deps.db, accountId, id))
}

export async function listWebhooks(
  deps: WebhookDeps,
  accountId: string,
  page: PageRequest,
): Promise<Page<Webhook>> {
  const rows = await listWebhookRows(deps.db, accountId, page)
  return toPage(rows, page.limit, (row) => row.id, toWebhook)
}

function refuse(fields: readonly FieldError[]): void {
  if (fields.length > 0)
    throw new AppError('invalid_request', 'The webhook’s settings cannot be used.', { fields })
}

function enabledColumns(enabled: boolean): WebhookChange {
  return enabled
    ? { enabled: true, disabledReason: null, disabledAt: null }
    : { enabled: false, disabledReason: 'byUser', disabledAt: new Date() }
}

function settingsColumns({ binding, ...settings }: WebhookSettings) {
  const { name, url, dialect, eventTypes, timeoutMs, maxRetries, eventMaxAgeSeconds } = settings
  const { maxConnections, rateLimitPerSecond, ordering, success, chunked } = settings
  return {
    ...{ name, url, dialect, eventTypes, timeoutMs, maxRetries, eventMaxAgeSeconds },
    ...{ maxConnections, rateLimitPerSecond, ordering, success, chunked },
    bindingKind: binding.kind,
    bindingIds: binding.ids,
  }
}

function headerColumns(deps: WebhookDeps, id: string, headers: Record<string, string>) {
  return { headerNames: Object.keys(headers), headersEncrypted: sealHeaders(deps.secretBox, id, headers) }
}

function unmask(deps: WebhookDeps, row: WebhookRow, given: Record<string, string>): Record<string, string> {
  if (!Object.values(given).includes(maskedValue)) return given
  const headers = openHeaders(deps.secretBox, row.id, row.headersEncrypted)
  const stored = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      value === maskedValue ? (stored.get(name.toLowerCase()) ?? value) : value,
    ]),
  )
}

/** A mask where no value is stored was copied from another webhook: sending it would be a riddle to the receiver. */
function checkMasked(headers: Record<string, string>): FieldError[] {
  const message = 'This webhook has no value for it yet: give the value itself.'
  return Object.entries(headers).flatMap(([name, value]) =>
    value === maskedValue ? [{ path: `headers.${name}`, message }] : [],
  )
}

import type { Kysely } from 'kysely'
import { audit } from '../accounts/audit.store.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Db } from '../lib/db.ts'
import { defined } from '../lib/defined.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { toPage, type Page, type PageRequest } from '../lib/page.ts'
import type { SecretBox } from '../lib/secret-box.ts'
import type { Tables } from '../lib/tables.ts'
import { checkMasked, unmask } from './masks.ts'
import { newSigningSecret, openHeaders, openSecret, sealHeaders, sealSecret } from './secrets.ts'
import {
  changeSettings,
  checkSettings,
  completeSettings,
  type DialectRules,
  type NewWebhook,
  type WebhookUpdate,
} from './settings.ts'
import { checkBoundIds, inUse } from './bindings.ts'
import { listUsers } from './bindings.store.ts'
import { endWaits } from './health.store.ts'
import type { Webhook, WebhookSettings } from './webhook.ts'
import {
  databaseTime,
  getWebhookRow,
  insertWebhook,
  listWebhookRows,
  toWebhook,
  updateWebhookRow,
  updateWebhookRowIn,
  type WebhookChange,
  type WebhookRow,
} from './webhooks.store.ts'

export type WebhookDeps = { db: Db; secretBox: SecretBox; dialectRules: DialectRules }

/** Makes a webhook; its signing secret is in the answer. */
export async function createWebhook(
  deps: WebhookDeps,
  actor: Actor,
  input: NewWebhook,
): Promise<{ webhook: Webhook; signingSecret: string }> {
  return deps.db.kysely.transaction().execute((tx) => createWebhookIn(deps, tx, actor, input))
}

/** The same as part of a transaction; `panel` names the settings panel it belongs to, if any. */
export async function createWebhookIn(
  deps: WebhookDeps,
  tx: Kysely<Tables>,
  actor: Actor,
  input: NewWebhook,
  panel?: string,
): Promise<{ webhook: Webhook; signingSecret: string }> {
  const settings = completeSettings(input, deps.dialectRules)
  const headers = input.headers ?? {}
  refuse([...checkSettings(settings, headers, deps.dialectRules), ...checkMasked(headers)])
  const id = newId()
  const signingSecret = newSigningSecret()
  refuse(await checkBoundIds(tx, actor.accountId, settings.binding, []))
  const row = await insertWebhook(tx, actor, {
    id,
    ...(panel === undefined ? {} : { panel }),
    ...settingsColumns(settings),
    ...headerColumns(deps, id, headers),
    secretEncrypted: sealSecret(deps.secretBox, id, signingSecret),
    enabled: input.enabled ?? true,
    disabledReason: input.enabled === false ? 'byUser' : null,
    disabledAt: input.enabled === false ? databaseTime : null,
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
  return deps.db.kysely.transaction().execute((tx) => updateWebhookIn(deps, tx, actor, id, input))
}

/** The same as part of a transaction. */
export async function updateWebhookIn(
  deps: WebhookDeps,
  tx: Kysely<Tables>,
  actor: Actor,
  id: string,
  input: WebhookUpdate,
): Promise<Webhook> {
  const { headers: givenHeaders, enabled, ...given } = input
  const change = async (row: WebhookRow): Promise<WebhookChange> => {
    const settings = changeSettings(toWebhook(row), defined(given), deps.dialectRules)
    const readStored = () => openHeaders(deps.secretBox, id, row.headersEncrypted)
    const headers = givenHeaders === undefined ? undefined : unmask(givenHeaders, readStored)
    refuse([...checkSettings(settings, headers ?? {}, deps.dialectRules), ...checkMasked(headers ?? {})])
    // What it hangs on already may have been archived since; only what is new to it must be there.
    const boundIds = row.bindingKind === settings.binding.kind ? row.bindingIds : []
    refuse(await checkBoundIds(tx, actor.accountId, settings.binding, boundIds))
    return {
      ...settingsColumns(settings),
      ...(headers === undefined ? {} : headerColumns(deps, id, headers)),
      // What the receiver at the old address did says nothing about the new one.
      ...(settings.url === row.url || !row.enabled ? {} : freshHealth),
      ...(enabled === undefined || enabled === row.enabled ? {} : await turn(tx, id, enabled)),
    }
  }
  return toWebhook(await updateWebhookRowIn(tx, actor, id, 'webhook.updated', change))
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

/** Queued events go out again, in order, those that waited for a retry too, as if its receiver had never failed. */
export async function enableWebhook(deps: WebhookDeps, actor: Actor, id: string): Promise<Webhook> {
  return deps.db.kysely.transaction().execute(async (tx) => {
    const change = () => turn(tx, id, true)
    return toWebhook(await updateWebhookRowIn(tx, actor, id, 'webhook.enabled', change))
  })
}

/** Events go on queueing until their max age, but nothing is sent. One that is off keeps why and since when. */
export async function disableWebhook(deps: WebhookDeps, actor: Actor, id: string): Promise<Webhook> {
  return deps.db.kysely.transaction().execute(async (tx) => {
    const change = async (row: WebhookRow) => (row.enabled ? turn(tx, id, false) : null)
    return toWebhook(await updateWebhookRowIn(tx, actor, id, 'webhook.disabled', change))
  })
}

/** Deletes a webhook, unless something hangs on it. What is queued for it is canceled by the workers; its log stays until retention ends it. */
export async function deleteWebhook(deps: WebhookDeps, actor: Actor, id: string): Promise<void> {
  await deps.db.kysely.transaction().execute(async (tx) => {
    const row = await getWebhookRow(tx, actor.accountId, id)
    const users = await listUsers(tx, actor.accountId, toWebhook(row).binding)
    if (users.length > 0) throw inUse(users)
    await deleteWebhookIn(tx, actor, id)
  })
}

/** The same as part of a transaction, whoever uses it. */
export async function deleteWebhookIn(tx: Kysely<Tables>, actor: Actor, id: string): Promise<void> {
  await updateWebhookRowIn(tx, actor, id, 'webhook.deleted', { deletedAt: databaseTime })
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
  const row = await getWebhookRow(deps.db.kysely, actor.accountId, id)
  await audit(deps.db.kysely, actor, 'webhook.secretRevealed', id)
  return {
    signingSecret: openSecret(deps.secretBox, id, row.secretEncrypted),
    headers: openHeaders(deps.secretBox, id, row.headersEncrypted),
  }
}

export async function getWebhook(deps: WebhookDeps, accountId: string, id: string): Promise<Webhook> {
  return toWebhook(await getWebhookRow(deps.db.kysely, accountId, id))
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

/** Nothing is known of its receiver. */
const freshHealth = {
  ...{ failingSince: null, failureReason: null, lastFailedAt: null, nextProbeAt: null },
  ...{ alertedSince: null, alertedAt: null },
} satisfies WebhookChange

/** Turns it on, to begin afresh, or off. */
async function turn(tx: Kysely<Tables>, id: string, enabled: boolean): Promise<WebhookChange> {
  if (!enabled)
    return { enabled: false, disabledReason: 'byUser', disabledAt: databaseTime, nextProbeAt: null }
  await endWaits(tx, id)
  return { enabled: true, disabledReason: null, disabledAt: null, ...freshHealth }
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

/**
 * An agent's webhooks in sipgate's own configuration shape. Each entry is a webhook of ours in the sipgate dialect
 * that hangs on the agent; the list as it was given comes out again as it went in.
 */
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import { getAgent } from '../agents/agents.store.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import type { Tables } from '../lib/tables.ts'
import { listAgentWebhooks, replaceAgentWebhooks, type AgentWebhook } from './agent-webhooks.store.ts'
import { listBoundWebhooks } from './bindings.store.ts'
import { openHeaders } from './secrets.ts'
import { defaultSettings } from './webhook.ts'
import { createWebhookIn, deleteWebhookIn, updateWebhookIn, type WebhookDeps } from './webhooks.ts'
import type { WebhookRow } from './webhooks.store.ts'

/** sipgate's configuration: the timeout in milliseconds, both optional fields really optional. */
export const agentWebhooksSchema = z.strictObject({
  webhooks: z
    .array(
      z.strictObject({
        url: z.string(),
        timeout: z.int().min(100).max(60_000).optional().meta({ description: 'Milliseconds.' }),
        additionalHeaders: z.record(z.string(), z.string()).optional(),
      }),
    )
    .max(50),
})
export type AgentWebhooks = z.output<typeof agentWebhooksSchema>
type Entry = AgentWebhooks['webhooks'][number]

/** A webhook of the agent, and whether its list gave the timeout. */
type OwnWebhook = { row: WebhookRow; hasTimeout: boolean }

/** The list with header values in the clear, which is noted of each webhook that has some. */
export async function getAgentWebhooks(
  deps: WebhookDeps,
  actor: Actor,
  agentId: string,
): Promise<AgentWebhooks> {
  const { kysely } = deps.db
  await getAgent(kysely, actor.accountId, agentId)
  const own = await listOwnWebhooks(kysely, actor.accountId, agentId)
  for (const { row } of own) {
    if (Object.keys(openHeaders(deps.secretBox, row.id, row.headersEncrypted)).length > 0)
      await audit(kysely, actor, 'webhook.secretRevealed', row.id)
  }
  return toEntries(deps, own)
}

/** Makes the agent's webhooks those of the list: all of it or, when one entry cannot be used, nothing. */
export async function putAgentWebhooks(
  deps: WebhookDeps,
  actor: Actor,
  agentId: string,
  { webhooks: entries }: AgentWebhooks,
): Promise<AgentWebhooks> {
  const { accountId } = actor
  return deps.db.kysely.transaction().execute(async (tx) => {
    // Two lists at a time would each make the webhooks that the other makes.
    const agent = await getAgent(tx, accountId, agentId, 'forChange')
    if (agent.archivedAt !== null) throw new AppError('conflict', 'The agent is archived.')
    const own = await listOwnWebhooks(tx, accountId, agentId)
    const { matched, left } = matchByUrl(entries, own)
    checkRepeated(entries, matched)
    const kept: AgentWebhook[] = []
    for (const [index, entry] of entries.entries()) {
      const webhookId = await atIndex(index, () =>
        saveEntry(deps, tx, actor, agentId, entry, matched[index]?.row),
      )
      kept.push({ webhookId, position: index, hasTimeout: entry.timeout !== undefined })
    }
    await replaceAgentWebhooks(tx, accountId, agentId, kept)
    for (const { row } of left) await takeOff(deps, tx, actor, agentId, row)
    return toEntries(deps, await listOwnWebhooks(tx, accountId, agentId))
  })
}

function toEntries(deps: WebhookDeps, own: readonly OwnWebhook[]): AgentWebhooks {
  const webhooks = own.map(({ row, hasTimeout }): Entry => {
    const headers = openHeaders(deps.secretBox, row.id, row.headersEncrypted)
    const isDefault = !hasTimeout && row.timeoutMs === defaultSettings.timeoutMs
    return {
      url: row.url,
      ...(isDefault ? {} : { timeout: row.timeoutMs }),
      ...(Object.keys(headers).length === 0 ? {} : { additionalHeaders: headers }),
    }
  })
  return { webhooks }
}

/** The agent's webhooks in the order of its list; those that were made elsewhere are behind it. */
async function listOwnWebhooks(
  tx: Kysely<Tables>,
  accountId: string,
  agentId: string,
): Promise<OwnWebhook[]> {
  const rows = await listBoundWebhooks(tx, accountId, 'agent', agentId)
  const entries = await listAgentWebhooks(tx, accountId, agentId)
  const known = new Map(entries.map((entry) => [entry.webhookId, entry]))
  const position = (row: WebhookRow) => known.get(row.id)?.position ?? Infinity
  return rows
    .filter(({ dialect }) => dialect === 'sipgate')
    .map((row) => ({ row, position: position(row), hasTimeout: known.get(row.id)?.hasTimeout === true }))
    .toSorted((a, b) => (a.position === b.position ? 0 : a.position - b.position))
}

/** Gives each entry the first webhook with its URL that none before it has, and tells which are left. */
function matchByUrl(
  entries: readonly Entry[],
  own: readonly OwnWebhook[],
): { matched: (OwnWebhook | undefined)[]; left: OwnWebhook[] } {
  const left = [...own]
  const matched = entries.map(({ url }) => {
    const place = left.findIndex(({ row }) => row.url === url)
    return place < 0 ? undefined : left.splice(place, 1)[0]
  })
  return { matched, left }
}

async function saveEntry(
  deps: WebhookDeps,
  tx: Kysely<Tables>,
  actor: Actor,
  agentId: string,
  { url, timeout, additionalHeaders }: Entry,
  known: WebhookRow | undefined,
): Promise<string> {
  const settings = {
    timeoutMs: timeout ?? defaultSettings.timeoutMs,
    headers: additionalHeaders ?? {},
  }
  if (known !== undefined) return (await updateWebhookIn(deps, tx, actor, known.id, settings)).id
  const binding = { kind: 'agent' as const, ids: [agentId] }
  const created = await createWebhookIn(deps, tx, actor, { ...settings, url, dialect: 'sipgate', binding })
  return created.webhook.id
}

/** A webhook that other agents use too only loses this one. */
async function takeOff(
  deps: WebhookDeps,
  tx: Kysely<Tables>,
  actor: Actor,
  agentId: string,
  row: WebhookRow,
): Promise<void> {
  const ids = row.bindingIds.filter((id) => id !== agentId)
  if (ids.length === 0) await deleteWebhookIn(tx, actor, row.id)
  else await updateWebhookIn(deps, tx, actor, row.id, { binding: { kind: 'agent', ids } })
}

/** A URL may be there as often as the agent has webhooks with it already, and else once. */
function checkRepeated(entries: readonly Entry[], matched: readonly (OwnWebhook | undefined)[]): void {
  const urls = entries.map(({ url }) => url)
  const fields = urls.flatMap((url, index): FieldError[] => {
    const first = urls.indexOf(url)
    const message = `is the same as that of webhooks[${first}]`
    const isNew = matched[index] === undefined
    return first === index || !isNew ? [] : [{ path: `webhooks[${index}].url`, message }]
  })
  if (fields.length > 0) throw refusal(fields)
}

const vendorNames: Record<string, string> = { headers: 'additionalHeaders', timeoutMs: 'timeout' }

/** Puts the index of the entry before what was wrong with it, in the vendor's words. */
async function atIndex<T>(index: number, save: () => Promise<T>): Promise<T> {
  try {
    return await save()
  } catch (error) {
    if (!(error instanceof AppError) || error.fields.length === 0) throw error
    throw refusal(
      error.fields.map(({ path, message }) => {
        const [first = '', ...rest] = path.split('.')
        return { path: [`webhooks[${index}]`, vendorNames[first] ?? first, ...rest].join('.'), message }
      }),
    )
  }
}

function refusal(fields: FieldError[]): AppError {
  return new AppError('invalid_request', 'None of the webhooks was saved.', { fields })
}

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

/** The list with header values in the clear, which is noted of each webhook that has some. */
export async function getAgentWebhooks(
  deps: WebhookDeps,
  actor: Actor,
  agentId: string,
): Promise<AgentWebhooks> {
  const { kysely } = deps.db
  await getAgent(kysely, actor.accountId, agentId)
  const rows = await listOwnWebhooks(kysely, actor.accountId, agentId)
  for (const { id, headersEncrypted } of rows) {
    if (Object.keys(openHeaders(deps.secretBox, id, headersEncrypted)).length > 0)
      await audit(kysely, actor, 'webhook.secretRevealed', id)
  }
  return toEntries(deps, kysely, actor.accountId, agentId, rows)
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
    checkRepeated(entries)
    const left = new Map((await listOwnWebhooks(tx, accountId, agentId)).map((row) => [row.url, row]))
    const kept: AgentWebhook[] = []
    for (const [index, entry] of entries.entries()) {
      const webhookId = await atIndex(index, () =>
        saveEntry(deps, tx, actor, agentId, entry, left.get(entry.url)),
      )
      left.delete(entry.url)
      kept.push({ webhookId, position: index, hasTimeout: entry.timeout !== undefined })
    }
    await replaceAgentWebhooks(tx, accountId, agentId, kept)
    for (const row of left.values()) await takeOff(deps, tx, actor, agentId, row)
    return toEntries(deps, tx, accountId, agentId, await listOwnWebhooks(tx, accountId, agentId))
  })
}

async function toEntries(
  deps: WebhookDeps,
  tx: Kysely<Tables>,
  accountId: string,
  agentId: string,
  rows: readonly WebhookRow[],
): Promise<AgentWebhooks> {
  const known = new Map(
    (await listAgentWebhooks(tx, accountId, agentId)).map((entry) => [entry.webhookId, entry]),
  )
  const position = (row: WebhookRow) => known.get(row.id)?.position ?? rows.length
  const webhooks = rows
    .toSorted((a, b) => position(a) - position(b) || (a.id < b.id ? -1 : 1))
    .map((row): Entry => {
      const headers = openHeaders(deps.secretBox, row.id, row.headersEncrypted)
      const isDefault = known.get(row.id)?.hasTimeout !== true && row.timeoutMs === defaultSettings.timeoutMs
      return {
        url: row.url,
        ...(isDefault ? {} : { timeout: row.timeoutMs }),
        ...(Object.keys(headers).length === 0 ? {} : { additionalHeaders: headers }),
      }
    })
  return { webhooks }
}

async function listOwnWebhooks(
  tx: Kysely<Tables>,
  accountId: string,
  agentId: string,
): Promise<WebhookRow[]> {
  const rows = await listBoundWebhooks(tx, accountId, 'agent', agentId)
  return rows.filter(({ dialect }) => dialect === 'sipgate')
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

function checkRepeated(entries: readonly Entry[]): void {
  const urls = entries.map(({ url }) => url)
  const fields = urls.flatMap((url, index): FieldError[] => {
    const first = urls.indexOf(url)
    const message = `is the same as that of webhooks[${first}]`
    return first === index ? [] : [{ path: `webhooks[${index}].url`, message }]
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

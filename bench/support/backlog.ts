import type { Db } from '../../packages/server/src/lib/db.ts'
import { createSecretBox } from '../../packages/server/src/lib/secret-box.ts'
import { dialects, rulesOf } from '../../packages/server/src/dialects/registry.ts'
import type { PostedEvent } from '../../packages/server/src/events/posted-event.ts'
import { createIngest } from '../../packages/server/src/ingest/accept.ts'
import { createWebhook } from '../../packages/server/src/webhooks/webhooks.ts'
import type { NewWebhook } from '../../packages/server/src/webhooks/settings.ts'
import type { Actor } from '../../packages/server/src/accounts/actor.ts'
import { benchEncryptionKey } from './offhook.ts'

/** Makes webhooks the way the API does. Returns their ids. */
export async function makeWebhooks(db: Db, accountId: string, inputs: NewWebhook[]): Promise<string[]> {
  const actor: Actor = { accountId, by: { kind: 'system' }, ipAddress: null }
  const secretBox = createSecretBox([benchEncryptionKey])
  const ids: string[] = []
  for (const input of inputs) {
    const { webhook } = await createWebhook({ db, secretBox, dialectRules: rulesOf(dialects) }, actor, input)
    ids.push(webhook.id)
  }
  return ids
}

/** A webhook that hangs on one campaign, so that an event of that campaign goes to it alone. */
export function campaignWebhook(url: string, campaignId: string, more: Partial<NewWebhook> = {}): NewWebhook {
  return { url, binding: { kind: 'campaign', ids: [campaignId] }, ...more }
}

const filler = 'All work and no play makes a dull payload. '.repeat(26)

/** An event whose body in the offhook dialect has about 1.5 KB; the receiver finds `index` in it. */
export function benchEvent(index: number, campaignId: string) {
  return {
    type: 'campaign.paused' as const,
    occurredAt: new Date(),
    campaignId,
    data: { campaign: { id: campaignId, name: `Bench ${index}`, notes: filler } },
  }
}

/** The same body as Offhook would send it, for those who are given bodies. */
export function benchBody(index: number, campaignId: string): string {
  const event = { id: crypto.randomUUID(), ...benchEvent(index, campaignId), call: null }
  return JSON.stringify({ accountId: event.id, ...event })
}

/** Queues events of campaigns, which take turns. */
export async function makeBacklog(
  db: Db,
  accountId: string,
  count: number,
  campaigns: readonly string[],
): Promise<void> {
  await acceptAll(db, accountId, count, (index) =>
    benchEvent(index, campaigns[index % campaigns.length] ?? ''),
  )
}

/** Queues lines of transcripts of calls that go on side by side. */
export async function makeCallBacklog(
  db: Db,
  accountId: string,
  count: number,
  calls: number,
): Promise<void> {
  await acceptAll(db, accountId, count, (index) => ({
    type: 'call.transcript',
    occurredAt: new Date(),
    call: { id: `call-${index % calls}` },
    data: { speaker: 'agent', text: filler },
  }))
}

/** Accepts events through the real door, 1,000 at a time, without waking anyone. */
async function acceptAll(
  db: Db,
  accountId: string,
  count: number,
  eventAt: (index: number) => PostedEvent,
): Promise<void> {
  const ingest = createIngest({ db, dialects, wake: () => undefined, onAccepted: () => undefined })
  for (let start = 0; start < count; start += 1000) {
    const size = Math.min(1000, count - start)
    const events = Array.from({ length: size }, (_, index) => eventAt(start + index))
    await ingest.accept({ accountId, events })
  }
}

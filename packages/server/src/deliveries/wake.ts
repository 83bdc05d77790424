import type { Db } from '../lib/db.ts'

/** What there is to do for a webhook; `retries` when someone wants tried now what its receiver did not take. */
export const workKinds = ['deliveries', 'tests', 'retries'] as const
export type WorkKind = (typeof workKinds)[number]

/** The channel on which workers hear of such work; payloads are webhook ids joined by commas, or `*` for any. */
export const channelOf = (kind: WorkKind) => `offhook_${kind}`

// A notification carries less than 8,000 bytes; an id with its comma takes 37.
const maxIds = 200

/**
 * The worker of this process, if it has one that runs: it takes the webhooks that are its own and returns those that others
 * have to be told of. A way through Postgres would cost each event a statement and a millisecond (measured).
 */
export type OwnWorker = { take?: (webhookIds: readonly string[], kind: WorkKind) => readonly string[] }

export type WakeUp = (work: readonly { webhookId: string; kind: WorkKind }[]) => void

/**
 * Tells workers about new work, after its commit: a notify inside the transaction would serialise commits.
 * One notification is under way at a time and gathers what comes meanwhile. A lost one costs a second: workers also poll.
 */
export function createWakeUp(db: Db, own: OwnWorker, onError: (error: Error) => void): WakeUp {
  const waiting = { deliveries: new Set<string>(), tests: new Set<string>(), retries: new Set<string>() }
  let isSending = false

  async function send(): Promise<void> {
    isSending = true
    while (Object.values(waiting).some(({ size }) => size > 0)) {
      for (const kind of workKinds) {
        const ids = waiting[kind]
        if (ids.size === 0) continue
        const payload = ids.size > maxIds ? '*' : [...ids].join(',')
        ids.clear()
        await db.pool
          .query({ name: 'wake', text: 'select pg_notify($1, $2)', values: [channelOf(kind), payload] })
          .catch(onError)
      }
    }
    isSending = false
  }

  return (work) => {
    for (const [kind, group] of Map.groupBy(work, (each) => each.kind)) {
      const ids = [...new Set(group.map(({ webhookId }) => webhookId))]
      for (const id of own.take?.(ids, kind) ?? ids) waiting[kind].add(id)
    }
    if (!isSending) void send()
  }
}

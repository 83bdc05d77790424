import type { Db } from '../lib/db.ts'

/** Channels on which workers hear that there is work; payloads are webhook ids joined by commas, or `*` for any. */
export const deliveriesChannel = 'offhook_deliveries'
export const testsChannel = 'offhook_tests'

// A notification carries less than 8,000 bytes; an id with its comma takes 37.
const maxIds = 200

/**
 * The worker of this process, if it has one that runs: it takes the webhooks that are its own and returns those that others
 * have to be told of. A way through Postgres would cost each event a statement and a millisecond (measured).
 */
export type OwnWorker = { take?: (webhookIds: readonly string[], isTest: boolean) => readonly string[] }

export type WakeUp = (deliveries: readonly { webhookId: string; isTest: boolean }[]) => void

/**
 * Tells workers about new deliveries, after their commit: a notify inside the transaction would serialise commits.
 * One notification is under way at a time and gathers what comes meanwhile. A lost one costs a second: workers also poll.
 */
export function createWakeUp(db: Db, own: OwnWorker, onError: (error: Error) => void): WakeUp {
  const waiting = { [deliveriesChannel]: new Set<string>(), [testsChannel]: new Set<string>() }
  let isSending = false

  async function send(): Promise<void> {
    isSending = true
    while (waiting[deliveriesChannel].size + waiting[testsChannel].size > 0) {
      for (const [channel, ids] of Object.entries(waiting)) {
        if (ids.size === 0) continue
        const payload = ids.size > maxIds ? '*' : [...ids].join(',')
        ids.clear()
        await db.pool
          .query({ name: 'wake', text: 'select pg_notify($1, $2)', values: [channel, payload] })
          .catch(onError)
      }
    }
    isSending = false
  }

  return (deliveries) => {
    for (const [isTest, group] of Map.groupBy(deliveries, (delivery) => delivery.isTest)) {
      const ids = [...new Set(group.map(({ webhookId }) => webhookId))]
      const foreign = own.take?.(ids, isTest) ?? ids
      for (const id of foreign) waiting[isTest ? testsChannel : deliveriesChannel].add(id)
    }
    if (!isSending) void send()
  }
}

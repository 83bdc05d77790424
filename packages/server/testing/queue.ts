import type { NewAttempt } from '../src/attempts/attempt.ts'
import { claimDeliveries } from '../src/deliveries/queue.store.ts'
import { settleDeliveries, type Settlement } from '../src/deliveries/settle.store.ts'
import type { Db } from '../src/lib/db.ts'
import type { ClaimedDelivery } from '../src/deliveries/delivery.ts'
import { newId } from '../src/lib/ids.ts'
import type { Outcome, Responded } from '../src/attempts/outcome.ts'
import { insertWorker } from '../src/workers/lease.store.ts'
import type { TestDatabase } from './database.ts'

/** A worker with a living lease, as the claims need one. Returns its id. */
export async function addWorker({ db }: TestDatabase): Promise<string> {
  const id = newId()
  await insertWorker(db, id, 'test')
  return id
}

/** What each worker holds, as its lanes would remember it. */
const heldBy = new Map<string, Set<string>>()

function heldIdsOf(workerId: string): Set<string> {
  const known = heldBy.get(workerId)
  if (known !== undefined) return known
  const none = new Set<string>()
  heldBy.set(workerId, none)
  return none
}

/** Claims up to `count` deliveries of one webhook, for a worker that holds what it claimed before and did not settle. */
export async function claim(
  { db }: TestDatabase,
  workerId: string,
  webhookId: string,
  count = 100,
): Promise<ClaimedDelivery[]> {
  const heldIds = heldIdsOf(workerId)
  const claimed = await claimDeliveries(db, workerId, [...heldIds], [{ webhookId, count }], count)
  for (const { id } of claimed) heldIds.add(id)
  return claimed
}

const timing = { dnsMs: 1, connectMs: 2, tlsMs: null, firstByteMs: 4, totalMs: 5 }

/** What a receiver answered. */
export function responded(status: number, more: Partial<Responded> = {}): Responded {
  return {
    ...{ kind: 'responded', status, headers: {}, body: new Uint8Array() },
    ...{ bodyTruncated: false, timing, remoteAddress: '192.0.2.1:443' },
    ...more,
  }
}

/** No answer came. */
export const timedOut: Outcome = {
  ...{ kind: 'failed', reason: 'timeout', detail: 'No response came in time.' },
  ...{ timing: { ...timing, firstByteMs: null }, remoteAddress: null },
}

export function attemptOf(number: number, outcome: Outcome): NewAttempt {
  return {
    ...{ number, url: 'https://example.com/hook', requestHeaders: { 'X-Key': '********' } },
    ...{ outcome, isSuccess: outcome.kind === 'responded' && outcome.status === 200, startedMs: 0 },
  }
}

/** Settles five milliseconds after the attempts of `attemptOf` began. */
export async function settle(
  db: Db,
  workerId: string,
  settlements: readonly Settlement[],
): Promise<Set<string>> {
  for (const { deliveryId } of settlements) heldIdsOf(workerId).delete(deliveryId)
  return settleDeliveries(db, workerId, settlements, 5)
}

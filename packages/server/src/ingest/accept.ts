/**
 * The one door into Offhook: events of every source come through here. An event, its bodies, its deliveries and the
 * call it changes are written in ONE transaction, so nothing that was accepted can be lost.
 */
import { loadAgents } from '../agents/agents.store.ts'
import { loadChannels } from '../channels/channels.store.ts'
import type { WorkKind } from '../deliveries/wake.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { asUnavailable, type Db, type Statement, type Tx } from '../lib/db.ts'
import { AppError, errorCode } from '../lib/errors.ts'
import { createGroupCommit } from '../lib/group-commit.ts'
import { newId, timeOfId } from '../lib/ids.ts'
import type { DialectId } from '../webhooks/webhook.ts'
import { loadSubscribers } from '../webhooks/webhooks.store.ts'
import { insertAccepted, insertCalls, updateCalls } from './accept.store.ts'
import { writeCalledNumbers } from './campaign-calls.store.ts'
import { createAccountCache, readContext, type AccountCache } from './context.ts'
import { planGroup, type AcceptRequest, type GroupPlan } from './group.ts'
import { ownersById } from './owners.ts'
import { countWanting, weigh } from './weight.ts'

export type IngestDeps = {
  db: Db
  dialects: Record<DialectId, Dialect>
  /** Tells workers which webhooks have new deliveries; called after the commit. */
  wake: (deliveries: readonly { id: string; webhookId: string; kind: WorkKind }[]) => void
  /** Hears of what was accepted, for metrics. */
  onAccepted: (events: number, deliveries: number) => void
}

export type Ingest = {
  /** Accepts all events of a request or none. Returns their ids, in order; a known id changes nothing. */
  accept: (request: AcceptRequest) => Promise<string[]>
  drain: () => Promise<void>
}

// Two groups at a time keep Postgres busy while the next group gathers; more only shrink the groups. Beside a short group
// a second one costs a fifth of Postgres' time and gains nothing (measured); a long one is to hold up nobody.
const slots = 2
const aloneMs = 10
const maxGroupEvents = 1_000
// A flood while the database is slow must not fill the memory: what does not fit is refused, for the sender to repeat.
const maxWaiting = 10_000
const maxWaitingBytes = 128 * 1_048_576
// More than clocks differ, less than the days that are made ahead.
const maxAheadMs = 86_400_000

/** Makes the door. Requests that arrive together are written together (group commit). */
export function createIngest(deps: IngestDeps): Ingest {
  const cache = createAccountCache(async (accountId) => {
    const [subscribers, agents, channels] = await Promise.all([
      loadSubscribers(deps.db, [accountId]),
      loadAgents(deps.db, accountId),
      loadChannels(deps.db, accountId),
    ])
    return { subscribers, wanting: countWanting(subscribers), owners: ownersById(agents, channels) }
  })
  const commit = (requests: AcceptRequest[]) => commitGroup(deps, cache, requests)
  const groups = createGroupCommit<AcceptRequest, string[]>({
    slots,
    aloneMs,
    maxWeight: maxGroupEvents,
    weigh: (request) => weigh(request, cache.peek(request.accountId)?.wanting),
    commit,
  })
  let waitingBytes = 0
  return {
    accept: async (request) => {
      const { bytes = 0 } = request
      if (groups.size() >= maxWaiting || waitingBytes + bytes > maxWaitingBytes) {
        throw new AppError('unavailable', 'Too many events are waiting to be written. Try again in a moment.')
      }
      waitingBytes += bytes
      return groups.add(request).finally(() => {
        waitingBytes -= bytes
      })
    },
    drain: groups.drain,
  }
}

const maxTries = 6

async function commitGroup(
  deps: IngestDeps,
  cache: AccountCache,
  requests: AcceptRequest[],
): Promise<PromiseSettledResult<string[]>[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      const group = await deps.db.transaction(async (tx) => {
        const opened = await runWithin(tx, requests)
        const context = await readContext(tx, opened, cache)
        const latestIdMs = timeOfId(newId()) + maxAheadMs
        return planGroup(opened, { ...context, newId, latestIdMs, dialects: deps.dialects })
      }, statementsOf)
      deps.onAccepted(group.events.length, group.deliveries.length)
      deps.wake(group.deliveries.map(toWake))
      return group.results
    } catch (error) {
      if (isRace(error) && tries < maxTries) continue
      if (requests.length === 1) throw asUnavailable(error)
      // One request must not take the others down with it.
      return isolate(deps, cache, requests, error)
    }
  }
}

async function runWithin(tx: Tx, requests: AcceptRequest[]): Promise<AcceptRequest[]> {
  const [first] = requests
  if (first?.within === undefined) return requests
  return [{ ...first, events: [...first.events, ...(await first.within(tx))] }]
}

async function isolate(
  deps: IngestDeps,
  cache: AccountCache,
  requests: AcceptRequest[],
  error: unknown,
): Promise<PromiseSettledResult<string[]>[]> {
  const unavailable = asUnavailable(error)
  if (unavailable !== error) throw unavailable
  const results: PromiseSettledResult<string[]>[] = []
  for (const request of requests) {
    const [result] = await commitGroup(deps, cache, [request]).catch((reason: unknown) => [
      { status: 'rejected' as const, reason },
    ])
    if (result !== undefined) results.push(result)
  }
  return results
}

/**
 * All that a group writes. Another writer may have got in between reading and this: unique keys tell, and all is read
 * again.
 */
function statementsOf(group: GroupPlan): Statement[] {
  const calls = [...group.calls.values()].map(({ accountId, call, ...rest }) => ({
    ...{ key: { accountId, id: call.id }, call, ...rest },
  }))
  const fresh = calls.filter(({ isNew }) => isNew)
  const known = calls.filter(({ isNew }) => !isNew)
  return [
    ...(fresh.length > 0 ? [insertCalls(fresh)] : []),
    ...(known.length > 0 ? [updateCalls(known)] : []),
    ...(group.numbers.size > 0 ? [writeCalledNumbers([...group.numbers.values()])] : []),
    ...(group.events.length > 0 ? [insertAccepted(group.events, group.payloads, group.deliveries)] : []),
  ]
}

// Unique violation, serialization failure, deadlock: https://www.postgresql.org/docs/current/errcodes-appendix.html
const raceStates = new Set(['23505', '40001', '40P01'])

function isRace(error: unknown): boolean {
  return raceStates.has(errorCode(error))
}

function toWake({ id, subscriber, accepted }: GroupPlan['deliveries'][number]): {
  id: string
  webhookId: string
  kind: WorkKind
} {
  return { id, webhookId: subscriber.id, kind: accepted.isTest ? 'tests' : 'deliveries' }
}

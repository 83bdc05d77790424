import type { TranscriptLine } from '../calls/transcript.ts'
import type { CallState } from '../calls/state.ts'
import type { Tx } from '../lib/db.ts'
import type { Subscriber } from '../webhooks/webhook.ts'
import {
  findCallsByNumber,
  findKnownEvents,
  lockCalls,
  readAccounts,
  readTranscripts,
  reserveNumbers,
  type CallKey,
  type NumberKey,
} from './accept.store.ts'
import { numberOf } from './campaign-call.ts'
import { readCampaignCalls, type CampaignCall } from './campaign-calls.store.ts'
import { keyOf, type AcceptRequest, type GroupContext } from './group.ts'
import type { Owners } from './owners.ts'
import type { Wanting } from './weight.ts'

/** What of an account changes rarely and every event needs: its webhooks, agents and channels. */
export type Remembered = { subscribers: readonly Subscriber[]; wanting: Wanting; owners: Owners }

export type AccountCache = {
  /** What is remembered of an account as of this version. */
  get: (account: { id: string; webhooksVersion: number }) => Promise<Remembered>
  /** What is remembered already, current or not. */
  peek: (accountId: string) => Remembered | undefined
}

/** Keeps what is remembered of each account until its version says that something changed. */
export function createAccountCache(load: (accountId: string) => Promise<Remembered>): AccountCache {
  const known = new Map<string, { version: number; remembered: Remembered }>()
  return {
    async get({ id, webhooksVersion }) {
      const entry = known.get(id)
      if (entry?.version === webhooksVersion) return entry.remembered
      const remembered = await load(id)
      // Read after the version: it may be newer than that, never older.
      known.set(id, { version: webhooksVersion, remembered })
      return remembered
    },
    peek: (accountId) => known.get(accountId)?.remembered,
  }
}

type Facts = Omit<GroupContext, 'newId' | 'latestIdMs' | 'dialects'>

/** Reads and locks all that deciding the group needs. */
export async function readContext(
  tx: Tx,
  requests: readonly AcceptRequest[],
  cache: AccountCache,
): Promise<Facts> {
  const accounts = new Map<string, { name: string; subscribers: readonly Subscriber[] }>()
  const owners = new Map<string, Owners>()
  for (const row of await readAccounts(tx, [...new Set(requests.map((request) => request.accountId))])) {
    const remembered = await cache.get(row)
    accounts.set(row.id, { name: row.name, subscribers: remembered.subscribers })
    owners.set(row.id, remembered.owners)
  }
  const posted = requests.flatMap(({ accountId, events }) => events.map((event) => ({ accountId, event })))
  const givenIds = posted.flatMap(({ accountId, event }) =>
    event.id === undefined ? [] : [{ accountId, id: event.id }],
  )
  const known = givenIds.length > 0 ? await findKnownEvents(tx, givenIds) : []
  const calls = await readCalls(tx, requests)
  return {
    accounts,
    owners,
    knownEvents: new Set(known.map((key) => keyOf(key.accountId, key.id))),
    ...calls,
    transcripts: await readLines(tx, requests),
    ...(await readCampaignCalls(tx, endedCampaignCalls(requests, calls.calls))),
  }
}

async function readCalls(
  tx: Tx,
  requests: readonly AcceptRequest[],
): Promise<Pick<Facts, 'calls' | 'numberOwners' | 'freshNumbers'>> {
  const keys = callKeys(requests, () => true)
  const rows = keys.length > 0 ? await lockCalls(tx, keys) : []
  const calls = new Map<string, CallState>(rows.map(({ key, call }) => [keyOf(key.accountId, key.id), call]))
  const freshNumbers = new Map<string, number>()
  const fresh = Map.groupBy(
    keys.filter((key) => !calls.has(keyOf(key.accountId, key.id))),
    (key) => key.accountId,
  )
  const given = givenNumbers(requests)
  const owners = given.length > 0 ? await findCallsByNumber(tx, given) : []
  for (const [accountId, accountKeys] of fresh) {
    const highest = Math.max(
      0,
      ...given.filter((entry) => entry.accountId === accountId).map((entry) => entry.number),
    )
    const first = await reserveNumbers(tx, accountId, accountKeys.length, highest)
    for (const [index, key] of accountKeys.entries())
      freshNumbers.set(keyOf(accountId, key.id), first + index)
  }
  const numberOwners = new Map(owners.map((owner) => [keyOf(owner.accountId, owner.number), owner.id]))
  return { calls, numberOwners, freshNumbers }
}

function givenNumbers(requests: readonly AcceptRequest[]): NumberKey[] {
  const found = new Map<string, NumberKey>()
  for (const { accountId, events, testFor } of requests) {
    if (testFor !== undefined) continue
    for (const { call } of events) {
      if (call?.number != null) found.set(keyOf(accountId, call.number), { accountId, number: call.number })
    }
  }
  return [...found.values()]
}

/** Which numbers of which campaigns calls ended for: the event says so, or what is known of its call. */
function endedCampaignCalls(
  requests: readonly AcceptRequest[],
  calls: ReadonlyMap<string, CallState>,
): CampaignCall[] {
  const said = new Map<string, string>()
  const found: CampaignCall[] = []
  for (const { accountId, events, testFor } of requests) {
    if (testFor !== undefined) continue
    for (const { type, call, campaignId } of events) {
      if (call == null) continue
      const key = keyOf(accountId, call.id)
      const facts = calls.get(key)?.facts
      const told = campaignId ?? call.campaignId ?? said.get(key) ?? facts?.campaignId
      if (told == null) continue
      said.set(key, told)
      if (type === 'call.ended')
        found.push({ accountId, campaignId: told, number: numberOf(call.to ?? facts?.to ?? null) })
    }
  }
  return found
}

async function readLines(tx: Tx, requests: readonly AcceptRequest[]): Promise<Map<string, TranscriptLine[]>> {
  const keys = callKeys(requests, ({ type, data }) => type === 'call.ended' && data.transcript == null)
  const lines = new Map<string, TranscriptLine[]>()
  if (keys.length === 0) return lines
  for (const row of await readTranscripts(tx, keys)) {
    const key = keyOf(row.accountId, row.callId)
    const { data } = JSON.parse(row.content) as { data: Record<string, unknown> }
    const known = lines.get(key) ?? []
    known.push({ id: row.id, occurredAt: row.occurredAt, data })
    lines.set(key, known)
  }
  return lines
}

/** The calls that matching events belong to, each once. Tests leave no trace in the call log. */
function callKeys(
  requests: readonly AcceptRequest[],
  matches: (event: AcceptRequest['events'][number]) => boolean,
): CallKey[] {
  const found = new Map<string, CallKey>()
  for (const { accountId, events, testFor } of requests) {
    if (testFor !== undefined) continue
    for (const event of events) {
      if (event.call == null || !matches(event)) continue
      found.set(keyOf(accountId, event.call.id), { accountId, id: event.call.id })
    }
  }
  return [...found.values()]
}

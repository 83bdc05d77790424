import type { TranscriptLine } from '../calls/transcript.ts'
import type { CallState, KnownFacts } from '../calls/state.ts'
import type { Tx } from '../lib/db.ts'
import type { Subscriber } from '../webhooks/webhook.ts'
import {
  findCallsByNumber,
  findKnownEvents,
  lockCalls,
  readAccounts,
  reserveNumbers,
  type CallKey,
  type NumberKey,
} from './accept.store.ts'
import { numberOf } from './campaign-call.ts'
import { readCampaignCalls, type CampaignCall } from './campaign-calls.store.ts'
import { keyOf, type AcceptRequest, type GroupContext } from './group.ts'
import type { Owners } from './owners.ts'
import { readTranscripts } from './transcript.store.ts'
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

/** Reads and locks all that deciding the group needs. What depends on nothing else is asked for in one round trip. */
export async function readContext(
  tx: Tx,
  requests: readonly AcceptRequest[],
  cache: AccountCache,
): Promise<Facts> {
  const posted = requests.flatMap(({ accountId, events }) => events.map((event) => ({ accountId, event })))
  const givenIds = posted.flatMap(({ accountId, event }) =>
    event.id === undefined ? [] : [{ accountId, id: event.id }],
  )
  const callsOfGroup = callKeys(requests, () => true)
  const givenNumbers = numbersGiven(requests)
  // In this order: the lines of a call are all there once it is locked.
  const [accounts, known, locked, numberOwners, transcripts] = await Promise.all([
    readAccountsOf(tx, requests, cache),
    givenIds.length > 0 ? findKnownEvents(tx, givenIds) : [],
    callsOfGroup.length > 0 ? lockCalls(tx, callsOfGroup) : [],
    givenNumbers.length > 0 ? findCallsByNumber(tx, givenNumbers) : [],
    readLines(tx, requests),
  ])
  const calls = new Map(locked.map(({ key, call }) => [keyOf(key.accountId, key.id), call]))
  const fresh = callsOfGroup.filter((key) => !calls.has(keyOf(key.accountId, key.id)))
  return {
    ...accounts,
    knownEvents: new Set(known.map((key) => keyOf(key.accountId, key.id))),
    calls,
    numberOwners: new Map(numberOwners.map((owner) => [keyOf(owner.accountId, owner.number), owner.id])),
    freshNumbers: await reserveFresh(tx, fresh, givenNumbers),
    transcripts,
    ...(await readCampaignCalls(tx, endedCampaignCalls(requests, calls))),
  }
}

async function readAccountsOf(
  tx: Tx,
  requests: readonly AcceptRequest[],
  cache: AccountCache,
): Promise<Pick<Facts, 'accounts' | 'owners'>> {
  const accounts = new Map<string, { name: string; subscribers: readonly Subscriber[] }>()
  const owners = new Map<string, Owners>()
  for (const row of await readAccounts(tx, [...new Set(requests.map((request) => request.accountId))])) {
    const remembered = await cache.get(row)
    accounts.set(row.id, { name: row.name, subscribers: remembered.subscribers })
    owners.set(row.id, remembered.owners)
  }
  return { accounts, owners }
}

/** Numbers for calls that are not known yet, above all that are given. */
async function reserveFresh(
  tx: Tx,
  fresh: readonly CallKey[],
  given: readonly NumberKey[],
): Promise<Map<string, number>> {
  const numbers = new Map<string, number>()
  for (const [accountId, keys] of Map.groupBy(fresh, (key) => key.accountId)) {
    const own = given.filter((entry) => entry.accountId === accountId)
    const highest = Math.max(0, ...own.map((entry) => entry.number))
    const first = await reserveNumbers(tx, accountId, keys.length, highest)
    for (const [index, key] of keys.entries()) numbers.set(keyOf(accountId, key.id), first + index)
  }
  return numbers
}

function numbersGiven(requests: readonly AcceptRequest[]): NumberKey[] {
  const found = new Map<string, NumberKey>()
  for (const { accountId, events, testFor } of requests) {
    if (testFor !== undefined) continue
    for (const { call } of events) {
      if (call?.number != null) found.set(keyOf(accountId, call.number), { accountId, number: call.number })
    }
  }
  return [...found.values()]
}

/** Which numbers of which campaigns calls ended for: the event says so, one before it, or what is known of its call. */
function endedCampaignCalls(
  requests: readonly AcceptRequest[],
  calls: ReadonlyMap<string, CallState>,
): CampaignCall[] {
  const said = new Map<string, Pick<KnownFacts, 'campaignId' | 'to'>>()
  const found: CampaignCall[] = []
  for (const { accountId, events, testFor } of requests) {
    if (testFor !== undefined) continue
    for (const { type, call, campaignId } of events) {
      if (call == null) continue
      const key = keyOf(accountId, call.id)
      const facts = said.get(key) ?? calls.get(key)?.facts
      const told = {
        campaignId: campaignId ?? call.campaignId ?? facts?.campaignId ?? null,
        to: call.to ?? facts?.to ?? null,
      }
      said.set(key, told)
      if (type === 'call.ended' && told.campaignId !== null)
        found.push({ accountId, campaignId: told.campaignId, number: numberOf(told.to) })
    }
  }
  return found
}

async function readLines(tx: Tx, requests: readonly AcceptRequest[]): Promise<Map<string, TranscriptLine[]>> {
  const keys = callKeys(requests, ({ type, data }) => type === 'call.ended' && data.transcript == null)
  const lines = new Map<string, TranscriptLine[]>()
  if (keys.length === 0) return lines
  for (const { accountId, callId, ...line } of await readTranscripts(tx, keys)) {
    const key = keyOf(accountId, callId)
    const known = lines.get(key) ?? []
    known.push(line)
    lines.set(key, known)
  }
  return lines
}

/** The calls that matching events belong to, each once. Tests leave no trace in the list of calls. */
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

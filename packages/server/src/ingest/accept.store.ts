import type { CallState } from '../calls/state.ts'
import type { CallFacts, Event } from '../events/event.ts'
import type { DialectId, Subscriber } from '../webhooks/webhook.ts'
import {
  givenRows,
  namesOf,
  valuesOf,
  type Column,
  type ColumnType,
  type ColumnValue,
} from '../lib/columns.ts'
import type { Statement, Tx } from '../lib/db.ts'

/** A call's place in the database: ids of calls are unique in their account only. */
export type CallKey = { accountId: string; id: string }

type KeyedCall = { key: CallKey; call: CallState }
type GivenCall = KeyedCall & { isUnsettled: boolean }

export type AccountVersion = { id: string; name: string; webhooksVersion: number }

/** The accounts, with the version that tells whether cached webhooks are current. */
export async function readAccounts(tx: Tx, accountIds: readonly string[]): Promise<AccountVersion[]> {
  const { rows } = await tx.query<AccountVersion>({
    name: 'accept-accounts',
    text: 'select id, name, webhooks_version as "webhooksVersion" from accounts where id = any($1::uuid[])',
    values: [accountIds],
  })
  return rows
}

/** Which of these events are known already. */
export async function findKnownEvents(tx: Tx, keys: readonly CallKey[]): Promise<CallKey[]> {
  const { rows } = await tx.query<CallKey>({
    name: 'accept-known',
    text: `select e.account_id as "accountId", e.id
             from unnest($1::uuid[], $2::uuid[]) k(account_id, id)
             join events e on e.account_id = k.account_id and e.id = k.id`,
    values: [keys.map((key) => key.accountId), keys.map((key) => key.id)],
  })
  return rows
}

type CallRow = Omit<CallState, 'facts' | 'factKeys'> & CallFacts & { accountId: string; factKeys: string }

const callColumns = `c.account_id as "accountId", c.id, c.number, c.from_number as "from", c.to_number as "to",
  c.direction, c.source, c.agent_id as "agentId", c.channel_id as "channelId", c.campaign_id as "campaignId", c.result,
  c.initiated_at as "initiatedAt", c.ringing_at as "ringingAt", c.answered_at as "answeredAt", c.ended_at as "endedAt",
  c.error_at as "errorAt", c.first_event_at as "firstEventAt", c.last_event_at as "lastEventAt", c.fact_keys as "factKeys"`

/** The calls as they stand, locked until the transaction ends; in one order, so that two groups cannot deadlock. */
export async function lockCalls(tx: Tx, keys: readonly CallKey[]): Promise<KeyedCall[]> {
  const { rows } = await tx.query<CallRow>({
    name: 'accept-lock-calls',
    text: `select ${callColumns} from calls c
            where (c.account_id, c.id) in (select * from unnest($1::uuid[], $2::text[]))
            order by c.account_id, c.id for update`,
    values: [keys.map((key) => key.accountId), keys.map((key) => key.id)],
  })
  return rows.map(
    ({ accountId, factKeys, from, to, direction, source, agentId, channelId, campaignId, ...times }) => ({
      key: { accountId, id: times.id },
      call: {
        ...times,
        facts: { from, to, direction, source, agentId, channelId, campaignId },
        factKeys: JSON.parse(factKeys) as Record<string, string>,
      },
    }),
  )
}

/** Reserves `count` call numbers above every number in use and every one given. Returns the first of them. */
export async function reserveNumbers(
  tx: Tx,
  accountId: string,
  count: number,
  highestGiven: number,
): Promise<number> {
  const { rows } = await tx.query<{ first: number }>({
    name: 'accept-numbers',
    text: `update accounts set next_call_number = greatest(next_call_number, $3 + 1) + $2 where id = $1
           returning next_call_number - $2 as first`,
    values: [accountId, count, highestGiven],
  })
  return rows[0]?.first ?? 1
}

/** A number in its account. */
export type NumberKey = { accountId: string; number: number }

/** The calls that have these numbers already. */
export async function findCallsByNumber(
  tx: Tx,
  keys: readonly NumberKey[],
): Promise<(NumberKey & { id: string })[]> {
  const { rows } = await tx.query<NumberKey & { id: string }>({
    name: 'accept-number-owners',
    text: `select c.account_id as "accountId", c.number, c.id
             from unnest($1::uuid[], $2::bigint[]) k(account_id, number)
             join calls c on c.account_id = k.account_id and c.number = k.number`,
    values: [keys.map((key) => key.accountId), keys.map((key) => key.number)],
  })
  return rows
}

export type AcceptedEvent = { accountId: string; event: Event; content: string; isTest: boolean }
export type NewPayload = { id: string; accountId: string; eventId: string; dialect: DialectId; body: string }
export type NewDelivery = { id: string; accepted: AcceptedEvent; subscriber: Subscriber; payloadId: string }

const eventColumns: Column<AcceptedEvent>[] = [
  { name: 'id', type: 'uuid', read: ({ event }) => event.id },
  { name: 'account_id', type: 'uuid', read: ({ accountId }) => accountId },
  { name: 'type', type: 'text', read: ({ event }) => event.type },
  { name: 'occurred_at', type: 'timestamptz', read: ({ event }) => event.occurredAt },
  { name: 'call_id', type: 'text', read: ({ event }) => event.call?.id ?? null },
  { name: 'campaign_id', type: 'text', read: ({ event }) => event.campaignId },
  { name: 'is_test', type: 'bool', read: ({ isTest }) => isTest },
  { name: 'content', type: 'text', read: ({ content }) => content },
]

const payloadColumns: Column<NewPayload>[] = [
  { name: 'id', type: 'uuid', read: ({ id }) => id },
  { name: 'account_id', type: 'uuid', read: ({ accountId }) => accountId },
  { name: 'event_id', type: 'uuid', read: ({ eventId }) => eventId },
  { name: 'dialect', type: 'text', read: ({ dialect }) => dialect },
  { name: 'body', type: 'text', read: ({ body }) => body },
]

const deliveryColumns: Column<NewDelivery>[] = [
  { name: 'id', type: 'uuid', read: ({ id }) => id },
  { name: 'account_id', type: 'uuid', read: ({ accepted }) => accepted.accountId },
  { name: 'webhook_id', type: 'uuid', read: ({ subscriber }) => subscriber.id },
  { name: 'event_id', type: 'uuid', read: ({ accepted }) => accepted.event.id },
  { name: 'event_type', type: 'text', read: ({ accepted }) => accepted.event.type },
  { name: 'payload_id', type: 'uuid', read: ({ payloadId }) => payloadId },
  { name: 'call_id', type: 'text', read: ({ accepted }) => accepted.event.call?.id ?? null },
  { name: 'occurred_at', type: 'timestamptz', read: ({ accepted }) => accepted.event.occurredAt },
  {
    name: 'is_ordered',
    type: 'bool',
    read: ({ subscriber }) => subscriber.isOrdered,
  },
  { name: 'is_test', type: 'bool', read: ({ accepted }) => accepted.isTest },
]

const firstPayload = eventColumns.length + 1
const firstDelivery = firstPayload + payloadColumns.length

const insertText = `
  with new_events as (
    insert into events (${namesOf(eventColumns)}) select * from ${givenRows(eventColumns)}
  ), new_payloads as (
    insert into payloads (${namesOf(payloadColumns)}) select * from ${givenRows(payloadColumns, firstPayload)}
  )
  insert into pending_deliveries (${namesOf(deliveryColumns)})
  select * from ${givenRows(deliveryColumns, firstDelivery)}`

/** Writes events with their bodies and deliveries. A unique violation: another process wrote one of the events. */
export function insertAccepted(
  events: readonly AcceptedEvent[],
  payloads: readonly NewPayload[],
  deliveries: readonly NewDelivery[],
): Statement {
  const values = [
    ...valuesOf(eventColumns, events),
    ...valuesOf(payloadColumns, payloads),
    ...valuesOf(deliveryColumns, deliveries),
  ]
  return { name: 'accept-insert', text: insertText, values }
}

/** Writes calls of which this group has the first events. A unique violation: another process wrote one of them. */
export function insertCalls(calls: readonly GivenCall[]): Statement {
  return { name: 'accept-insert-calls', text: insertCallsText, values: valuesOf(givenCallColumns, calls) }
}

/** Writes calls that were locked before as the group left them. */
export function updateCalls(calls: readonly GivenCall[]): Statement {
  return { name: 'accept-update-calls', text: updateCallsText, values: valuesOf(givenCallColumns, calls) }
}

const callColumn = <T extends ColumnType>(
  name: string,
  type: T,
  read: (call: CallState) => ColumnValue<T>,
) => ({
  name,
  type,
  read: ({ call }: GivenCall) => read(call),
})

const keptCallColumns: Column<GivenCall>[] = [
  { name: 'account_id', type: 'uuid', read: ({ key }) => key.accountId },
  callColumn('id', 'text', ({ id }) => id),
  callColumn('number', 'int8', ({ number }) => number),
  callColumn('result', 'text', ({ result }) => result),
  callColumn('initiated_at', 'timestamptz', ({ initiatedAt }) => initiatedAt),
  callColumn('ringing_at', 'timestamptz', ({ ringingAt }) => ringingAt),
  callColumn('answered_at', 'timestamptz', ({ answeredAt }) => answeredAt),
  callColumn('ended_at', 'timestamptz', ({ endedAt }) => endedAt),
  callColumn('error_at', 'timestamptz', ({ errorAt }) => errorAt),
  callColumn('first_event_at', 'timestamptz', ({ firstEventAt }) => firstEventAt),
  callColumn('last_event_at', 'timestamptz', ({ lastEventAt }) => lastEventAt),
  callColumn('fact_keys', 'text', ({ factKeys }) => JSON.stringify(factKeys)),
  callColumn('from_number', 'text', ({ facts }) => facts.from),
  callColumn('to_number', 'text', ({ facts }) => facts.to),
  callColumn('direction', 'text', ({ facts }) => facts.direction),
  callColumn('source', 'text', ({ facts }) => facts.source),
  callColumn('agent_id', 'text', ({ facts }) => facts.agentId),
  callColumn('channel_id', 'text', ({ facts }) => facts.channelId),
  callColumn('campaign_id', 'text', ({ facts }) => facts.campaignId),
]
const givenCallColumns: Column<GivenCall>[] = [
  ...keptCallColumns,
  { name: 'is_unsettled', type: 'bool', read: ({ isUnsettled }) => isUnsettled },
]
const givenCalls = givenRows(givenCallColumns)

// Only of calls whose log is looked after: it has an index, and a call without keeps its updates in their place.
const endedReceivedAt =
  'case when g.ended_at is not null and (g.agent_id is not null or g.channel_id is not null) then now() end'
const unsettledSince = 'case when g.is_unsettled then now() end'

const insertCallsText = `
  insert into calls (${namesOf(keptCallColumns)}, ended_received_at, unsettled_since)
  select ${namesOf(keptCallColumns)}, ${endedReceivedAt}, ${unsettledSince} from ${givenCalls}`

const updateCallsText = `
  update calls c set
    result = g.result, initiated_at = g.initiated_at, ringing_at = g.ringing_at, answered_at = g.answered_at,
    ended_at = g.ended_at, error_at = g.error_at, first_event_at = g.first_event_at, last_event_at = g.last_event_at,
    fact_keys = g.fact_keys, from_number = g.from_number, to_number = g.to_number, direction = g.direction,
    source = g.source, agent_id = g.agent_id, channel_id = g.channel_id, campaign_id = g.campaign_id,
    ended_received_at = coalesce(c.ended_received_at, ${endedReceivedAt}),
    unsettled_since = coalesce(c.unsettled_since, ${unsettledSince})
  from ${givenCalls}
  where c.account_id = g.account_id and c.id = g.id`

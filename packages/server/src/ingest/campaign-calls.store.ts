import type { Campaign, CampaignNumber } from '../campaigns/campaign.ts'
import { loadCampaigns } from '../campaigns/campaigns.store.ts'
import { givenRows, valuesOf, type Column } from '../lib/columns.ts'
import { kyselyIn, type Statement, type Tx } from '../lib/db.ts'

/** A call that ended for a number of a campaign. */
export type CampaignCall = { accountId: string; campaignId: string; number: string }

/** A number after a call, and when that call began. */
export type CalledNumber = { accountId: string; campaignId: string; number: CampaignNumber; startedAt: Date }

type Read = { campaigns: Map<string, Campaign>; numbers: Map<string, CampaignNumber> }

/** The campaigns that are known here, and their numbers that were called, locked until the transaction ends. */
export async function readCampaignCalls(tx: Tx, calls: readonly CampaignCall[]): Promise<Read> {
  const read: Read = { campaigns: new Map(), numbers: new Map() }
  if (calls.length === 0) return read
  const db = kyselyIn(tx)
  for (const [accountId, own] of Map.groupBy(calls, (call) => call.accountId)) {
    const ids = [...new Set(own.map((call) => call.campaignId))]
    for (const campaign of await loadCampaigns(db, accountId, ids))
      read.campaigns.set(`${accountId} ${campaign.id}`, campaign)
  }
  const { rows } = await tx.query<CampaignNumber & { accountId: string; campaignId: string }>({
    name: 'accept-campaign-numbers',
    text: `select n.account_id as "accountId", n.campaign_id as "campaignId", n.id, n.number, n.var_values as "varValues",
                  n.state, n.attempts, n.retry_at as "retryAt", n.last_call_id as "lastCallId",
                  n.last_result as "lastResult", n.last_called_at as "lastCalledAt", n.created_at as "createdAt"
             from campaign_numbers n
            where (n.account_id, n.campaign_id, n.number) in (select * from unnest($1::uuid[], $2::text[], $3::text[]))
            order by n.account_id, n.campaign_id, n.number for update`,
    values: [
      calls.map((call) => call.accountId),
      calls.map((call) => call.campaignId),
      calls.map((call) => call.number),
    ],
  })
  for (const { accountId, campaignId, ...number } of rows)
    read.numbers.set(`${accountId} ${campaignId} ${number.number}`, number)
  return read
}

const calledColumns: Column<CalledNumber>[] = [
  { name: 'account_id', type: 'uuid', read: ({ accountId }) => accountId },
  { name: 'campaign_id', type: 'text', read: ({ campaignId }) => campaignId },
  { name: 'number', type: 'text', read: ({ number }) => number.number },
  { name: 'state', type: 'text', read: ({ number }) => number.state },
  { name: 'attempts', type: 'int4', read: ({ number }) => number.attempts },
  { name: 'retry_at', type: 'timestamptz', read: ({ number }) => number.retryAt },
  { name: 'last_call_id', type: 'text', read: ({ number }) => number.lastCallId },
  { name: 'last_result', type: 'text', read: ({ number }) => number.lastResult },
  { name: 'last_called_at', type: 'timestamptz', read: ({ number }) => number.lastCalledAt },
  { name: 'started_at', type: 'timestamptz', read: ({ startedAt }) => startedAt },
]

const writeCalledText = `
  with given as (
    select * from ${givenRows(calledColumns)}
  ), begun as (
    update campaigns c set started_at = g.started_at
      from (select account_id, campaign_id, min(started_at) as started_at from given group by 1, 2) g
     where c.account_id = g.account_id and c.id = g.campaign_id and c.started_at is null
       and c.status in ('active', 'paused')
  )
  update campaign_numbers n
     set state = g.state, attempts = g.attempts, retry_at = g.retry_at, last_call_id = g.last_call_id,
         last_result = g.last_result, last_called_at = g.last_called_at
    from given g
   where n.account_id = g.account_id and n.campaign_id = g.campaign_id and n.number = g.number`

/** Writes numbers as their calls left them. A campaign that is called for has begun. */
export function writeCalledNumbers(called: readonly CalledNumber[]): Statement {
  return { name: 'accept-write-numbers', text: writeCalledText, values: valuesOf(calledColumns, called) }
}

import { sql, type Kysely, type Selectable } from 'kysely'
import { containing } from '../lib/like.ts'
import type { PageRequest } from '../lib/page.ts'
import type { CampaignNumbersTable, Tables } from '../lib/tables.ts'
import type { CampaignNumber, NumberState } from './campaign.ts'

export type NewNumber = { id: string; number: string; varValues: readonly string[] }

/** Lets one change of a campaign's numbers wait for another until the transaction ends; the campaign itself stays free. */
export async function lockNumbers(tx: Kysely<Tables>, accountId: string, campaignId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`offhook numbers ${accountId} ${campaignId}`}))`.execute(
    tx,
  )
}

export async function hasNumbers(
  db: Kysely<Tables>,
  accountId: string,
  campaignId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('campaignNumbers')
    .select('id')
    .where('accountId', '=', accountId)
    .where('campaignId', '=', campaignId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds numbers in one statement; those the campaign has already are left alone. Returns the ids that are new. */
export async function insertNumbers(
  tx: Kysely<Tables>,
  accountId: string,
  campaignId: string,
  numbers: readonly NewNumber[],
): Promise<Set<string>> {
  if (numbers.length === 0) return new Set()
  const ids = numbers.map(({ id }) => id)
  const texts = numbers.map(({ number }) => number)
  // Lists of lists are not allowed to differ in length in Postgres, so each travels as JSON.
  const values = numbers.map(({ varValues }) => JSON.stringify(varValues))
  const { rows } = await sql<{ id: string }>`
    insert into campaign_numbers (account_id, campaign_id, id, number, var_values, state)
    select ${accountId}::uuid, ${campaignId}, n.id, n.number,
           array(select jsonb_array_elements_text(n.var_values::jsonb)), 'waiting'
      from unnest(${ids}::uuid[], ${texts}::text[], ${values}::text[]) n(id, number, var_values)
    on conflict (account_id, campaign_id, number) do nothing
    returning id`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

export type NumberFilter = { state?: NumberState | undefined; text?: string | undefined }

/** In the order in which they were added, one row more than asked for. */
export async function listNumbers(
  db: Kysely<Tables>,
  accountId: string,
  campaignId: string,
  filter: NumberFilter,
  page: PageRequest,
): Promise<CampaignNumber[]> {
  let query = db
    .selectFrom('campaignNumbers')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('campaignId', '=', campaignId)
  if (page.cursor !== undefined) query = query.where('id', '>', page.cursor)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.text !== undefined) {
    const pattern = containing(filter.text)
    query = query.where((eb) =>
      eb.or([eb('number', 'like', pattern), sql<boolean>`array_to_string(var_values, ' ') ilike ${pattern}`]),
    )
  }
  const rows = await query
    .orderBy('id')
    .limit(page.limit + 1)
    .execute()
  return rows.map(toNumber)
}

export async function findNumber(
  db: Kysely<Tables>,
  accountId: string,
  campaignId: string,
  id: string,
): Promise<CampaignNumber | undefined> {
  const row = await db
    .selectFrom('campaignNumbers')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : toNumber(row)
}

export async function deleteNumber(
  tx: Kysely<Tables>,
  accountId: string,
  campaignId: string,
  id: string,
): Promise<boolean> {
  const row = await tx
    .deleteFrom('campaignNumbers')
    .where('accountId', '=', accountId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** How many numbers a campaign has in each state. */
export async function countNumbers(
  db: Kysely<Tables>,
  accountId: string,
  campaignId: string,
): Promise<Record<NumberState, number>> {
  const rows = await db
    .selectFrom('campaignNumbers')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('accountId', '=', accountId)
    .where('campaignId', '=', campaignId)
    .groupBy('state')
    .execute()
  const counts: Record<NumberState, number> = { waiting: 0, retrying: 0, succeeded: 0, failed: 0 }
  for (const { state, count } of rows) counts[state as NumberState] = count
  return counts
}

function toNumber({
  accountId: _,
  campaignId: __,
  ...row
}: Selectable<CampaignNumbersTable>): CampaignNumber {
  return { ...row, state: row.state as NumberState }
}

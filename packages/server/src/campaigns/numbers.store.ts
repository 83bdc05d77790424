import { sql, type Kysely, type Selectable } from 'kysely'
import { AppError } from '../lib/errors.ts'
import { containing } from '../lib/like.ts'
import type { PageRequest } from '../lib/page.ts'
import type { Scratch } from '../lib/scratch.ts'
import type { CampaignNumbersTable, Tables } from '../lib/tables.ts'
import type { CampaignNumber, NumberState } from './campaign.ts'

export type NewNumber = { id: string; number: string; varValues: readonly string[] }

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const lockNotAvailable = '55P03'

/**
 * Lets one change of a campaign's numbers wait for another until the transaction ends; the campaign itself stays free.
 * Throws `conflict` when that takes longer than two seconds: whoever waits holds one of the few connections.
 */
export async function lockNumbers(tx: Kysely<Tables>, accountId: string, campaignId: string): Promise<void> {
  const key = `offhook numbers ${accountId} ${campaignId}`
  await sql`select set_config('lock_timeout', '2s', true)`.execute(tx)
  try {
    await sql`select pg_advisory_xact_lock(hashtext(${key}))`.execute(tx)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === lockNotAvailable)) throw error
    const detail = 'Numbers of this campaign are being uploaded at the moment. Try again when that has ended.'
    throw new AppError('conflict', detail, { cause: error })
  }
  await sql`select set_config('lock_timeout', '0', true)`.execute(tx)
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

/**
 * Adds numbers in one statement; those the campaign has already, or that come twice, are left alone. Returns the ids of
 * those that were left alone.
 */
export async function insertNumbers(
  tx: Kysely<Tables>,
  accountId: string,
  campaignId: string,
  numbers: readonly NewNumber[],
  scratch: Scratch = (text) => Buffer.from(text),
): Promise<Set<string>> {
  if (numbers.length === 0) return new Set()
  // One text for all: arrays cost more memory here, and lists of lists may not differ in length there.
  const given = scratch(JSON.stringify(numbers.map(({ id, number, varValues }) => [id, number, varValues])))
  const { rows } = await sql<{ id: string }>`
    with given as (
      select (n->>0)::uuid as id, n->>1 as number, array(select jsonb_array_elements_text(n->2)) as var_values
        from jsonb_array_elements(${given}::text::jsonb) n),
    added as (
      insert into campaign_numbers (account_id, campaign_id, id, number, var_values, state)
      select ${accountId}::uuid, ${campaignId}, id, number, var_values, 'waiting' from given
      on conflict (account_id, campaign_id, number) do nothing
      returning id)
    select id from given where id not in (select id from added)`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

export type NumberCounts = Record<NumberState, number>

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

/** How many numbers each of these campaigns has in each state. */
export async function countNumbers(
  db: Kysely<Tables>,
  accountId: string,
  campaignIds: readonly string[],
): Promise<(campaignId: string) => NumberCounts> {
  const rows =
    campaignIds.length === 0
      ? []
      : await db
          .selectFrom('campaignNumbers')
          .select(['campaignId', 'state', (eb) => eb.fn.countAll<number>().as('count')])
          .where('accountId', '=', accountId)
          .where('campaignId', 'in', campaignIds)
          .groupBy(['campaignId', 'state'])
          .execute()
  const byState = Map.groupBy(rows, ({ campaignId }) => campaignId)
  return (campaignId) => ({
    ...{ waiting: 0, retrying: 0, succeeded: 0, failed: 0 },
    ...Object.fromEntries((byState.get(campaignId) ?? []).map(({ state, count }) => [state, count])),
  })
}

function toNumber({
  accountId: _,
  campaignId: __,
  ...row
}: Selectable<CampaignNumbersTable>): CampaignNumber {
  return { ...row, state: row.state as NumberState }
}

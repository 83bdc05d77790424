import { sql, type Kysely, type Selectable } from 'kysely'
import { AppError } from '../lib/errors.ts'
import { containing } from '../lib/like.ts'
import type { PageRequest } from '../lib/page.ts'
import type { CampaignsTable, Tables } from '../lib/tables.ts'
import type { Campaign, CampaignStatus, Named } from './campaign.ts'

type Joined = Selectable<CampaignsTable> & {
  phoneSystemName: string
  extensions: string
  humanName: string | null
  machineName: string | null
  webhookIds: string[]
}

export type CampaignFilter = {
  status?: CampaignStatus | undefined
  text?: string | undefined
  isArchived?: boolean | undefined
  order?: 'asc' | 'desc'
}

function selectCampaigns(db: Kysely<Tables>, accountId: string) {
  return db
    .selectFrom('campaigns as c')
    .innerJoin('phoneSystems as p', (join) =>
      join.onRef('p.accountId', '=', 'c.accountId').onRef('p.id', '=', 'c.phoneSystemId'),
    )
    .leftJoin('callflows as h', (join) =>
      join.onRef('h.accountId', '=', 'c.accountId').onRef('h.id', '=', 'c.callflowForHumanId'),
    )
    .leftJoin('callflows as m', (join) =>
      join.onRef('m.accountId', '=', 'c.accountId').onRef('m.id', '=', 'c.callflowForMachineId'),
    )
    .selectAll('c')
    .select([
      'p.name as phoneSystemName',
      'p.extensions as extensions',
      'h.name as humanName',
      'm.name as machineName',
      sql<string[]>`array(select w.id from webhooks w
        where w.account_id = c.account_id and w.binding_kind = 'campaign' and c.id = any(w.binding_ids)
          and w.deleted_at is null order by w.id)`.as('webhookIds'),
    ])
    .where('c.accountId', '=', accountId)
}

/** By id, one row more than asked for; archived ones only when asked for. */
export async function listCampaigns(
  db: Kysely<Tables>,
  accountId: string,
  filter: CampaignFilter,
  page: PageRequest,
): Promise<Campaign[]> {
  let query = selectCampaigns(db, accountId).where(
    'c.archivedAt',
    filter.isArchived === true ? 'is not' : 'is',
    null,
  )
  const { order = 'asc' } = filter
  if (page.cursor !== undefined) query = query.where('c.id', order === 'asc' ? '>' : '<', page.cursor)
  if (filter.status !== undefined) query = query.where('c.status', '=', filter.status)
  if (filter.text !== undefined) query = query.where('c.name', 'ilike', containing(filter.text))
  const rows = await query
    .orderBy('c.id', order)
    .limit(page.limit + 1)
    .execute()
  return rows.map(toCampaign)
}

/**
 * The campaign as it stands; when asked for, locked against other changes until the transaction ends. Its numbers may
 * be added meanwhile.
 */
export async function getCampaign(
  db: Kysely<Tables>,
  accountId: string,
  id: string,
  lock?: 'forChange',
): Promise<Campaign> {
  let query = selectCampaigns(db, accountId).where('c.id', '=', id)
  if (lock !== undefined) query = query.forNoKeyUpdate(['c'])
  const row = await query.executeTakeFirst()
  if (row === undefined) throw noSuchCampaign(id)
  return toCampaign(row)
}

/** Those of the ids that are campaigns of the account. */
export async function loadCampaigns(
  db: Kysely<Tables>,
  accountId: string,
  ids: readonly string[],
): Promise<Campaign[]> {
  const rows = await selectCampaigns(db, accountId).where('c.id', 'in', ids).execute()
  return rows.map(toCampaign)
}

export type CampaignRow = Omit<
  Selectable<CampaignsTable>,
  'accountId' | 'createdAt' | 'updatedAt' | 'archivedAt' | 'startedAt' | 'endedAt'
>

/** Inserts a campaign; false when its id is taken. */
export async function insertCampaign(
  tx: Kysely<Tables>,
  accountId: string,
  row: CampaignRow,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('campaigns')
    .values({ ...row, accountId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export type CampaignChange = Partial<Omit<Selectable<CampaignsTable>, 'accountId' | 'id' | 'createdAt'>>

export async function updateCampaignRow(
  tx: Kysely<Tables>,
  accountId: string,
  id: string,
  change: CampaignChange,
): Promise<void> {
  await tx
    .updateTable('campaigns')
    .set({ ...change, updatedAt: sql`now()` })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** Phone system and callflows by id, archived ones left out: what a campaign may use. Nobody archives them meanwhile. */
export async function loadUsable(
  tx: Kysely<Tables>,
  accountId: string,
  ids: { phoneSystemId: string; callflowIds: readonly string[] },
): Promise<{ extensions: Named[] | undefined; callflowIds: Set<string> }> {
  const phoneSystem = await tx
    .selectFrom('phoneSystems')
    .select('extensions')
    .where('accountId', '=', accountId)
    .where('id', '=', ids.phoneSystemId)
    .where('archivedAt', 'is', null)
    .forShare()
    .executeTakeFirst()
  const callflows =
    ids.callflowIds.length === 0
      ? []
      : await tx
          .selectFrom('callflows')
          .select('id')
          .where('accountId', '=', accountId)
          .where('id', 'in', ids.callflowIds)
          .where('archivedAt', 'is', null)
          .forShare()
          .execute()
  return {
    extensions: phoneSystem === undefined ? undefined : (JSON.parse(phoneSystem.extensions) as Named[]),
    callflowIds: new Set(callflows.map((row) => row.id)),
  }
}

function toCampaign(row: Joined): Campaign {
  const extension = (JSON.parse(row.extensions) as Named[]).find((entry) => entry.id === row.extensionId)
  return {
    id: row.id,
    name: row.name,
    status: row.status as CampaignStatus,
    type: row.type as Campaign['type'],
    dialer: { mode: row.dialerMode as Campaign['dialer']['mode'] },
    phoneSystem: {
      id: row.phoneSystemId,
      name: row.phoneSystemName,
      extension: { id: row.extensionId, name: extension?.name ?? '' },
    },
    callflow: {
      forHuman: named(row.callflowForHumanId, row.humanName),
      forMachine: named(row.callflowForMachineId, row.machineName),
    },
    startDate: row.startDate,
    endDate: row.endDate,
    timeZoneId: row.timeZoneId,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    varNames: row.varNames,
    maxAttempts: row.maxAttempts,
    retryDelayMinutes: row.retryDelayMinutes,
    webhookIds: row.webhookIds,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    archivedAt: row.archivedAt,
  }
}

function named(id: string | null, name: string | null): Named | null {
  return id === null ? null : { id, name: name ?? '' }
}

function noSuchCampaign(id: string): AppError {
  return new AppError('not_found', `There is no campaign with the id ${id}.`)
}

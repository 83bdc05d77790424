import type { Db, Tx } from '../lib/db.ts'

/** Active campaigns begin when their first day has come in their time zone. */
export async function beginDueCampaigns(db: Db, now: Date): Promise<void> {
  await db.pool.query({
    name: 'begin-campaigns',
    text: `update campaigns set started_at = $1
            where status = 'active' and started_at is null and starts_at <= $1 and ends_at > $1`,
    values: [now],
  })
}

const isOver = `
  (c.ends_at <= $1
   or (c.status = 'active' and c.type = 'static'
       and exists (select from campaign_numbers n where n.account_id = c.account_id and n.campaign_id = c.id)
       and not exists (select from campaign_numbers n
                        where n.account_id = c.account_id and n.campaign_id = c.id
                          and n.state in ('waiting', 'retrying'))))`

/**
 * Campaigns that are over: their last day has passed in their time zone, or all numbers of a static one are done. A
 * dynamic one waits for its last day, because numbers may still be added.
 */
export async function listEndedCampaigns(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ accountId: string; id: string }[]> {
  const { rows } = await db.pool.query<{ accountId: string; id: string }>({
    name: 'ended-campaigns',
    text: `select c.account_id as "accountId", c.id from campaigns c
            where c.status in ('active', 'paused') and ${isOver}
            order by c.ends_at limit $2`,
    values: [now, limit],
  })
  return rows
}

/** Whether the campaign is over by the same rule; for certain only while it is locked. */
export async function isCampaignOver(tx: Tx, now: Date, accountId: string, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'campaign-over',
    text: `select from campaigns c where c.account_id = $2 and c.id = $3 and ${isOver}`,
    values: [now, accountId, id],
  })
  return rowCount === 1
}

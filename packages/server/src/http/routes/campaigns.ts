import { z } from 'zod'
import { archiveCampaign } from '../../campaigns/campaigns.ts'
import { getCampaign, listCampaigns } from '../../campaigns/campaigns.store.ts'
import type { CampaignAction } from '../../campaigns/lifecycle.ts'
import { countNumbers } from '../../campaigns/numbers.store.ts'
import { campaignChangeSchema, campaignWebhookIds, newCampaignSchema } from '../../campaigns/settings.ts'
import { campaignStatuses } from '../../events/catalogue/campaigns.ts'
import { changeStatus } from '../../ingest/change-status.ts'
import { toPageById } from '../../lib/page.ts'
import { listBoundWebhooks } from '../../webhooks/bindings.store.ts'
import { createCampaign, setCampaignWebhooks, updateCampaign } from '../../webhooks/campaign-webhooks.ts'
import { toWebhook } from '../../webhooks/webhooks.store.ts'
import { route } from '../route.ts'
import { campaignDetailResponse, campaignResponse, listedCampaignResponse } from '../schemas/campaign.ts'
import { ownIdParams, pageByOwnId, pageOf, pageQuery } from '../schemas/common.ts'
import { showWebhook, webhookSchema } from '../schemas/webhook.ts'

const tag = 'Campaigns'
const params = ownIdParams
const webhookList = z.object({ data: z.array(webhookSchema) })

function statusRoute(action: Exclude<CampaignAction, 'finish'>, summary: string) {
  return route({
    method: 'POST',
    path: `/v1/campaigns/{id}/${action}`,
    tag,
    summary,
    params,
    status: 200,
    response: campaignResponse,
    handle: async ({ db, ingest, clock }, { actor, params: { id } }) =>
      changeStatus({ db, ingest, now: clock.now }, actor, id, action),
  })
}

export const campaignRoutes = [
  route({
    method: 'POST',
    path: '/v1/campaigns',
    tag,
    summary: 'Create a campaign as a draft',
    body: newCampaignSchema,
    status: 201,
    response: campaignResponse,
    handle: async ({ webhooks }, { actor, body }) => createCampaign(webhooks, actor, body),
  }),
  route({
    method: 'GET',
    path: '/v1/campaigns',
    tag,
    summary: 'List campaigns by id',
    query: z.strictObject({
      ...pageQuery,
      status: z.enum(campaignStatuses).optional(),
      text: z.string().max(200).optional().meta({ description: 'Part of the name.' }),
      archived: z.stringbool().default(false),
      order: z.enum(['asc', 'desc']).default('asc').meta({
        description: 'By id; `desc` begins with the newest, where Offhook made the ids.',
      }),
      numbers: z.stringbool().default(false).meta({ description: 'Count the numbers of each, too.' }),
    }),
    status: 200,
    response: pageOf(listedCampaignResponse),
    handle: async ({ db }, { actor: { accountId }, query }) => {
      const { cursor, limit, archived, numbers, ...filter } = query
      const found = await listCampaigns(
        db.kysely,
        accountId,
        { ...filter, isArchived: archived },
        pageByOwnId({ cursor, limit }),
      )
      const page = toPageById(found, limit)
      if (!numbers) return page
      const ids = page.data.map(({ id }) => id)
      const count = await countNumbers(db.kysely, accountId, ids)
      return { ...page, data: page.data.map((one) => ({ ...one, numbers: count(one.id) })) }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/campaigns/{id}',
    tag,
    summary: 'One campaign, with how far its numbers are',
    params,
    status: 200,
    response: campaignDetailResponse,
    handle: async ({ db }, { actor: { accountId }, params: { id } }) => {
      const campaign = await getCampaign(db.kysely, accountId, id)
      const count = await countNumbers(db.kysely, accountId, [id])
      return { ...campaign, numbers: count(id) }
    },
  }),
  route({
    method: 'PATCH',
    path: '/v1/campaigns/{id}',
    tag,
    summary: 'Change some fields',
    description:
      'All of a draft; of a running campaign name, dialer, end date, the rules for retries and the webhooks.',
    params,
    body: campaignChangeSchema,
    status: 200,
    response: campaignResponse,
    handle: async ({ webhooks }, { actor, params: { id }, body }) =>
      updateCampaign(webhooks, actor, id, body),
  }),
  route({
    method: 'DELETE',
    path: '/v1/campaigns/{id}',
    tag,
    summary: 'Archive a campaign',
    params,
    status: 204,
    response: null,
    handle: async ({ db, clock }, { actor, params: { id } }) => archiveCampaign(db, actor, id, clock.now()),
  }),
  statusRoute('activate', 'Activate a draft'),
  statusRoute('pause', 'Pause an active campaign'),
  statusRoute('resume', 'Resume a paused campaign'),
  statusRoute('cancel', 'Cancel a campaign for good'),
  route({
    method: 'GET',
    path: '/v1/campaigns/{id}/webhooks',
    tag,
    summary: 'The webhooks chosen for a campaign',
    params,
    status: 200,
    response: webhookList,
    handle: async ({ db }, { actor: { accountId }, params: { id } }) => {
      await getCampaign(db.kysely, accountId, id)
      const rows = await listBoundWebhooks(db.kysely, accountId, 'campaign', id)
      return { data: rows.map((row) => showWebhook(toWebhook(row))) }
    },
  }),
  route({
    method: 'PUT',
    path: '/v1/campaigns/{id}/webhooks',
    tag,
    summary: 'Choose the webhooks of a campaign',
    description: 'The same as a change of the campaign’s `webhookIds`, and possible in every status.',
    params,
    body: z.strictObject({ webhookIds: campaignWebhookIds }),
    status: 200,
    response: webhookList,
    handle: async ({ webhooks }, { actor, params: { id }, body }) => ({
      data: (await setCampaignWebhooks(webhooks, actor, id, body.webhookIds)).map(showWebhook),
    }),
  }),
]

import { Readable } from 'node:stream'
import { z } from 'zod'
import { numberStates, type Campaign, type CampaignNumber } from '../../campaigns/campaign.ts'
import { getCampaign } from '../../campaigns/campaigns.store.ts'
import { importNumbers } from '../../campaigns/import-numbers.ts'
import { getImport, listImports, listRefusedRows } from '../../campaigns/imports.store.ts'
import { addNumbers, newNumbersSchema, removeNumber } from '../../campaigns/numbers.ts'
import { findNumber, listNumbers } from '../../campaigns/numbers.store.ts'
import { catalogue } from '../../events/catalogue.ts'
import { postedEventSchema } from '../../events/posted-event.ts'
import { tellResult } from '../../ingest/tell-result.ts'
import { AppError } from '../../lib/errors.ts'
import { decodeCursor, toPage, toPageById } from '../../lib/page.ts'
import { route } from '../route.ts'
import { importResponse, numberResponse, refusedRowResponse } from '../schemas/campaign.ts'
import { idParams, idSchema, ownIdParams, pageById, pageOf, pageQuery } from '../schemas/common.ts'

const tag = 'Numbers'
const params = ownIdParams
const numberParams = ownIdParams.extend({ numberId: idParams.shape.id })
const importParams = ownIdParams.extend({ importId: idParams.shape.id })

export const campaignNumberRoutes = [
  route({
    method: 'POST',
    path: '/v1/campaigns/{id}/numbers',
    tag,
    summary: 'Add numbers, up to 1,000 at a time',
    description:
      'All of them or none. Numbers the campaign has already count as duplicates and stay as they are.',
    params,
    body: newNumbersSchema,
    status: 201,
    response: z.object({ ids: z.array(idSchema), added: z.int(), duplicates: z.int() }),
    handle: async ({ db }, { actor, params: { id }, body }) => addNumbers(db, actor, id, body),
  }),
  route({
    method: 'GET',
    path: '/v1/campaigns/{id}/numbers',
    tag,
    summary: 'List numbers in the order in which they were added',
    params,
    query: z.strictObject({
      ...pageQuery,
      state: z.enum(numberStates).optional(),
      text: z.string().max(200).optional().meta({ description: 'Part of the number or of a variable.' }),
    }),
    status: 200,
    response: pageOf(numberResponse),
    handle: async ({ db }, { actor: { accountId }, params: { id }, query: { cursor, limit, ...filter } }) => {
      const campaign = await getCampaign(db.kysely, accountId, id)
      const numbers = await listNumbers(db.kysely, accountId, id, filter, pageById({ cursor, limit }))
      return toPage(
        numbers,
        limit,
        (number) => number.id,
        (number) => showNumber(number, campaign),
      )
    },
  }),
  route({
    method: 'GET',
    path: '/v1/campaigns/{id}/numbers/{numberId}',
    tag,
    summary: 'One number',
    params: numberParams,
    status: 200,
    response: numberResponse,
    handle: async ({ db }, { actor: { accountId }, params: { id, numberId } }) => {
      const campaign = await getCampaign(db.kysely, accountId, id)
      const number = await findNumber(db.kysely, accountId, id, numberId)
      if (number === undefined)
        throw new AppError('not_found', `The campaign has no number with the id ${numberId}.`)
      return showNumber(number, campaign)
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/campaigns/{id}/numbers/{numberId}',
    tag,
    summary: 'Remove a number',
    params: numberParams,
    status: 204,
    response: null,
    handle: async ({ db }, { actor, params: { id, numberId } }) => removeNumber(db, actor, id, numberId),
  }),
  route({
    method: 'POST',
    path: '/v1/campaigns/{id}/numbers/{numberId}/results',
    tag,
    summary: 'Tell the result of a call to a number',
    description:
      'The same as posting `call.ended` for the campaign: the number’s state, attempts and retry follow, and receivers are told. ' +
      'With an `id` it may be sent again safely.',
    params: numberParams,
    body: z.strictObject({
      id: postedEventSchema.shape.id,
      call: z
        .strictObject({
          id: z.string().min(1).max(255).optional(),
          from: z.string().max(256).optional(),
          source: z.string().max(200).optional(),
        })
        .default({}),
      data: catalogue['call.ended'].data,
    }),
    status: 201,
    response: z.object({ eventId: idSchema, callId: z.string(), number: numberResponse }),
    handle: async ({ db, ingest, clock }, { actor: { accountId }, params: { id, numberId }, body }) => {
      const told = await tellResult({ db, ingest, now: clock.now }, accountId, {
        campaignId: id,
        numberId,
        ...body,
      })
      const { eventId, callId, number, campaign } = told
      return { eventId, callId, number: showNumber(number, campaign) }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/campaigns/{id}/numbers/import',
    tag,
    summary: 'Upload numbers as CSV with a header row',
    description:
      'The column of the number is found by its name (number, phone, Rufnummer, …) or named by `numberColumn`; the others go to the campaign’s variables by name. Read as a stream; answers when all is read. Progress is in the list of imports.',
    params,
    query: z.strictObject({ numberColumn: z.string().min(1).max(200).optional() }),
    isCsv: true,
    status: 200,
    response: importResponse,
    handle: async ({ db }, { actor, params: { id }, query: { numberColumn }, request }) => {
      await getCampaign(db.kysely, actor.accountId, id)
      const { body } = request
      if (!(body instanceof Readable))
        throw new AppError('unsupported_media_type', 'Send the file as text/csv, as the body itself.')
      // What is left of a refused upload is read to its end by the intake.
      const bytes: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false })
      return importNumbers(db, actor, id, { bytes, numberColumn })
    },
  }),
  route({
    method: 'GET',
    path: '/v1/campaigns/{id}/imports',
    tag,
    summary: 'Uploads of a campaign, newest first',
    params,
    query: z.strictObject(pageQuery),
    status: 200,
    response: pageOf(importResponse),
    handle: async ({ db }, { actor: { accountId }, params: { id }, query }) => {
      await getCampaign(db.kysely, accountId, id)
      return toPageById(await listImports(db, accountId, id, pageById(query)), query.limit)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/campaigns/{id}/imports/{importId}',
    tag,
    summary: 'One upload: its progress, or how it ended',
    params: importParams,
    status: 200,
    response: importResponse,
    handle: async ({ db }, { actor, params: { id, importId } }) =>
      getImport(db, actor.accountId, id, importId),
  }),
  route({
    method: 'GET',
    path: '/v1/campaigns/{id}/imports/{importId}/refused-rows',
    tag,
    summary: 'Rows that were refused or duplicates, with reasons',
    description: 'The first 10,000 of an upload.',
    params: importParams,
    query: z.strictObject(pageQuery),
    status: 200,
    response: pageOf(refusedRowResponse),
    handle: async ({ db }, { actor: { accountId }, params: { id, importId }, query: { cursor, limit } }) => {
      await getImport(db, accountId, id, importId)
      const isRow = (key: string) => /^\d{1,9}$/.test(key)
      const afterRow = cursor === undefined ? 0 : Number(decodeCursor(cursor, isRow))
      return toPage(
        await listRefusedRows(db, accountId, importId, { afterRow, limit }),
        limit,
        (row) => String(row.rowNumber),
        (row) => row,
      )
    },
  }),
]

function showNumber({ varValues, ...number }: CampaignNumber, { varNames }: Campaign) {
  return {
    ...number,
    variables: Object.fromEntries(varNames.map((name, index) => [name, varValues[index] ?? ''])),
  }
}

import { z } from 'zod'
import { ownId } from '../../campaigns/settings.ts'
import { channelChangeSchema, newChannelSchema } from '../../channels/channel.ts'
import {
  archiveChannel,
  createChannel,
  getChannel,
  listChannels,
  updateChannel,
} from '../../channels/channels.store.ts'
import { toPageById } from '../../lib/page.ts'
import { route } from '../route.ts'
import { ownIdParams, pageByOwnId, pageOf, pageQuery } from '../schemas/common.ts'
import { channelResponse } from '../schemas/owner.ts'

const tag = 'Channels'
const params = ownIdParams

export const channelRoutes = [
  route({
    method: 'POST',
    path: '/v1/channels',
    tag,
    summary: 'Create a channel',
    description:
      'Its id is the `channelId` that calls carry; give it the one your source uses. That of an archived channel brings it back.',
    body: newChannelSchema.extend({ id: ownId.optional() }),
    status: 201,
    response: channelResponse,
    handle: async ({ db }, { actor, body }) => createChannel(db, actor, body),
  }),
  route({
    method: 'GET',
    path: '/v1/channels',
    tag,
    summary: 'List channels by id',
    query: z.strictObject({ ...pageQuery, archived: z.stringbool().default(false) }),
    status: 200,
    response: pageOf(channelResponse),
    handle: async ({ db }, { actor, query: { archived, ...page } }) => {
      const channels = await listChannels(db, actor.accountId, { isArchived: archived }, pageByOwnId(page))
      return toPageById(channels, page.limit)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/channels/{id}',
    tag,
    summary: 'One channel',
    params,
    status: 200,
    response: channelResponse,
    handle: async ({ db }, { actor, params: { id } }) => getChannel(db.kysely, actor.accountId, id),
  }),
  route({
    method: 'PATCH',
    path: '/v1/channels/{id}',
    tag,
    summary: 'Change some fields',
    params,
    body: channelChangeSchema,
    status: 200,
    response: channelResponse,
    handle: async ({ db }, { actor, params: { id }, body }) => updateChannel(db, actor, id, body),
  }),
  route({
    method: 'DELETE',
    path: '/v1/channels/{id}',
    tag,
    summary: 'Archive a channel',
    description: 'Its calls keep their logs. Nothing new can be hung on it.',
    params,
    status: 204,
    response: null,
    handle: async ({ db }, { actor, params: { id } }) => archiveChannel(db, actor, id),
  }),
]

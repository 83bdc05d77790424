import type { Kysely } from 'kysely'
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import { noteOwnersChange } from '../accounts/accounts.store.ts'
import {
  archiveRow,
  changeRow,
  findRow,
  listRows,
  revived,
  type ArchivableRow,
} from '../lib/archivable.store.ts'
import type { Db } from '../lib/db.ts'
import { defined } from '../lib/defined.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { PageRequest } from '../lib/page.ts'
import type { Tables } from '../lib/tables.ts'
import type { Channel, ChannelSettings, ChannelUpdate, Member } from './channel.ts'

/** By id, archived ones only when asked for; one row more than asked for. */
export async function listChannels(
  db: Db,
  accountId: string,
  filter: { isArchived?: boolean | undefined },
  page: PageRequest,
): Promise<Channel[]> {
  const rows = await listRows(db.kysely, 'channels', accountId, filter, page)
  return rows.map(toChannel)
}

export async function getChannel(db: Kysely<Tables>, accountId: string, id: string): Promise<Channel> {
  const channel = await findChannel(db, accountId, id)
  if (channel === undefined) throw noSuchChannel(id)
  return channel
}

/** The channel, archived or not: its calls may still go on. */
export async function findChannel(
  db: Kysely<Tables>,
  accountId: string,
  id: string,
): Promise<Channel | undefined> {
  const row = await findRow(db, 'channels', accountId, id)
  return row === undefined ? undefined : toChannel(row)
}

/** Makes a channel, or brings one back that was archived. */
export async function createChannel(
  db: Db,
  actor: Actor,
  { id = newId(), ...settings }: ChannelSettings & { id?: string | undefined },
): Promise<Channel> {
  return db.kysely.transaction().execute(async (tx) => {
    const columns = { ...settings, members: JSON.stringify(settings.members) }
    const row = await tx
      .insertInto('channels')
      .values({ id, accountId: actor.accountId, ...columns })
      .onConflict((conflict) =>
        conflict
          .columns(['accountId', 'id'])
          .doUpdateSet({ ...columns, ...revived })
          .where('channels.archivedAt', 'is not', null),
      )
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) {
      const fields = [{ path: 'id', message: 'is the id of another channel' }]
      throw new AppError('invalid_request', 'The channel was not created.', { fields })
    }
    await noteOwnersChange(tx, actor.accountId)
    await audit(tx, actor, 'channel.created', id)
    return toChannel(row)
  })
}

export async function updateChannel(
  db: Db,
  actor: Actor,
  id: string,
  input: ChannelUpdate,
): Promise<Channel> {
  return db.kysely.transaction().execute(async (tx) => {
    // Only what is given, or two changes at a time could undo each other.
    const { members, ...rest } = defined(input)
    const changed = { ...rest, ...(members === undefined ? {} : { members: JSON.stringify(members) }) }
    const row = await changeRow(tx, 'channels', actor.accountId, id, changed)
    if (row === undefined) {
      await getChannel(tx, actor.accountId, id)
      throw new AppError('conflict', 'The channel is archived.')
    }
    await noteOwnersChange(tx, actor.accountId)
    await audit(tx, actor, 'channel.updated', id)
    return toChannel(row)
  })
}

/** Puts a channel away. What it was stays, because old calls name it. */
export async function archiveChannel(db: Db, actor: Actor, id: string): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    const isArchived = await archiveRow(tx, 'channels', actor.accountId, id)
    if (!isArchived) throw noSuchChannel(id)
    await noteOwnersChange(tx, actor.accountId)
    await audit(tx, actor, 'channel.archived', id)
  })
}

/** All channels of an account, archived ones too, for ingest: their calls may still go on. */
export async function loadChannels(db: Db, accountId: string): Promise<Channel[]> {
  const rows = await db.kysely.selectFrom('channels').selectAll().where('accountId', '=', accountId).execute()
  return rows.map(toChannel)
}

function toChannel({ accountId: _, ...row }: ArchivableRow<'channels'>): Channel {
  return { ...row, members: JSON.parse(row.members) as Member[] }
}

function noSuchChannel(id: string): AppError {
  return new AppError('not_found', `There is no channel with the id ${id}.`)
}

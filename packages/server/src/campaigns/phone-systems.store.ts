import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import { archiveRow, changeRow, findRow, listRows, type ArchivableRow } from '../lib/archivable.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { PageRequest } from '../lib/page.ts'
import type { Named, PhoneSystem } from './campaign.ts'

/** The fields people choose. Extensions without an id get one. */
export type PhoneSystemInput = { name: string; extensions: { id?: string | undefined; name: string }[] }

/** Oldest first, archived ones left out; one row more than asked for. */
export async function listPhoneSystems(db: Db, accountId: string, page: PageRequest): Promise<PhoneSystem[]> {
  const rows = await listRows(db.kysely, 'phoneSystems', accountId, { isArchived: false }, page)
  return rows.map(toPhoneSystem)
}

export async function getPhoneSystem(db: Db, accountId: string, id: string): Promise<PhoneSystem> {
  const row = await findRow(db.kysely, 'phoneSystems', accountId, id)
  if (row === undefined) throw noSuchPhoneSystem(id)
  return toPhoneSystem(row)
}

export async function createPhoneSystem(db: Db, actor: Actor, input: PhoneSystemInput): Promise<PhoneSystem> {
  return db.kysely.transaction().execute(async (tx) => {
    const row = { id: newId(), accountId: actor.accountId, ...columns(input) }
    await audit(tx, actor, 'phoneSystem.created', row.id)
    return toPhoneSystem(
      await tx.insertInto('phoneSystems').values(row).returningAll().executeTakeFirstOrThrow(),
    )
  })
}

/** Replaces name and extensions. Extensions that a campaign dials with stay, so that none is left without a line. */
export async function updatePhoneSystem(
  db: Db,
  actor: Actor,
  id: string,
  input: PhoneSystemInput,
): Promise<PhoneSystem> {
  return db.kysely.transaction().execute(async (tx) => {
    const row = await changeRow(tx, 'phoneSystems', actor.accountId, id, columns(input))
    if (row === undefined) throw noSuchPhoneSystem(id)
    const users = await tx
      .selectFrom('campaigns')
      .select(['name', 'extensionId'])
      .where('accountId', '=', actor.accountId)
      .where('phoneSystemId', '=', id)
      .where('archivedAt', 'is', null)
      .where('status', 'in', ['draft', 'active', 'paused'])
      .execute()
    const kept = new Set(toPhoneSystem(row).extensions.map((extension) => extension.id))
    const orphan = users.find((campaign) => !kept.has(campaign.extensionId))
    if (orphan !== undefined)
      throw new AppError('conflict', `The campaign “${orphan.name}” dials with an extension left out.`)
    await audit(tx, actor, 'phoneSystem.updated', id)
    return toPhoneSystem(row)
  })
}

/** Archives it, unless a campaign that is not over dials over it. */
export async function archivePhoneSystem(db: Db, actor: Actor, id: string): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    // First of all, so that no campaign can choose it while those that use it are looked for.
    const isArchived = await archiveRow(tx, 'phoneSystems', actor.accountId, id)
    if (!isArchived) throw noSuchPhoneSystem(id)
    const user = await tx
      .selectFrom('campaigns')
      .select('name')
      .where('accountId', '=', actor.accountId)
      .where('phoneSystemId', '=', id)
      .where('archivedAt', 'is', null)
      .where('status', 'in', ['draft', 'active', 'paused'])
      .executeTakeFirst()
    if (user !== undefined)
      throw new AppError('conflict', `The campaign “${user.name}” dials over this phone system.`)
    await audit(tx, actor, 'phoneSystem.archived', id)
  })
}

function columns({ name, extensions }: PhoneSystemInput): { name: string; extensions: string } {
  const named: Named[] = extensions.map((extension) => ({
    id: extension.id ?? newId(),
    name: extension.name,
  }))
  return { name, extensions: JSON.stringify(named) }
}

function toPhoneSystem({ accountId: _, ...row }: ArchivableRow<'phoneSystems'>): PhoneSystem {
  return { ...row, extensions: JSON.parse(row.extensions) as Named[] }
}

function noSuchPhoneSystem(id: string): AppError {
  return new AppError('not_found', `There is no phone system with the id ${id}.`)
}

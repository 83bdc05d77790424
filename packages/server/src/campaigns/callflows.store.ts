import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import { archiveRow, changeRow, findRow, listRows, type ArchivableRow } from '../lib/archivable.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { PageRequest } from '../lib/page.ts'
import type { Callflow, CallflowAction } from './campaign.ts'

/** The fields people choose. Actions without an id get one. */
export type CallflowInput = {
  name: string
  actions: { id?: string | undefined; type: CallflowAction['type']; name: string }[]
}

/** Oldest first, archived ones left out; one row more than asked for. */
export async function listCallflows(db: Db, accountId: string, page: PageRequest): Promise<Callflow[]> {
  const rows = await listRows(db.kysely, 'callflows', accountId, { isArchived: false }, page)
  return rows.map(toCallflow)
}

export async function getCallflow(db: Db, accountId: string, id: string): Promise<Callflow> {
  const row = await findRow(db.kysely, 'callflows', accountId, id)
  if (row === undefined) throw noSuchCallflow(id)
  return toCallflow(row)
}

export async function createCallflow(db: Db, actor: Actor, input: CallflowInput): Promise<Callflow> {
  return db.kysely.transaction().execute(async (tx) => {
    const row = { id: newId(), accountId: actor.accountId, ...columns(input) }
    await audit(tx, actor, 'callflow.created', row.id)
    return toCallflow(await tx.insertInto('callflows').values(row).returningAll().executeTakeFirstOrThrow())
  })
}

/** Replaces name and actions. */
export async function updateCallflow(
  db: Db,
  actor: Actor,
  id: string,
  input: CallflowInput,
): Promise<Callflow> {
  return db.kysely.transaction().execute(async (tx) => {
    const row = await changeRow(tx, 'callflows', actor.accountId, id, columns(input))
    if (row === undefined) throw noSuchCallflow(id)
    await audit(tx, actor, 'callflow.updated', id)
    return toCallflow(row)
  })
}

/** Archives it, unless a campaign that is not over runs it. */
export async function archiveCallflow(db: Db, actor: Actor, id: string): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    // First of all, so that no campaign can choose it while those that use it are looked for.
    const isArchived = await archiveRow(tx, 'callflows', actor.accountId, id)
    if (!isArchived) throw noSuchCallflow(id)
    const user = await tx
      .selectFrom('campaigns')
      .select('name')
      .where('accountId', '=', actor.accountId)
      .where((eb) => eb.or([eb('callflowForHumanId', '=', id), eb('callflowForMachineId', '=', id)]))
      .where('archivedAt', 'is', null)
      .where('status', 'in', ['draft', 'active', 'paused'])
      .executeTakeFirst()
    if (user !== undefined) throw new AppError('conflict', `The campaign “${user.name}” runs this callflow.`)
    await audit(tx, actor, 'callflow.archived', id)
  })
}

function columns({ name, actions }: CallflowInput): { name: string; actions: string } {
  const given: CallflowAction[] = actions.map((action) => ({
    id: action.id ?? newId(),
    type: action.type,
    name: action.name,
  }))
  return { name, actions: JSON.stringify(given) }
}

function toCallflow({ accountId: _, ...row }: ArchivableRow<'callflows'>): Callflow {
  return { ...row, actions: JSON.parse(row.actions) as CallflowAction[] }
}

function noSuchCallflow(id: string): AppError {
  return new AppError('not_found', `There is no callflow with the id ${id}.`)
}

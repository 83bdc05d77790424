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
import type { Agent, AgentSettings, AgentUpdate, Playbook } from './agent.ts'

/** By id, archived ones only when asked for; one row more than asked for. */
export async function listAgents(
  db: Db,
  accountId: string,
  filter: { isArchived?: boolean | undefined },
  page: PageRequest,
): Promise<Agent[]> {
  const rows = await listRows(db.kysely, 'agents', accountId, filter, page)
  return rows.map(toAgent)
}

/** The agent; when asked for, locked against other changes until the transaction ends. */
export async function getAgent(
  db: Kysely<Tables>,
  accountId: string,
  id: string,
  lock?: 'forChange',
): Promise<Agent> {
  const agent = await findAgent(db, accountId, id, lock)
  if (agent === undefined) throw noSuchAgent(id)
  return agent
}

/** The agent, archived or not: its calls may still go on. */
export async function findAgent(
  db: Kysely<Tables>,
  accountId: string,
  id: string,
  lock?: 'forChange',
): Promise<Agent | undefined> {
  const row = await findRow(db, 'agents', accountId, id, lock)
  return row === undefined ? undefined : toAgent(row)
}

/** Makes an agent, or brings one back that was archived. */
export async function createAgent(
  db: Db,
  actor: Actor,
  { id = newId(), ...settings }: AgentSettings & { id?: string | undefined },
): Promise<Agent> {
  return db.kysely.transaction().execute(async (tx) => {
    const columns = { ...settings, playbooks: textOf(settings.playbooks) }
    const row = await tx
      .insertInto('agents')
      .values({ id, accountId: actor.accountId, ...columns })
      .onConflict((conflict) =>
        conflict
          .columns(['accountId', 'id'])
          .doUpdateSet({ ...columns, ...revived })
          .where('agents.archivedAt', 'is not', null),
      )
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) {
      const fields = [{ path: 'id', message: 'is the id of another agent' }]
      throw new AppError('invalid_request', 'The agent was not created.', { fields })
    }
    await noteOwnersChange(tx, actor.accountId)
    await audit(tx, actor, 'agent.created', id)
    return toAgent(row)
  })
}

export async function updateAgent(db: Db, actor: Actor, id: string, input: AgentUpdate): Promise<Agent> {
  return db.kysely.transaction().execute(async (tx) => {
    // Only what is given, or two changes at a time could undo each other.
    const { playbooks, ...rest } = defined(input)
    const changed = { ...rest, ...(playbooks === undefined ? {} : { playbooks: textOf(playbooks) }) }
    const row = await changeRow(tx, 'agents', actor.accountId, id, changed)
    if (row === undefined) {
      await getAgent(tx, actor.accountId, id)
      throw new AppError('conflict', 'The agent is archived.')
    }
    await noteOwnersChange(tx, actor.accountId)
    await audit(tx, actor, 'agent.updated', id)
    return toAgent(row)
  })
}

/** Puts an agent away. What it was stays, because old calls name it. */
export async function archiveAgent(db: Db, actor: Actor, id: string): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    const isArchived = await archiveRow(tx, 'agents', actor.accountId, id)
    if (!isArchived) throw noSuchAgent(id)
    await noteOwnersChange(tx, actor.accountId)
    await audit(tx, actor, 'agent.archived', id)
  })
}

/** All agents of an account, archived ones too, for ingest: their calls may still go on. */
export async function loadAgents(db: Db, accountId: string): Promise<Agent[]> {
  const rows = await db.kysely.selectFrom('agents').selectAll().where('accountId', '=', accountId).execute()
  return rows.map(toAgent)
}

function textOf(playbooks: AgentSettings['playbooks']): string {
  return JSON.stringify(playbooks.map((book): Playbook => ({ ...book, id: book.id ?? newId() })))
}

function toAgent({ accountId: _, ...row }: ArchivableRow<'agents'>): Agent {
  return { ...row, playbooks: JSON.parse(row.playbooks) as Playbook[] }
}

function noSuchAgent(id: string): AppError {
  return new AppError('not_found', `There is no agent with the id ${id}.`)
}

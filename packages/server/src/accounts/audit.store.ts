import type { Kysely } from 'kysely'
import { newId } from '../lib/ids.ts'
import type { Tables } from '../lib/tables.ts'
import type { Actor } from './actor.ts'

/** Notes who changed what; call it with the transaction of the change itself, so that neither exists alone. */
export async function audit(
  tx: Kysely<Tables>,
  actor: Actor,
  action: string,
  subjectId: string,
): Promise<void> {
  await tx
    .insertInto('auditEntries')
    .values({
      id: newId(),
      accountId: actor.accountId,
      actorKind: actor.by.kind,
      actorId: actor.by.kind === 'system' ? null : actor.by.id,
      ipAddress: actor.ipAddress,
      action,
      subjectId,
    })
    .execute()
}

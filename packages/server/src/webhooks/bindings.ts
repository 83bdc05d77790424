import type { Kysely } from 'kysely'
import { AppError, type FieldError } from '../lib/errors.ts'
import type { Tables } from '../lib/tables.ts'
import { loadBindables } from './bindings.store.ts'
import type { Binding } from './webhook.ts'

/**
 * What is wrong with the ids of a binding. Ids in `boundIds` were bound before and are left alone; an id nobody created
 * here may still be the one a source uses for its own.
 */
export async function checkBoundIds(
  tx: Kysely<Tables>,
  accountId: string,
  binding: Binding,
  boundIds: readonly string[],
): Promise<FieldError[]> {
  const known = new Map((await loadBindables(tx, accountId, binding)).map((entry) => [entry.id, entry]))
  return binding.ids.flatMap((id, index): FieldError[] => {
    const path = `binding.ids[${index}]`
    if (binding.ids.indexOf(id) !== index) return [{ path, message: `${id} is listed twice.` }]
    if (boundIds.includes(id)) return []
    const found = known.get(id)
    return found?.isArchived === true
      ? [{ path, message: `The ${binding.kind} “${found.name}” is archived.` }]
      : []
  })
}

/** Why a webhook cannot be deleted: what hangs on it, by kind and name. */
export function inUse(users: readonly { kind: string; name: string }[]): AppError {
  const shown = users.slice(0, 5).map(({ kind, name }) => `the ${kind} “${name}”`)
  const more = users.length > shown.length ? ` and ${users.length - shown.length} more` : ''
  const detail = `The webhook is in use by ${shown.join(', ')}${more}. Take it off there first.`
  return new AppError('conflict', detail)
}

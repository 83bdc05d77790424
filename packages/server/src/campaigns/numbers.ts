import { z } from 'zod'
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError, type FieldError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { Campaign } from './campaign.ts'
import { getCampaign } from './campaigns.store.ts'
import { deleteNumber, insertNumbers, lockNumbers, type NewNumber } from './numbers.store.ts'
import { parseNumber } from './phone-number.ts'

/** The body that adds numbers. */
export const newNumbersSchema = z.strictObject({
  numbers: z
    .array(
      z.strictObject({
        number: z.string().max(100),
        variables: z
          .record(z.string().max(200), z.string().max(10_000))
          .default({})
          .meta({ description: 'By the campaign’s variable names; those left out are empty.' }),
      }),
    )
    .min(1)
    .max(1_000),
})
export type NewNumbers = z.output<typeof newNumbersSchema>

/** Refuses changes of numbers where the campaign does not allow them any more. */
export function checkNumbersOpen(campaign: Campaign): void {
  const { status, type } = campaign
  if (campaign.archivedAt !== null) throw new AppError('conflict', 'The campaign is archived.')
  if (status === 'canceled' || status === 'finished')
    throw new AppError('conflict', `The campaign is ${status}: its numbers stay as they are.`)
  if (type === 'static' && status !== 'draft') {
    const detail = `A static campaign’s numbers are fixed once it was activated; this one is ${status}.`
    throw new AppError('conflict', detail)
  }
}

/** Adds all numbers or, when one is wrong, none. Numbers the campaign has already, or given twice, count as duplicates. */
export async function addNumbers(
  db: Db,
  actor: Actor,
  campaignId: string,
  { numbers }: NewNumbers,
): Promise<{ ids: string[]; added: number; duplicates: number }> {
  return db.kysely.transaction().execute(async (tx) => {
    await lockNumbers(tx, actor.accountId, campaignId)
    const campaign = await getCampaign(tx, actor.accountId, campaignId, 'forChange')
    checkNumbersOpen(campaign)
    const fields: FieldError[] = []
    const parsed = numbers.flatMap((entry, index): NewNumber[] => {
      const path = `numbers[${index}]`
      const result = parseNumber(entry.number)
      if (!result.ok) fields.push({ path: `${path}.number`, message: result.reason })
      fields.push(...unknownNames(entry.variables, campaign.varNames, path))
      const varValues = campaign.varNames.map((name) => entry.variables[name] ?? '')
      return result.ok ? [{ id: newId(), number: result.number, varValues }] : []
    })
    if (fields.length > 0) throw new AppError('invalid_request', 'No number was added.', { fields })
    const present = await insertNumbers(tx, actor.accountId, campaignId, parsed)
    await audit(tx, actor, 'campaign.numbersAdded', campaignId)
    const ids = parsed.flatMap(({ id }) => (present.has(id) ? [] : [id]))
    return { ids, added: ids.length, duplicates: numbers.length - ids.length }
  })
}

/** Takes one number out. */
export async function removeNumber(db: Db, actor: Actor, campaignId: string, id: string): Promise<void> {
  await db.kysely.transaction().execute(async (tx) => {
    checkNumbersOpen(await getCampaign(tx, actor.accountId, campaignId, 'forChange'))
    if (!(await deleteNumber(tx, actor.accountId, campaignId, id)))
      throw new AppError('not_found', `The campaign has no number with the id ${id}.`)
    await audit(tx, actor, 'campaign.numberRemoved', id)
  })
}

function unknownNames(
  variables: Record<string, string>,
  names: readonly string[],
  path: string,
): FieldError[] {
  return Object.keys(variables)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: `${path}.variables[${JSON.stringify(name)}]`,
      message: 'is no variable of the campaign',
    }))
}

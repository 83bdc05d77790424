import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { systemActor } from '../accounts/actor.ts'
import { newAgentSchema } from './agent.ts'
import { archiveAgent, createAgent, updateAgent } from './agents.store.ts'

const { db, accountId } = await createTestDatabase()
const actor = systemActor(accountId)

it('comes back with its new settings when an archived one is made again', async () => {
  const settings = { id: 'desk', ...newAgentSchema.parse({ name: 'Desk' }) }
  await createAgent(db, actor, settings)
  const again = { ...settings, name: 'Night desk', hasSummary: false }
  await expect(createAgent(db, actor, again)).rejects.toMatchObject({ fields: [{ path: 'id' }] })
  await archiveAgent(db, actor, 'desk')
  expect(await createAgent(db, actor, again)).toMatchObject({ ...again, archivedAt: null })
})

it('changes only what is given, so that two changes at a time do not undo each other', async () => {
  const { id } = await createAgent(db, actor, newAgentSchema.parse({ name: 'Desk' }))
  const renaming = await db.transaction(async (tx) => {
    await tx.query('update agents set stores_transcripts = false where id = $1', [id])
    const update = updateAgent(db, actor, id, { name: 'Night desk' })
    await tx.query('select pg_sleep(0.2)')
    return { update }
  })
  expect(await renaming.update).toMatchObject({ name: 'Night desk', storesTranscripts: false })
})

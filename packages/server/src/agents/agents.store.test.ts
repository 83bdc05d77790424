import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { systemActor } from '../accounts/actor.ts'
import { newAgentSchema } from './agent.ts'
import { createAgent, updateAgent } from './agents.store.ts'

const { db, accountId } = await createTestDatabase()

it('changes only what is given, so that two changes at a time do not undo each other', async () => {
  const actor = systemActor(accountId)
  const { id } = await createAgent(db, actor, newAgentSchema.parse({ name: 'Desk' }))
  const renaming = await db.transaction(async (tx) => {
    await tx.query('update agents set stores_transcripts = false where id = $1', [id])
    const update = updateAgent(db, actor, id, { name: 'Night desk' })
    await tx.query('select pg_sleep(0.2)')
    return { update }
  })
  expect(await renaming.update).toMatchObject({ name: 'Night desk', storesTranscripts: false })
})

import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { systemActor } from '../accounts/actor.ts'
import { newChannelSchema } from './channel.ts'
import { archiveChannel, createChannel } from './channels.store.ts'

const { db, accountId } = await createTestDatabase()
const actor = systemActor(accountId)

it('comes back with its new settings when an archived one is made again', async () => {
  const settings = { id: 'desk', ...newChannelSchema.parse({ name: 'Desk' }) }
  await createChannel(db, actor, settings)
  const members = [{ id: 'w2', accountId: null, firstName: 'Noor', lastName: 'Albers' }]
  const again = { ...settings, isPrivate: true, members }
  await expect(createChannel(db, actor, again)).rejects.toMatchObject({ fields: [{ path: 'id' }] })
  await archiveChannel(db, actor, 'desk')
  expect(await createChannel(db, actor, again)).toMatchObject({ ...again, archivedAt: null })
})

import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { webhookDeps } from '../../testing/ingest.ts'
import { systemActor } from '../accounts/actor.ts'
import { dialects } from '../dialects/registry.ts'
import { savePanel } from './panel.ts'
import { updateWebhook } from './webhooks.ts'

const database = await createTestDatabase()
const deps = webhookDeps(database)
const actor = systemActor(database.accountId)

const save = async (events: string[]) => {
  const input = { enabled: true, url: 'https://crm.example/', headers: {}, events }
  return savePanel(deps, actor, input, dialects.salpre.eventNames)
}

it.each(['offhook', 'sipgate'] as const)(
  'saving the panel brings its webhook back from the dialect %s to its own',
  async (dialect) => {
    const { id } = await save(['call_ended'])
    await updateWebhook(deps, actor, id, { dialect })
    expect(await save(['call_ended', 'error'])).toMatchObject({
      ...{ id, dialect: 'salpre', success: '200', eventTypes: ['call.ended', 'call.error'] },
    })
  },
)

import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { webhookDeps } from '../../testing/ingest.ts'
import { systemActor } from '../accounts/actor.ts'
import { newAgentSchema } from '../agents/agent.ts'
import { createAgent } from '../agents/agents.store.ts'
import { getAgentWebhooks, putAgentWebhooks } from './agent-webhooks.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const deps = webhookDeps(database)
const actor = systemActor(accountId)

it('an agent’s list that is saved several times at once is there once', async () => {
  const { id } = await createAgent(db, actor, newAgentSchema.parse({ name: 'Ada' }))
  const list = { webhooks: [{ url: 'https://a.example/' }, { url: 'https://b.example/' }] }
  const saved = await Promise.all([1, 2, 3, 4].map(() => putAgentWebhooks(deps, actor, id, list)))
  expect(saved).toEqual([list, list, list, list])
  expect(await getAgentWebhooks(deps, actor, id)).toEqual(list)
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { webhookDeps } from '../../testing/ingest.ts'
import { systemActor } from '../accounts/actor.ts'
import { newAgentSchema } from '../agents/agent.ts'
import { createAgent } from '../agents/agents.store.ts'
import { createWebhook, listWebhooks } from './webhooks.ts'
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

describe('webhooks of an agent with one URL', () => {
  const url = 'https://twice.example/'

  /** An agent with one webhook in its list, and another one with the same URL that was made elsewhere. */
  async function createTwins(): Promise<string> {
    const { id } = await createAgent(db, actor, newAgentSchema.parse({ name: 'Twins' }))
    await putAgentWebhooks(deps, actor, id, { webhooks: [{ url, timeout: 5_000 }] })
    const binding = { kind: 'agent' as const, ids: [id] }
    await createWebhook(deps, actor, { url, dialect: 'sipgate', timeoutMs: 7_000, binding })
    return id
  }
  const idsOf = async (agentId: string) =>
    (await listWebhooks(deps, accountId, { limit: 100 })).data
      .filter(({ binding }) => binding.ids.includes(agentId))
      .map(({ id }) => id)

  it('are saved as they are listed, and stay the webhooks that they were', async () => {
    const id = await createTwins()
    const ids = await idsOf(id)
    const list = await getAgentWebhooks(deps, actor, id)
    expect(list.webhooks.map(({ timeout }) => timeout)).toEqual([5_000, 7_000])
    expect(await putAgentWebhooks(deps, actor, id, list)).toEqual(list)
    expect(await idsOf(id)).toEqual(ids)
  })

  it('all go with the list', async () => {
    const id = await createTwins()
    expect(await putAgentWebhooks(deps, actor, id, { webhooks: [] })).toEqual({ webhooks: [] })
    expect(await idsOf(id)).toEqual([])
  })

  it('do not become more', async () => {
    const id = await createTwins()
    const { webhooks } = await getAgentWebhooks(deps, actor, id)
    await expect(
      putAgentWebhooks(deps, actor, id, { webhooks: [...webhooks, { url }] }),
    ).rejects.toMatchObject({ fields: [{ path: 'webhooks[2].url' }] })
  })
})

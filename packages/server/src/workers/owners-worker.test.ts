import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent, createTestIngest } from '../../testing/ingest.ts'
import { systemActor } from '../accounts/actor.ts'
import { newAgentSchema } from '../agents/agent.ts'
import { createAgent } from '../agents/agents.store.ts'
import { dialects } from '../dialects/registry.ts'
import type { PostedEvent } from '../events/posted-event.ts'
import { systemClock } from '../lib/clock.ts'
import { createLog } from '../lib/log.ts'
import { tick } from './owners-worker.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const ingest = createTestIngest(database)
const deps = { db, ingest, clock: systemClock, log: createLog('silent'), dialects }

it('leaves transcripts to remove for the next round, so that many cannot hold up all the rest', async () => {
  await db.pool.query(
    `insert into transcript_removals (account_id, call_id, due_at)
     select $1, 'call ' || n, now() from generate_series(1, 300) n`,
    [accountId],
  )
  const left = async () => (await db.pool.query('select from transcript_removals')).rowCount
  await tick(deps)
  expect(await left()).toBe(100)
  await tick(deps)
  expect(await left()).toBe(0)
})

describe('call logs', async () => {
  const agent = newAgentSchema.parse({ name: 'Ada', logDelaySeconds: 0 })
  const { id: agentId } = await createAgent(db, systemActor(accountId), agent)
  const call = { agentId }
  const accept = (...events: PostedEvent[]) => ingest.accept({ accountId, events, isBatch: true })
  const logged = async (prefix: string) =>
    (
      await db.pool.query<{ id: string }>(
        `select call_id as id from events where type = 'call.logged' and call_id like $1 order by 1`,
        [`${prefix}%`],
      )
    ).rows.map(({ id }) => id)
  const unsettled = async (prefix: string) =>
    (
      await db.pool.query('select from calls where unsettled_since is not null and id like $1', [
        `${prefix}%`,
      ])
    ).rowCount

  it('that are due are made as many at a time as a round takes, and it says whether there are more', async () => {
    const ids = Array.from({ length: 201 }, (_, index) => `due-${index}`)
    await accept(...ids.map((id) => callEvent('call.ended', id, { call })))
    expect(await tick(deps)).toBe(true)
    expect(await logged('due-')).toHaveLength(200)
    expect(await tick(deps)).toBe(false)
    expect(await logged('due-')).toHaveLength(201)
  })

  it('are done with once they are made', async () => {
    await accept(callEvent('call.ended', 'once', { call }))
    expect(await unsettled('once')).toBe(1)
    await tick(deps)
    expect(await logged('once')).toEqual(['once'])
    expect(await unsettled('once')).toBe(0)
  })

  it('are left to the process that makes them, and nobody waits for it', async () => {
    await accept(callEvent('call.ended', 'shared-1', { call }), callEvent('call.ended', 'shared-2', { call }))
    await db.transaction(async (tx) => {
      await tx.query(`select from calls where id = 'shared-1' for update`)
      await tick(deps)
      expect(await logged('shared-')).toEqual(['shared-2'])
    })
    await tick(deps)
    expect(await logged('shared-')).toEqual(['shared-1', 'shared-2'])
  })

  it('wait for the end of the call, and are given up after a day without one', async () => {
    await accept(callEvent('call.initiated', 'endless', { call }))
    await tick(deps)
    expect(await unsettled('endless')).toBe(1)
    await db.pool.query(
      `update calls set unsettled_since = unsettled_since - interval '25 hours' where id = 'endless'`,
    )
    await tick(deps)
    expect(await unsettled('endless')).toBe(0)
    expect(await logged('endless')).toEqual([])
  })

  it('posted complete leave nothing to do, unless they are the first to name the agent', async () => {
    const line = { data: { speaker: 'ai', text: 'Hello' } }
    await accept(callEvent('call.logged', 'posted', { call }))
    expect(await unsettled('posted')).toBe(0)
    await accept(callEvent('call.transcript', 'found', line), callEvent('call.logged', 'found', { call }))
    expect(await unsettled('found')).toBe(1)
  })
})

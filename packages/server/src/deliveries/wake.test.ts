import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { startOffhook } from '../../testing/offhook.ts'
import { startReceiver, until } from '../../testing/receiver.ts'
import { channelOf, createWakeUp, workKinds, type WorkKind } from './wake.ts'

const database = await createTestDatabase()
const { db, url } = database

/** What other workers hear, and `mark` once all that was told before that has come. */
async function listen() {
  const client = new pg.Client({ connectionString: url })
  const heard: { channel: string; payload: string }[] = []
  client.on('notification', ({ channel, payload = '' }) => heard.push({ channel, payload }))
  await client.connect()
  onTestFinished(() => client.end())
  for (const channel of [...workKinds.map(channelOf), 'mark']) await client.query(`listen ${channel}`)
  return heard
}

const mark = { channel: 'mark', payload: '' }

const neverFails = (error: Error) => {
  throw error
}

describe('who is told of new deliveries', () => {
  it('is everybody, where this process has no worker', async () => {
    const heard = await listen()
    const wake = createWakeUp(db, {}, neverFails)
    wake([
      { webhookId: 'a', kind: 'deliveries' },
      { webhookId: 'b', kind: 'deliveries' },
      { webhookId: 'a', kind: 'deliveries' },
      { webhookId: 'a', kind: 'retries' },
      { webhookId: 'c', kind: 'tests' },
    ])
    await until(() => heard.length === 3)
    expect(heard).toEqual([
      { channel: channelOf('deliveries'), payload: 'a,b' },
      { channel: channelOf('tests'), payload: 'c' },
      { channel: channelOf('retries'), payload: 'a' },
    ])
  })

  it("is this process's worker first, and others of what is not its own", async () => {
    const heard = await listen()
    const taken: [readonly string[], WorkKind][] = []
    const own = {
      take: (ids: readonly string[], kind: WorkKind) => {
        taken.push([ids, kind])
        return ids.filter((id) => id !== 'mine')
      },
    }
    const wake = createWakeUp(db, own, neverFails)
    wake([
      { webhookId: 'mine', kind: 'deliveries' },
      { webhookId: 'theirs', kind: 'deliveries' },
    ])
    wake([{ webhookId: 'mine', kind: 'tests' }])
    expect(taken).toEqual([
      [['mine', 'theirs'], 'deliveries'],
      [['mine'], 'tests'],
    ])
    await until(() => heard.length > 0)
    expect(heard).toEqual([{ channel: channelOf('deliveries'), payload: 'theirs' }])
  })

  it('is nobody else in an Offhook of one process', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    await offhook.call('POST', '/v1/webhooks', { url: receiver.url })
    const post = async (id: string) => {
      const event = { type: 'call.initiated', occurredAt: '2026-04-08T09:00:00Z', call: { id } }
      expect((await offhook.call('POST', '/v1/events', event)).status).toBe(202)
    }
    // What comes before the worker has its shards is told to all.
    await post('first')
    await receiver.waitFor(1)
    const heard = await listen()
    await post('second')
    await receiver.waitFor(2)
    await db.pool.query('notify mark')
    await until(() => heard.length > 0)
    expect(heard).toEqual([mark])
  })
})

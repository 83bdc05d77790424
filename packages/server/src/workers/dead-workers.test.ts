import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import {
  ownIdentity,
  processStartOf,
  type ProcessIdentity,
} from '../lib/embedded-postgres/process-identity.ts'
import { newId } from '../lib/ids.ts'
import { createLog } from '../lib/log.ts'
import { endDeadLeases } from './dead-workers.ts'
import { insertWorker, readShards, takeShards } from './lease.store.ts'

const { db } = await createTestDatabase()
const log = createLog('silent')

/** A process that does nothing until it is killed. */
async function startIdle() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)'], { stdio: 'ignore' })
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  const kill = async () => {
    const ended = once(child, 'exit')
    if (child.kill('SIGKILL')) await ended
  }
  onTestFinished(kill)
  const { place } = await ownIdentity()
  return { identity: { pid, processStart: (await processStartOf(pid)) ?? '', place }, kill }
}

async function addWorker(shard: number, identity: ProcessIdentity | null): Promise<string> {
  const id = newId()
  await insertWorker(db, id, 'test', identity)
  await takeShards(db, id, [shard])
  return id
}

describe('when Offhook starts on its own database', () => {
  it('the leases of killed processes end, their shards are free, and all others stay', async () => {
    const [killed, living] = [await startIdle(), await startIdle()]
    const dead = await addWorker(1, killed.identity)
    // Its pid was given to another process since, or it was one of another boot, machine or container.
    const replaced = await addWorker(2, { ...living.identity, processStart: '1' })
    const kept = [
      await addWorker(3, living.identity),
      await addWorker(4, { ...killed.identity, place: 'elsewhere' }),
      await addWorker(5, { ...killed.identity, processStart: '' }),
      await addWorker(6, null),
    ]
    await endDeadLeases(db, log)
    const ownerOf = async (shard: number) => (await readShards(db)).owners.get(shard)
    expect(await ownerOf(1)).toBe(dead)
    await killed.kill()
    await endDeadLeases(db, log)
    expect([await ownerOf(1), await ownerOf(2)]).toEqual([null, null])
    expect(await Promise.all([3, 4, 5, 6].map(ownerOf))).toEqual(kept)
    const { rows } = await db.pool.query<{ id: string }>('select id from workers order by id')
    expect(rows.map(({ id }) => id)).toEqual(kept)
    expect(rows.map(({ id }) => id)).not.toContain(replaced)
  })
})

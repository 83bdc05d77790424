import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { startOffhook } from '../../testing/offhook.ts'
import { until } from '../../testing/receiver.ts'
import { createLive, type Listener } from './live.ts'

const database = await createTestDatabase()

/** Live views over marks that are others at each look. */
function watched() {
  let looks = 0
  const readMarks = async () => {
    looks += 1
    return { events: `${looks}`, deliveries: '', calls: '' }
  }
  const live = createLive({ readMarks, onError: () => undefined, everyMs: 1 })
  onTestFinished(live.stop)
  return live
}

function listener(): Listener & { changes: number; ends: number } {
  const heard = { changes: 0, ends: 0 }
  return Object.assign(heard, {
    onChange: () => void (heard.changes += 1),
    onEnd: () => void (heard.ends += 1),
  })
}

describe('a live view', () => {
  it('ignored twice takes nothing from one that came between', async () => {
    const live = watched()
    const [left, stays] = [listener(), listener()]
    const ignore = live.listen('a', left)
    ignore()
    live.listen('a', stays)
    ignore()
    await until(() => stays.changes > 2)
    live.stop()
    expect([left.ends, stays.ends]).toEqual([0, 1])
  })

  it('that begins after the stop is ended at once', () => {
    const live = watched()
    live.stop()
    const late = listener()
    live.listen('a', late)()
    expect(late).toMatchObject({ changes: 0, ends: 1 })
  })
})

describe('a stop', () => {
  it('ends a stream whose key was still being checked, in its own time', async () => {
    const { url, key, app, addAccount } = await startOffhook(database, { OFFHOOK_ROLE: 'api' })
    const other = await addAccount()
    const open = async (bearer: string) =>
      fetch(`${url}/v1/stream`, { headers: { authorization: `Bearer ${bearer}` } })
    const first = await open(key)
    const lock = await database.db.pool.connect()
    onTestFinished(() => lock.release())
    await lock.query('begin; lock table api_keys')
    const late = open(other.key)
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await until(async () => (await database.db.pool.query(waiting)).rowCount === 1)
    const stopped = app.stop()
    expect(await first.text()).toContain('retry: ')
    await lock.query('commit')
    expect(await (await late).text()).toContain('retry: ')
    await stopped
  })
})

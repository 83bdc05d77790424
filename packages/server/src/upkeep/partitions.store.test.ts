import { beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { createTestIngest, callEvent } from '../../testing/ingest.ts'
import { firstIdAt, newId } from '../lib/ids.ts'
import { createLog } from '../lib/log.ts'
import { dayAt } from './partitions.ts'
import { dailyTables, dropOldPartitions, ensurePartitions, summarizeDays } from './partitions.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const { accept } = createTestIngest(database)

const lines: string[] = []
const log = createLog('info', { write: (line) => void lines.push(line) })

async function partitionsOf(table: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1`,
    [table],
  )
  return rows.map(({ name }) => name)
}

async function databaseDay(offset: number) {
  const { rows } = await db.pool.query<{ now: Date }>('select now() as now')
  return dayAt(rows[0]?.now.getTime() ?? 0, offset)
}

const logged = () => lines.map((line) => JSON.parse(line) as unknown)

/** Reads the attempts, as a dump of the database does, for as long as `during` takes. */
async function whileRead(during: () => Promise<void>): Promise<void> {
  await db.transaction(async (reader) => {
    await reader.query('select from attempts limit 1')
    await during()
  })
}

beforeEach(() => void lines.splice(0))

describe('ensurePartitions', () => {
  it('makes today and the coming week by the clock of the database', async () => {
    const today = await databaseDay(0)
    const inAWeek = await databaseDay(7)
    for (const table of dailyTables) {
      const names = await partitionsOf(table)
      expect(names).toContain(`${table}_p${today.name}`)
      expect(names).toContain(`${table}_p${inAWeek.name}`)
    }
  })

  it('makes days once, beside processes that do so too and those that write other days', async () => {
    const day = await databaseDay(-1)
    await db.transaction(async (writer) => {
      const text = `insert into payloads (id, account_id, event_id, dialect, body) values ($1, $2, $1, 'offhook', '')`
      await writer.query(text, [newId(), accountId])
      await Promise.all(Array.from({ length: 3 }, async () => ensurePartitions(db, log, 1)))
    })
    for (const table of dailyTables) expect(await partitionsOf(table)).toContain(`${table}_p${day.name}`)
    expect(logged()).toEqual([])
  })

  it('leaves a day to the default partition that has rows of it already, says so, and makes the others', async () => {
    const [blocked, free] = [await databaseDay(-2), await databaseDay(-3)]
    const id = firstIdAt(blocked.fromMs).replace('-0000-0000-', '-7000-8000-')
    await accept({ accountId, events: [callEvent('call.ringing', 'old', { id })] })
    await ensurePartitions(db, log, 3)
    const names = await partitionsOf('events')
    expect(names).toContain(`events_p${free.name}`)
    expect(names).not.toContain(`events_p${blocked.name}`)
    expect(logged()).toMatchObject([
      { table: 'events', day: blocked.name, msg: 'partitions.servedByDefault' },
    ])
  })

  it('leaves a table for later that is read for long, and holds nobody up meanwhile', async () => {
    const [first, last] = [await databaseDay(-6), await databaseDay(-4)]
    await whileRead(async () => {
      const made = ensurePartitions(db, log, 6)
      await db.pool.query('select from attempts limit 1')
      await made
    })
    expect(await partitionsOf('events')).toContain(`events_p${last.name}`)
    expect(await partitionsOf('attempts')).not.toContain(`attempts_p${last.name}`)
    expect(logged()).toContainEqual(
      expect.objectContaining({ table: 'attempts', day: first.name, msg: 'partitions.inUse' }),
    )
    await ensurePartitions(db, log, 6)
    expect(await partitionsOf('attempts')).toContain(`attempts_p${last.name}`)
  })
})

describe('dropOldPartitions', () => {
  it('drops the days that retention has passed, and nothing else, once nobody reads them', async () => {
    await ensurePartitions(db, log, 40)
    lines.splice(0)
    const [kept, old] = [await databaseDay(-30), await databaseDay(-32)]
    await whileRead(async () => {
      const { dropped } = await dropOldPartitions(db, log)
      expect(dropped).toContain(`events_p${old.name}`)
      expect(dropped).not.toContain(`attempts_p${old.name}`)
    })
    expect(logged()).toContainEqual(
      expect.objectContaining({
        partition: expect.stringMatching(/^attempts_p/) as string,
        msg: 'retention.inUse',
      }),
    )
    const { dropped, isInUse } = await dropOldPartitions(db, log)
    expect(dropped).toContain(`attempts_p${old.name}`)
    expect(isInUse).toBe(false)
    expect(await partitionsOf('attempts')).toContain(`attempts_p${kept.name}`)
    expect(await partitionsOf('attempts')).not.toContain(`attempts_p${old.name}`)
    expect((await dropOldPartitions(db, log)).dropped).toEqual([])
  })
})

describe('summarizeDays', () => {
  it('has indexes of times know all pages of days that are over', async () => {
    await ensurePartitions(db, log, 1)
    const [today, yesterday] = [await databaseDay(0), await databaseDay(-1)]
    // Enough to begin a second range, which is only known when it is full.
    for (const { fromMs } of [today, yesterday]) {
      await db.pool.query(
        `insert into attempts (delivery_id, number, account_id, webhook_id, started_at, url, request_headers, outcome,
                               is_success, total_ms)
         select $1, number, $2, $2, now(), repeat('x', 1500), '', 'responded', true, 1
           from generate_series(1, 3000) number`,
        [firstIdAt(fromMs), accountId],
      )
    }
    await summarizeDays(db)
    const unknownOf = async (day: string) => {
      const { rows } = await db.pool.query<{ ranges: number }>(
        `select brin_summarize_new_values($1::regclass) as ranges`,
        [`attempts_p${day}_started_at_idx`],
      )
      return rows[0]?.ranges
    }
    expect([await unknownOf(yesterday.name), await unknownOf(today.name)]).toEqual([0, 1])
  })
})

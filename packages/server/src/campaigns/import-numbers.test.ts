import { describe, expect, it } from 'vitest'
import { systemActor } from '../accounts/actor.ts'
import { openDb } from '../lib/db.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { until } from '../../testing/receiver.ts'
import { importNumbers } from './import-numbers.ts'

const { db, url, accountId } = await createTestDatabase()

async function draft(varNames: readonly string[]): Promise<string> {
  const id = crypto.randomUUID()
  await db.pool.query(
    `with p as (insert into phone_systems (account_id, id, name, extensions) values ($1, $2, 'P', '[]') returning id)
     insert into campaigns (account_id, id, name, status, type, dialer_mode, phone_system_id, extension_id, start_date,
       end_date, time_zone_id, starts_at, ends_at, var_names, max_attempts, retry_delay_minutes)
     select $1, $2, 'C', 'draft', 'static', 'power', p.id, 'x', '2026-01-01', '2026-01-02', 'UTC', now(), now(), $3, 1, 1
       from p`,
    [accountId, id, varNames],
  )
  return id
}

const upload = (campaignId: string, chunks: AsyncIterable<Buffer>) =>
  importNumbers(db, systemActor(accountId), campaignId, { bytes: chunks, numberColumn: undefined })

const uploadText = async (campaignId: string, ...parts: (string | Buffer)[]) =>
  upload(
    campaignId,
    (async function* () {
      for (const part of parts) yield Buffer.from(part)
    })(),
  )

async function numbersOf(campaignId: string) {
  const { rows } = await db.pool.query<{ number: string; varValues: string[] }>(
    `select number, var_values as "varValues" from campaign_numbers where campaign_id = $1 order by id`,
    [campaignId],
  )
  return rows.map(({ number, varValues }) => [number, ...varValues])
}

/** Waits until a value has stayed the same for a hundred turns of the event loop. */
async function settled(read: () => number): Promise<number> {
  let last = read()
  for (let same = 0; same < 100; same += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (read() !== last) same = 0
    last = read()
  }
  return last
}

describe('an upload of numbers', () => {
  it.each([
    ['many small rows', 1, 20, 0.5],
    // Two batches, each one huge row more than its limit, and a huge row in the parser.
    ['few huge rows', 90, 9_000, 4],
  ])('of %s is not read further while the database is held up', async (_, columns, length, mib) => {
    const names = Array.from({ length: columns }, (_name, index) => `v${index}`)
    const campaignId = await draft(names)
    const values = names.map(() => 'x'.repeat(length)).join(',')
    const chunkBytes = 65_536
    const totalBytes = 16 * 1_048_576
    let isChecked = false
    let pulled = 0
    let rows = 0
    async function* file() {
      let text = `number,${names.join(',')}\n`
      while (pulled < totalBytes && !isChecked) {
        while (text.length < chunkBytes) text += `+4930${10_000_000 + rows++},${values}\n`
        pulled += chunkBytes
        yield Buffer.from(text.slice(0, chunkBytes))
        text = text.slice(chunkBytes)
      }
      yield Buffer.from(text)
    }
    const holder = await db.pool.connect()
    await holder.query('begin')
    await holder.query('lock table campaign_numbers in share mode')
    const uploading = upload(campaignId, file())
    await until(async () => {
      const waiting = await db.pool.query(`select from pg_locks where not granted and relation is not null`)
      return waiting.rowCount === 1
    })
    const held = await settled(() => pulled)
    isChecked = true
    await holder.query('commit')
    holder.release()
    expect(held).toBeLessThan(mib * 1_048_576)
    expect(await uploading).toMatchObject({ status: 'completed', added: rows, rowsRead: rows })
  })

  it('takes line ends as they come, also different ones in a file', async () => {
    const id = await draft(['Name'])
    const text =
      'number;Name\r\n+493023125001;Ada\n+493023125002;Bo\r+493023125003;"Cy\r\nDe"\r\n\n+493023125004;Eli'
    const rows = [
      ['+493023125001', 'Ada'],
      ['+493023125002', 'Bo'],
      ['+493023125003', 'Cy\r\nDe'],
      ['+493023125004', 'Eli'],
    ]
    expect(await uploadText(id, text)).toMatchObject({ rowsRead: 4, added: 4 })
    expect(await numbersOf(id)).toEqual(rows)
    const cut = await draft(['Name'])
    await uploadText(cut, ...text.split(''))
    expect(await numbersOf(cut), 'cut into single characters').toEqual(rows)
  })

  it.each(['utf-16le', 'utf-16be'])('reads %s with its mark, as spreadsheets save it', async (encoding) => {
    const id = await draft(['Name'])
    const bytes = Buffer.from('\ufeffTelefon\tName\r\n+493023125001\tZoë 🙂\r\n', 'utf16le')
    if (encoding === 'utf-16be') bytes.swap16()
    // A cut in the middle of a character.
    await uploadText(id, bytes.subarray(0, 51), bytes.subarray(51))
    expect(await numbersOf(id)).toEqual([['+493023125001', 'Zoë 🙂']])
  })

  it('takes quotation marks and separators where nobody expects them', async () => {
    const id = await draft(['5" pipe', 'Note'])
    const rows = '+493023125001;2" wide;"a;b ""c"""\n+493023125002;;;;;\n;;;;;\n+493023125003\n'
    const result = await uploadText(id, 'number;5" pipe;Note;;\n', rows, '\n'.repeat(100_000))
    expect(result).toMatchObject({ rowsRead: 3, added: 3, refused: 0, ignoredColumns: [] })
    expect(await numbersOf(id)).toEqual([
      ['+493023125001', '2" wide', 'a;b "c"'],
      ['+493023125002', '', ''],
      ['+493023125003', '', ''],
    ])
  })

  it('names rows as a spreadsheet counts them, and numbers that come twice in it', async () => {
    const id = await draft([])
    await uploadText(id, 'number\n+493023125001\n\n+493023125001\nnobody\n')
    const { rows } = await db.pool.query(
      `select row_number, reason, value from refused_rows r join number_imports i on i.id = r.import_id
        where i.campaign_id = $1 order by row_number`,
      [id],
    )
    expect(rows).toEqual([
      { row_number: 4, reason: 'the campaign has this number already', value: '+493023125001' },
      { row_number: 5, reason: 'the number is not a phone number', value: 'nobody' },
    ])
  })

  it('ends at a row that has no end, whatever it is made of', async () => {
    for (const filling of [',', 'x']) {
      const id = await draft(['Name'])
      let pulled = 0
      async function* endless() {
        yield Buffer.from('number,Name\n+493023125001,Ada\n')
        for (; pulled < 64; pulled += 1) yield Buffer.from(filling.repeat(1_048_576))
      }
      await expect(upload(id, endless()), filling).rejects.toThrow('A row is longer than 1 MiB')
      expect(pulled, filling).toBeLessThan(8)
      expect(await numbersOf(id)).toEqual([])
    }
  })

  it('may pause for longer than the database lets a transaction be idle', async () => {
    const id = await draft([])
    const name = new URL(url).pathname.slice(1)
    await db.pool.query(`alter database ${name} set idle_in_transaction_session_timeout = 200`)
    const impatient = openDb({ url, maxConnections: 2, applicationName: 'test' }, () => undefined)
    // Enough for a batch before the pause.
    const rows = Array.from({ length: 1_000 }, (_, index) => `+4930231${String(index).padStart(5, '0')}\n`)
    async function* slow() {
      yield Buffer.from(`number\n${rows.join('')}`)
      await new Promise((resolve) => setTimeout(resolve, 600))
      yield Buffer.from('+493023200000\n')
    }
    const bytes = slow()
    const done = await importNumbers(impatient, systemActor(accountId), id, {
      bytes,
      numberColumn: undefined,
    })
    await impatient.close()
    expect(done).toMatchObject({ status: 'completed', added: 1_001 })
  })
})

import { describe, expect, it } from 'vitest'
import { failLostImports, insertImport } from '../campaigns/imports.store.ts'
import { newId } from '../lib/ids.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { startOffhook } from '../../testing/offhook.ts'
import { beginPost, beginRaw, beginUpload, chunk, makeDraft } from '../../testing/raw-request.ts'
import { until } from '../../testing/receiver.ts'

const database = await createTestDatabase()

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `+49302${String(index).padStart(7, '0')}\n`).join('')

describe('an upload', () => {
  it('keeps its place until its transaction has ended, also when its client has gone', async () => {
    const { url, key, call } = await startOffhook(database, { OFFHOOK_ROLE: 'api' })
    const [one, two, three] = [
      await makeDraft({ call }),
      await makeDraft({ call }),
      await makeDraft({ call }),
    ]
    const third = async () => {
      const answer = await fetch(`${url}/v1/campaigns/${three}/numbers/import`, {
        ...{ method: 'POST', body: 'number\n+493023125001\n' },
        headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
      })
      return answer.status
    }
    await database.db.transaction(async (tx) => {
      await tx.query('lock table campaign_numbers in exclusive mode')
      const uploads = [one, two].map((id) => beginUpload(url, key, id, `number\n${rows(600)}`))
      const waiting = `select 1 from pg_stat_activity
                        where wait_event_type = 'Lock' and query ilike '%into campaign_numbers%'`
      await until(async () => (await database.db.pool.query(waiting)).rowCount === 2)
      for (const upload of uploads) upload.leave()
      // By the last of them the server has long seen that the clients went.
      for (let tries = 0; tries < 20; tries += 1) expect(await third()).toBe(503)
    })
    await until(async () => (await third()) === 200)
  })
})

describe('an upload that runs', () => {
  it('is told from one whose process is gone, however long it takes', async () => {
    const { url, key, call } = await startOffhook(database, { OFFHOOK_ROLE: 'api' })
    const id = await makeDraft({ call })
    const list = async () =>
      (await call<{ data: { id: string; status: string }[] }>('GET', `/v1/campaigns/${id}/imports`)).body.data
    const upload = beginUpload(url, key, id, 'number\n')
    await until(async () => (await list()).length === 1)
    const lost = newId()
    await insertImport(database.db, database.accountId, { id: lost, campaignId: id })
    await failLostImports(database.db)
    expect(await list()).toMatchObject([{ id: lost, status: 'failed' }, { status: 'running' }])
    upload.write(chunk('+493023125042\n') + chunk(''))
    await until(() => upload.answer.startsWith('HTTP/1.1 200 '))
  })
})

describe('an upload that outlasts the patience of a stop', () => {
  it('is answered 503, leaves nothing behind, and says why', async () => {
    const env = { OFFHOOK_ROLE: 'api', OFFHOOK_SHUTDOWN_SECONDS: '1' }
    const { app, url, key, call } = await startOffhook(database, env)
    const id = await makeDraft({ call })
    const read = `select status, added, detail from number_imports where campaign_id = $1`
    const imports = async () => (await database.db.pool.query(read, [id])).rows
    const upload = beginUpload(url, key, id, `number\n${rows(600)}`)
    await until(async () => (await imports()).length === 1)
    const stopped = app.stop()
    await until(() => upload.answer.includes('}'))
    expect(upload.answer).toMatch(/^HTTP\/1.1 503 .*retry-after: 1.*"detail":"Offhook is stopping/s)
    upload.write(chunk(''))
    await stopped
    expect(upload.isClosed).toBe(true)
    expect(await imports()).toEqual([
      { status: 'failed', added: 0, detail: expect.stringContaining('Nothing of it was used') },
    ])
    const count = `select count(*) from campaign_numbers where campaign_id = $1`
    expect((await database.db.pool.query(count, [id])).rows).toEqual([{ count: 0 }])
  })
})

describe('the time that a request may take to come in', () => {
  const requestTimeoutMs = 1_000
  // Enough of it every 50 ms for 500 bytes per second.
  const row = (index: number) => `+49302${String(index).padStart(7, '0')}${' '.repeat(100)}\n`

  it('does not count for a body that keeps the pace, also once it was refused', async () => {
    const env = { OFFHOOK_ROLE: 'api', OFFHOOK_BODY_STALL_SECONDS: '1' }
    const { url, key, call } = await startOffhook(database, env, { requestTimeoutMs })
    const taken = beginUpload(url, key, await makeDraft({ call }), 'number\n')
    const refused = beginUpload(url, key, 'nobody', 'number\n')
    const endAtMs = performance.now() + 4 * requestTimeoutMs
    let sent = 0
    while (performance.now() < endAtMs) {
      for (const upload of [taken, refused]) upload.write(chunk(row(sent)))
      sent += 1
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    for (const upload of [taken, refused]) upload.write(chunk(''))
    await until(() => taken.answer !== '')
    expect(taken.answer).toMatch(/^HTTP\/1.1 200 /)
    expect(taken.answer).toContain(`"added":${sent}`)
    expect(refused.answer).toMatch(/^HTTP\/1.1 404 /)
    expect(refused.isClosed).toBe(false)
    const stalled = beginUpload(url, key, 'nobody', 'number\n')
    await until(() => stalled.isClosed)
    expect(stalled.answer).toMatch(/^HTTP\/1.1 404 /)
  })

  it('ends for a small body and for headers that do not come', async () => {
    const { url, key } = await startOffhook(database, { OFFHOOK_ROLE: 'api' }, { requestTimeoutMs })
    const headers = ['content-type: application/json', 'content-length: 100']
    const stalled = [
      beginPost({ url, key, path: '/v1/events', headers, start: '{' }),
      beginRaw(url, 'POST /v1/events HTTP/1.1\r\nhost: '),
    ]
    await until(() => stalled.every(({ isClosed }) => isClosed))
    for (const { answer } of stalled) {
      expect(answer).toMatch(/^HTTP\/1.1 408 .*"code":"too_slow"/s)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { startOffhook } from '../../testing/offhook.ts'
import { beginUpload, makeDraft } from '../../testing/raw-request.ts'
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

import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { startOffhook } from '../../testing/offhook.ts'
import { until } from '../../testing/receiver.ts'

const database = await createTestDatabase()

describe('/readyz', () => {
  it('answers 503 and names the worker while one of this process is not running', async () => {
    const { call } = await startOffhook(database)
    expect((await call('GET', '/readyz')).status).toBe(200)
    await database.db.pool.query('alter table campaigns rename to hidden')
    await until(async () => (await call('GET', '/readyz')).status === 503)
    await until(async () => {
      const { body } = await call<{ detail: string }>('GET', '/readyz')
      return body.detail === 'The worker owners is not running; the log says why.'
    })
    await database.db.pool.query('alter table hidden rename to campaigns')
    await until(async () => (await call('GET', '/readyz')).status === 200)
  })
})

describe('/metrics', () => {
  it('tells how long the queue is and how far behind, and the totals and figures of HEP', async () => {
    const { call } = await startOffhook(database, { OFFHOOK_HEP_LISTEN: 'udp:127.0.0.1:49060' })
    const { body } = await call<string>('GET', '/metrics')
    expect(body).toMatch(/^offhook_deliveries_pending 0$/m)
    expect(body).toMatch(/^offhook_oldest_due_seconds 0$/m)
    for (const name of ['packets_total', 'evicted_calls_total', 'waiting_events', 'calls']) {
      const type = name.endsWith('_total') ? 'counter' : 'gauge'
      expect(body).toContain(`# TYPE offhook_hep_${name} ${type}\noffhook_hep_${name} 0\n`)
    }
  })
})

describe('stopping', () => {
  it('ends live streams with their connections', async () => {
    const { url, key, app } = await startOffhook(database, { OFFHOOK_ROLE: 'api' })
    const stream = await fetch(`${url}/v1/stream`, { headers: { authorization: `Bearer ${key}` } })
    await app.stop()
    expect(await stream.text()).toContain('retry: ')
  })

  it('answers 503 to whoever waits for a test, and waits no longer', async () => {
    const { call, app } = await startOffhook(database, { OFFHOOK_ROLE: 'api' })
    const { body } = await call<{ id: string }>('POST', '/v1/webhooks', { url: 'https://crm.example.com/' })
    const answer = call<{ detail: string }>('POST', `/v1/webhooks/${body.id}/test`)
    await until(async () => (await database.db.pool.query('select from pending_deliveries')).rowCount === 1)
    await app.stop()
    expect(await answer).toMatchObject({ status: 503, body: { detail: expect.stringMatching(/stopping/) } })
  })
})

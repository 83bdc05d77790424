import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { send, shareOffhook } from '../../testing/offhook.ts'

const database = await createTestDatabase()
const { url, key, call } = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })

describe('/v1/account', () => {
  it('answers 200 with the account of the key', async () => {
    expect((await call('GET', '/v1/account')).body).toMatchObject({
      ...{
        id: database.accountId,
        name: 'Test account',
        timeZone: 'UTC',
        retentionDays: 30,
        disableFailingAfterHours: null,
      },
    })
  })

  it('answers 200 to a change and keeps the rest', async () => {
    const { body } = await call('PATCH', '/v1/account', { timeZone: 'europe/berlin', retentionDays: 7 })
    expect(body).toMatchObject({ name: 'Test account', timeZone: 'Europe/Berlin', retentionDays: 7 })
    expect((await call('PATCH', '/v1/account', {})).body).toEqual(body)
  })

  it('takes hours after which failing webhooks are disabled, and null for never', async () => {
    for (const disableFailingAfterHours of [1, 720, null]) {
      const { status, body } = await call('PATCH', '/v1/account', { disableFailingAfterHours })
      expect([status, body.disableFailingAfterHours]).toEqual([200, disableFailingAfterHours])
    }
  })

  it('says which field is wrong and why', async () => {
    const { body } = await call('PATCH', '/v1/account', { disableFailingAfterHours: 0 })
    expect(body.errors).toEqual([{ path: 'disableFailingAfterHours', message: 'must be at least 1' }])
  })

  it.each([
    { timeZone: 'Mars/Base' },
    { timeZone: '+02:00' },
    { retentionDays: 0 },
    { retentionDays: 3_651 },
    { disableFailingAfterHours: 0 },
    { disableFailingAfterHours: 721 },
    { disableFailingAfterHours: 1.5 },
    { disableFailingAfterHours: '24' },
    { name: '' },
    { id: 'x' },
  ])('answers 400 to %j', async (change) => {
    expect((await call('PATCH', '/v1/account', change)).status).toBe(400)
  })
})

describe('/v1/api-keys', () => {
  it('answers 201 with the key, which is shown then and never again', async () => {
    const { status, body } = await call<{ id: string; key: string; hint: string }>('POST', '/v1/api-keys', {
      name: 'CRM',
    })
    expect(status).toBe(201)
    expect(body.key).toMatch(/^ohk_[\w-]{43}$/)
    expect(body.key.startsWith(body.hint.slice(0, -1))).toBe(true)
    const list = JSON.stringify((await call('GET', '/v1/api-keys')).body)
    expect(list).toContain(body.id)
    expect(list).not.toContain(body.key)
    const { rows } = await database.db.pool.query('select * from api_keys')
    expect(JSON.stringify(rows)).not.toContain(body.key)
    expect(JSON.stringify(rows)).not.toContain(key)
  })

  it('shows when a key was last used and revoked', async () => {
    const { body } = await call<{ id: string; key: string }>('POST', '/v1/api-keys', { name: 'used' })
    const find = async () => {
      const { body: list } = await call<{ data: Record<string, unknown>[] }>('GET', '/v1/api-keys')
      return list.data.find(({ id }) => id === body.id)
    }
    expect(await find()).toMatchObject({ lastUsedAt: null, revokedAt: null })
    await send(url, 'GET', '/v1/account', { headers: { authorization: `Bearer ${body.key}` } })
    await call('DELETE', `/v1/api-keys/${body.id}`)
    const day = expect.any(String) as string
    expect(await find()).toMatchObject({ lastUsedAt: day, revokedAt: day })
  })
})

import { describe, expect, it } from 'vitest'
import { insertAccount } from '../../testing/accounts.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { ensureFirstAccount, findFirstAccount } from './accounts.store.ts'
import { systemActor } from './actor.ts'
import { createApiKey, createApiKeys, keyParts, newApiKey } from './api-keys.ts'
import { ensureApiKey, listApiKeys, revokeApiKey } from './api-keys.store.ts'

const { db, accountId } = await createTestDatabase()
const actor = systemActor(accountId)

/** Keys as two processes check them, on clocks that the test turns. */
function checker() {
  const clock = { ms: 0 }
  return { clock, keys: createApiKeys(db, () => clock.ms) }
}

describe('an API key', () => {
  it('opens its account', async () => {
    const { apiKey, key } = await createApiKey(db, actor, 'CRM')
    expect(await checker().keys.verify(key)).toEqual({ accountId, id: apiKey.id })
  })

  it.each(['', 'ohk_', 'x', newApiKey()])('is not %j', async (key) => {
    expect(await checker().keys.verify(key)).toBeUndefined()
  })

  it('that is revoked is refused at once here, and within two seconds by other processes', async () => {
    const { apiKey, key } = await createApiKey(db, actor, 'short')
    const [here, there] = [checker(), checker()]
    await Promise.all([here.keys.verify(key), there.keys.verify(key)])
    await revokeApiKey(db, actor, apiKey.id)
    here.keys.forget()
    expect(await here.keys.verify(key)).toBeUndefined()
    there.clock.ms = 2_000
    expect(await there.keys.verify(key)).toBeUndefined()
  })

  it('is asked for once by requests that come together', async () => {
    const { apiKey, key } = await createApiKey(db, actor, 'busy')
    const { keys } = checker()
    let connections = 0
    const count = () => (connections += 1)
    db.pool.on('acquire', count)
    const found = await Promise.all(Array.from({ length: 100 }, async () => keys.verify(key)))
    db.pool.off('acquire', count)
    expect(new Set(found.map((one) => one?.id))).toEqual(new Set([apiKey.id]))
    expect(connections, 'one to find it and one to note its use').toBe(2)
  })

  it('is asked for again after the database was away', async () => {
    const { apiKey, key } = await createApiKey(db, actor, 'away')
    const { keys } = checker()
    await db.pool.query('alter table api_keys rename to hidden')
    await expect(keys.verify(key)).rejects.toThrow('api_keys')
    await db.pool.query('alter table hidden rename to api_keys')
    expect(await keys.verify(key)).toEqual({ accountId, id: apiKey.id })
  })

  it('stays revoked since the first time', async () => {
    const { apiKey } = await createApiKey(db, actor, 'twice')
    const revokedAt = async () =>
      (await listApiKeys(db, accountId)).find(({ id }) => id === apiKey.id)?.revokedAt
    await revokeApiKey(db, actor, apiKey.id)
    const first = await revokedAt()
    await revokeApiKey(db, actor, apiKey.id)
    expect(await revokedAt()).toEqual(first)
  })

  it('given by the operator works again after it was revoked', async () => {
    const key = 'my-own-key-of-sixteen'
    const entry = { name: 'own', ...keyParts(key) }
    await ensureApiKey(db, accountId, entry)
    const found = await checker().keys.verify(key)
    await revokeApiKey(db, actor, found?.id ?? '')
    await ensureApiKey(db, accountId, entry)
    expect(await checker().keys.verify(key)).toEqual(found)
  })
})

describe('the hint', () => {
  it.each([
    [`ohk_${'abcdefgh'.repeat(4)}`, 'ohk_abcd…'],
    ['sixteen-of-mine!', 'sixt…'],
  ])('of %s is %s', (key, hint) => {
    expect(keyParts(key).hint).toBe(hint)
  })
})

describe("the operator's key", () => {
  const entry = (key: string) => ({ name: 'OFFHOOK_API_KEY', ...keyParts(key) })
  const [one, two] = ['the-first-of-my-keys', 'the-second-of-my-keys']

  it('ends the one it replaces, and no other key', async () => {
    const { key: other } = await createApiKey(db, actor, 'CRM')
    await ensureApiKey(db, accountId, entry(one))
    await ensureApiKey(db, accountId, entry(two))
    const { keys } = checker()
    expect(await keys.verify(one)).toBeUndefined()
    expect(await keys.verify(two)).toMatchObject({ accountId })
    expect(await keys.verify(other)).toMatchObject({ accountId })
  })

  it('is refused when it belongs to another account, which keeps it', async () => {
    const { id } = await insertAccount(db, 'Another account')
    await expect(ensureApiKey(db, id, entry(two))).rejects.toThrow(
      'OFFHOOK_API_KEY is a key of another account. Choose another key.',
    )
    expect(await checker().keys.verify(two)).toMatchObject({ accountId })
  })
})

describe('the first account', () => {
  it('is made once, however many processes start', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, async () => ensureFirstAccount(db)))
    expect(new Set(made.map(({ id }) => id))).toEqual(new Set([accountId]))
    expect((await findFirstAccount(db))?.id).toBe(accountId)
  })
})

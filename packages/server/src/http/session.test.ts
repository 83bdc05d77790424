import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { send, shareOffhook } from '../../testing/offhook.ts'

const database = await createTestDatabase()
const { url, key } = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })

const signIn = async (body: object) =>
  send(url, 'POST', '/v1/session', {
    headers: { 'content-type': 'application/json', 'offhook-console': '1' },
    body: JSON.stringify(body),
  })

const oneOfThem = { path: '', message: 'must have apiKey or linkToken, and only one of them' }

describe('POST /v1/session', () => {
  it('answers 200 with a cookie for an API key', async () => {
    const answer = await signIn({ apiKey: key })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, expect.stringContaining('=')])
  })

  it.each([
    ['nothing', {}, oneOfThem],
    ['both', { apiKey: key, linkToken: 'x' }, oneOfThem],
    ['an empty key', { apiKey: '' }, { path: 'apiKey', message: 'must not be empty' }],
    ['a token that is no text', { linkToken: 5 }, { path: 'linkToken', message: 'must be text' }],
    ['an unknown field', { apiKey: key, name: 'x' }, { path: 'name', message: 'is not a known field' }],
  ])('answers 400 for %s and says what is wanted', async (_, body, error) => {
    expect((await signIn(body)).body).toMatchObject({ status: 400, errors: [error] })
  })
})

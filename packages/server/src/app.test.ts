import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../testing/database.ts'
import { startOffhook } from '../testing/offhook.ts'
import { startReceiver, until } from '../testing/receiver.ts'
import { createLog } from './lib/log.ts'

const database = await createTestDatabase()

const hidden = {
  number: '+493023125042',
  name: 'Lindqvist',
  header: 'Bearer hidden-header-value',
  answer: 'answer-of-the-receiver',
  query: 'token-in-the-address',
}

describe('the log of a run', () => {
  it('has a line for each attempt, and no number, secret, payload, address or answer', async () => {
    const lines: string[] = []
    const log = createLog('debug', { write: (line) => void lines.push(line) })
    const { call, key } = await startOffhook(database, {}, { log })
    const receiver = await startReceiver()
    receiver.answer((_, response) => {
      response.statusCode = receiver.received.length === 1 ? 200 : 410
      response.end(hidden.answer)
    })
    const { body: webhook } = await call<{ id: string; signingSecret: string }>('POST', '/v1/webhooks', {
      ...{
        url: `${receiver.url}?${hidden.query}`,
        headers: { Authorization: hidden.header },
        name: hidden.name,
      },
    })
    const event = (id: string) => ({
      ...{ type: 'call.answered', occurredAt: '2026-04-08T09:24:04Z', data: { name: hidden.name } },
      call: { id, from: hidden.number, to: hidden.number.replace('+', '00') },
    })
    await call('POST', '/v1/events', event(`${hidden.number}@one`))
    await receiver.waitFor(1)
    await call('POST', '/v1/events', { events: [{ ...event('x'), type: hidden.number }] })
    await call('POST', '/v1/events', `{"from":${hidden.number}}`)
    await call('POST', '/v1/events', event('two'))
    const attempts = () => lines.filter((line) => line.includes('delivery.attempted'))
    await until(() => attempts().length === 2 && lines.some((line) => line.includes('webhook.gone')))
    expect(JSON.parse(attempts()[0] ?? '')).toMatchObject({
      webhookId: webhook.id,
      attempt: 1,
      status: 200,
      result: 'delivered',
    })
    expect(JSON.parse(attempts()[1] ?? '')).toMatchObject({ status: 410, result: 'failed' })
    const text = lines.join('')
    for (const secret of [...Object.values(hidden), webhook.signingSecret.slice(6), key, '3023125042']) {
      expect(text).not.toContain(secret)
    }
    expect(text).not.toMatch(/\+\d{7,}|whsec_/)
  })
})

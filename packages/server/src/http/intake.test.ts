import { connect } from 'node:net'
import { onTestFinished, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent } from '../../testing/ingest.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { until } from '../../testing/receiver.ts'

const database = await createTestDatabase()
const offhook = await shareOffhook(database, { OFFHOOK_ROLE: 'api', OFFHOOK_BODY_STALL_SECONDS: '1' })
const port = Number(new URL(offhook.url).port)

type Sent = { answer: string; isClosed: boolean; write: (text: string) => void }

/** Sends the beginning of a request and then nothing. */
function begin(key: string, path: string, headers: string, start: string): Sent {
  const socket = connect(port, '127.0.0.1')
  const sent: Sent = { answer: '', isClosed: false, write: (text) => void socket.write(text) }
  socket.on('data', (chunk) => (sent.answer += String(chunk)))
  socket.on('error', () => undefined)
  socket.on('close', () => (sent.isClosed = true))
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\n${headers}\r\n\r\n${start}`,
  )
  onTestFinished(() => void socket.destroy())
  return sent
}

const json = 'content-type: application/json\r\n'
const largest = (key: string) => begin(key, '/v1/events', `${json}content-length: ${32 * 1_048_576}`, '{')
const csv = (key: string, campaignId: string) =>
  begin(
    key,
    `/v1/campaigns/${campaignId}/numbers/import`,
    'content-type: text/csv\r\ntransfer-encoding: chunked',
    'F\r\nnumber\n+4930231\r\n',
  )
const isRefused = ({ answer }: Sent) => answer.startsWith('HTTP/1.1 503')
const isCut = ({ answer, isClosed }: Sent) => isClosed && answer.startsWith('HTTP/1.1 408')

async function draft({ call }: Pick<typeof offhook, 'call'>): Promise<string> {
  const system = await call<{ id: string; extensions: { id: string }[] }>('POST', '/v1/phone-systems', {
    ...{ name: 'Head office', extensions: [{ name: 'One' }] },
  })
  const campaign = await call<{ id: string }>('POST', '/v1/campaigns', {
    ...{ name: 'Survey', phoneSystemId: system.body.id, extensionId: system.body.extensions[0]?.id },
    ...{ startDate: '2026-01-01', endDate: '2099-12-31', timeZoneId: 'Europe/Berlin' },
  })
  return campaign.body.id
}

describe('a body that stalls', () => {
  it.each([
    ['in chunks', `${json}transfer-encoding: chunked`, '1\r\n{\r\n'],
    ['with its length', `${json}content-length: 100000`, '{'],
  ])('%s is answered 408 and its connection closed', async (_, headers, start) => {
    const sent = begin(offhook.key, '/v1/events', headers, start)
    await until(() => sent.isClosed)
    expect(sent.answer).toMatch(/^HTTP\/1.1 408 .*\r\nconnection: close\r\n/is)
    expect(sent.answer).toContain('less than 500 bytes per second over 1 s')
  })

  it('takes room of its own account alone, and gives it back when it is cut', async () => {
    const other = await offhook.addAccount()
    const stalled: Sent[] = []
    await until(() => {
      stalled.push(largest(offhook.key))
      return stalled.some(isRefused)
    })
    expect(stalled.find(isRefused)?.answer).toMatch(/retry-after: 1\r\n/i)
    // A batch of more than what is not counted.
    const events = Array.from({ length: 200 }, (_, index) =>
      callEvent('call.initiated', `large-${index}`, { data: { note: 'x'.repeat(1_000) } }),
    )
    expect((await other.call('POST', '/v1/events', { events })).status).toBe(202)
    await until(() => stalled.every((sent) => isRefused(sent) || isCut(sent)))
    expect((await offhook.call('POST', '/v1/events', { events })).status).toBe(202)
  })

  it('takes room as it comes when it does not say its length', async () => {
    const chunked = Array.from({ length: 40 }, () =>
      begin(offhook.key, '/v1/events', `${json}transfer-encoding: chunked`, '1\r\n{\r\n'),
    )
    await until(() => chunked.every(isCut))
  })

  it('as an upload leaves nothing behind, and takes no more than its share of the database', async () => {
    const other = await offhook.addAccount()
    const [mine, theirs] = [await draft(offhook), await draft(other)]
    const first = csv(offhook.key, mine)
    const uploads = async () =>
      (await offhook.call<{ data: object[] }>('GET', `/v1/campaigns/${mine}/imports`)).body.data
    await until(async () => (await uploads()).length === 1)
    const more = [csv(offhook.key, await draft(offhook)), csv(offhook.key, await draft(offhook))]
    await until(() => more.some(isRefused))
    const answer = await fetch(`${offhook.url}/v1/campaigns/${theirs}/numbers/import`, {
      ...{ method: 'POST', body: 'number\n+493023125001\n' },
      headers: { authorization: `Bearer ${other.key}`, 'content-type': 'text/csv' },
    })
    expect(await answer.json()).toMatchObject({ added: 1 })
    await until(() => isCut(first) && more.every((sent) => isRefused(sent) || isCut(sent)))
    expect(await uploads()).toEqual([
      expect.objectContaining({ status: 'failed', detail: expect.stringContaining('came too slowly') }),
    ])
    const { body } = await offhook.call('GET', `/v1/campaigns/${mine}`)
    expect(body).toMatchObject({ varNames: [], numbers: { waiting: 0 } })
  })
})

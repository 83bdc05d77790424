import { describe, expect, it } from 'vitest'
import { addCampaign, addNumber } from '../../testing/campaigns.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { newId } from '../lib/ids.ts'

const database = await createTestDatabase()
const { call } = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })

describe('POST /v1/campaigns/{id}/numbers/{numberId}/results', () => {
  it('answers 201 again to the same id and counts the call once', async () => {
    const { id } = await addCampaign(database)
    const numberId = await addNumber(database, id, '+493023125042')
    await call('POST', `/v1/campaigns/${id}/activate`)
    const result = { id: newId().toUpperCase(), data: { result: 'busy' } }
    const tell = async () => call('POST', `/v1/campaigns/${id}/numbers/${numberId}/results`, result)
    const first = await tell()
    expect(first).toMatchObject({
      status: 201,
      body: { eventId: result.id.toLowerCase(), number: { attempts: 1 } },
    })
    expect((await tell()).body).toEqual(first.body)
    const { body } = await call<{ data: unknown[] }>('GET', `/v1/events?campaignId=${id}&type=call.ended`)
    expect(body.data).toHaveLength(1)
  })
})

describe('PATCH /v1/campaigns/{id}', () => {
  it('answers 200 with the callflow it does not name as it was', async () => {
    const callflow = async (name: string) =>
      (await call<{ id: string }>('POST', '/v1/callflows', { name })).body.id
    const [human, machine] = [await callflow('Human'), await callflow('Machine')]
    const { id } = await addCampaign(database, { callflow: { forHuman: human } })
    // Ids are the same in capitals, as elsewhere.
    const change = { callflow: { forMachine: machine.toUpperCase() } }
    const { status, body } = await call('PATCH', `/v1/campaigns/${id}`, change)
    expect([status, body.callflow]).toEqual([
      200,
      { forHuman: { id: human, name: 'Human' }, forMachine: { id: machine, name: 'Machine' } },
    ])
    const { body: cleared } = await call('PATCH', `/v1/campaigns/${id}`, { callflow: { forHuman: null } })
    expect(cleared.callflow).toMatchObject({ forHuman: null, forMachine: { id: machine } })
  })
})

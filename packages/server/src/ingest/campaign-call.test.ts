import { describe, expect, it } from 'vitest'
import { addCampaign, addNumber } from '../../testing/campaigns.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent, createTestIngest } from '../../testing/ingest.ts'
import { systemActor } from '../accounts/actor.ts'
import { createCallflow } from '../campaigns/callflows.store.ts'
import { findNumber } from '../campaigns/numbers.store.ts'
import { getEvent } from '../events/events.store.ts'
import type { PostedCall, PostedEvent } from '../events/posted-event.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const ingest = createTestIngest(database)
const to = '+493023125042'
const callflow = await createCallflow(db, systemActor(accountId), { name: 'Reminder', actions: [] })

/** A campaign with one number, called as these events tell: the number then, and what the end of the call carries. */
async function tell(eventsOf: (callId: string, call: Partial<PostedCall>) => PostedEvent[]) {
  const campaign = await addCampaign(database, { callflow: { forHuman: callflow.id }, varNames: ['Name'] })
  const numberId = await addNumber(database, campaign.id, to, { Name: 'Ingrid' })
  const events = eventsOf(`call of ${campaign.id}`, { to, campaignId: campaign.id })
  const ids = await ingest.accept({ accountId, events, isBatch: true })
  const ended = await getEvent(db, accountId, ids.at(-1) ?? '')
  return {
    number: await findNumber(db.kysely, accountId, campaign.id, numberId),
    dialer: ended.data.dialer as Record<string, unknown>,
  }
}

const answeredAt = '2026-04-08T09:24:04.000Z'

describe('the end of a campaign’s call', () => {
  it.each<[string, Parameters<typeof tell>[0]]>([
    [
      'says when it was answered',
      (id, call) => [callEvent('call.ended', id, { call, data: { answeredAt } })],
    ],
    [
      'follows an event that told of the answer',
      (id, call) => [callEvent('call.answered', id), callEvent('call.ended', id, { call, second: 9 })],
    ],
  ])('without a result is a success where it %s', async (_, eventsOf) => {
    const { number, dialer } = await tell(eventsOf)
    expect(number).toMatchObject({ state: 'succeeded', attempts: 1, retryAt: null })
    expect(dialer).toMatchObject({ outcome: 'success', callflow: { id: callflow.id } })
  })

  it.each<[string, Parameters<typeof tell>[0]]>([
    [
      'says that it was not, whatever was told before',
      (id, call) => [
        callEvent('call.answered', id),
        callEvent('call.ended', id, { call, second: 9, data: { answeredAt: null } }),
      ],
    ],
    [
      'comes before the answer to a later try',
      (id, call) => [
        callEvent('call.answered', id, { second: 25 }),
        callEvent('call.ended', id, { call, second: 9 }),
      ],
    ],
  ])('without a result is a failure where it %s', async (_, eventsOf) => {
    const { number, dialer } = await tell(eventsOf)
    expect(number).toMatchObject({ state: 'retrying', attempts: 1 })
    expect(dialer).toMatchObject({ outcome: 'failure', callflow: null })
  })

  it('is a success where it says nothing, and another source told of answer and end before', async () => {
    const { number } = await tell((id, call) => [
      callEvent('call.answered', id, { second: 3 }),
      callEvent('call.ended', id, { second: 9, data: { result: 'answered' } }),
      callEvent('call.ended', id, { call, second: 10 }),
    ])
    expect(number).toMatchObject({ state: 'succeeded', attempts: 1, retryAt: null })
  })

  it('takes nothing back where it says nothing and an earlier end of the same call was a success', async () => {
    const { number, dialer } = await tell((id, call) => [
      callEvent('call.answered', id, { second: 3 }),
      callEvent('call.ended', id, { call, second: 9 }),
      callEvent('call.ended', id, { call, second: 40 }),
    ])
    expect(number).toMatchObject({ state: 'succeeded', attempts: 1, retryAt: null })
    expect(dialer).toMatchObject({ outcome: 'success', callflow: null })
  })

  it('is what its result says, whatever was told before', async () => {
    const { number, dialer } = await tell((id, call) => [
      callEvent('call.answered', id),
      callEvent('call.ended', id, { call, second: 9, data: { result: 'rejected' } }),
    ])
    expect(number).toMatchObject({ state: 'retrying', attempts: 1 })
    expect(dialer).toMatchObject({ outcome: 'failure', callflow: null })
  })

  it('finds the number that only an earlier event of the same batch named', async () => {
    const { number, dialer } = await tell((id, call) => [
      callEvent('call.initiated', id, { call }),
      callEvent('call.ended', id, { second: 9, data: { result: 'busy' } }),
    ])
    expect(number).toMatchObject({ state: 'retrying', attempts: 1, lastResult: 'busy' })
    expect(dialer).toMatchObject({ attempt: 1, varValues: ['Ingrid'] })
  })
})

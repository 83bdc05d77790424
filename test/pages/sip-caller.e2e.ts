import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until, type Received, type Receiver } from '../../packages/server/testing/receiver.ts'
import { expectBody, ok } from './page.ts'

const database = await createTestDatabase()

type Thing = { id: string }
type Campaign = { id: string; startedAt: string | null; endedAt: string | null }

const zone = 'America/Argentina/Buenos_Aires'
const localDay = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const dates = { startDate: localDay(-1), endDate: localDay(2), timeZoneId: zone }

async function prepare(offhook: Offhook, receiver: Receiver, more: object = {}) {
  const webhook = await ok<Thing & { signingSecret: string }>(offhook, 'POST', '/v1/webhooks', {
    ...{ name: 'Our CRM', url: receiver.url, dialect: 'sip-caller', binding: { kind: 'campaign' } },
    ...{ timeoutMs: 5_000, maxRetries: 3, eventMaxAgeSeconds: 3_600, maxConnections: 1, ordering: 'none' },
  })
  const phoneSystem = await ok<Thing & { extensions: Thing[] }>(offhook, 'POST', '/v1/phone-systems', {
    ...{ name: 'Head office', extensions: [{ name: 'Dialer line' }] },
  })
  const callflow = await ok<Thing & { actions: Thing[] }>(offhook, 'POST', '/v1/callflows', {
    ...{ name: 'Reminder', actions: [{ type: 'textPrompt', name: 'Read it out' }] },
  })
  const campaign = await ok<Campaign>(offhook, 'POST', '/v1/campaigns', {
    ...{ name: 'Due invoices', phoneSystemId: phoneSystem.id, extensionId: phoneSystem.extensions[0]?.id },
    ...{ callflow: { forHuman: callflow.id }, varNames: ['First name', 'Amount'], ...dates, ...more },
  })
  // The webhook is selected on the campaign, as one of its settings.
  const chosen = await ok(offhook, 'PATCH', `/v1/campaigns/${campaign.id}`, { webhookIds: [webhook.id] })
  expect(chosen.webhookIds).toEqual([webhook.id])
  return { webhook, phoneSystem, callflow, campaign }
}

const cut = (time: unknown) => (typeof time === 'string' ? time.slice(0, -1).replace(/\.?0+$/, '') : time)
const dataOf = (received: Received | undefined) => JSON.parse(received?.body ?? '{}')

describe('the page on webhooks of SIP Caller', () => {
  it('tells of every change of a campaign and of its calls, key by key', async () => {
    const offhook = await startOffhook(database, { OFFHOOK_TRUSTED_PROXIES: '127.0.0.0/8' })
    const receiver = await startReceiver()
    const { webhook, phoneSystem, callflow, campaign } = await prepare(offhook, receiver)
    const base = `/v1/campaigns/${campaign.id}`
    const variables = { Amount: '120 € ', 'First name': 'Ayşe' }
    const added = await ok<{ ids: string[] }>(offhook, 'POST', `${base}/numbers`, {
      numbers: [{ number: '+49 30 231250-42', variables }],
    })
    const act = async (action: string) => {
      const before = receiver.received.length
      const response = await fetch(`${offhook.url}${base}/${action}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${offhook.key}`, 'x-forwarded-for': '198.51.100.7' },
      })
      expect(response.status).toBe(200)
      await receiver.waitFor(before + 1)
      return (await response.json()) as Campaign
    }
    const key = (
      await ok<{ data: { id: string; name: string }[] }>(offhook, 'GET', '/v1/api-keys')
    ).data.find(({ name }) => name === 'test')
    const account = await ok<{ id: string; name: string }>(offhook, 'GET', '/v1/account')
    const customer = { id: account.id, name: account.name }
    const system = {
      id: phoneSystem.id,
      name: 'Head office',
      extension: { id: phoneSystem.extensions[0]?.id, name: 'Dialer line' },
    }
    const origin = { user: { id: key?.id, name: 'test', email: null }, ipAddress: '198.51.100.7' }
    const expectChange = (type: string, status: string, now: Campaign, from: object | null) => {
      const received = receiver.received.at(-1)
      const { id, createdAt } = dataOf(received)
      expectBody(received, {
        ...{ id, object: 'event', apiVersion: 1, createdAt, type },
        data: {
          customer,
          campaign: {
            ...{ id: campaign.id, name: 'Due invoices', phoneSystem: system, dialer: { mode: 'Power' } },
            ...{ status, type: 'Static', ...dates },
            callflow: { forHuman: { id: callflow.id, name: 'Reminder' }, forMachine: null },
            varNames: ['First name', 'Amount'],
            startedAt: cut(now.startedAt),
            endedAt: cut(now.endedAt),
          },
          origin: from,
        },
      })
    }

    expectChange('CampaignActivated', 'Active', await act('activate'), origin)
    expectChange('CampaignPaused', 'Paused', await act('pause'), origin)
    expectChange('CampaignResumed', 'Active', await act('resume'), origin)

    const data = {
      ...{
        result: 'answered',
        startedAt: `${localDay(0)}T09:00:00.100Z`,
        answeredAt: `${localDay(0)}T09:00:04.350Z`,
      },
      ...{ endedAt: `${localDay(0)}T09:00:21.400Z`, sip: { code: 200, reason: 'OK' } },
      dialer: {
        ...{ answerType: 'human', endType: 'callflowComplete' },
        lastAction: { id: callflow.actions[0]?.id, type: 'textPrompt' },
        gatheredData: [
          { name: 'Paid', value: '1' },
          { name: 'Call back', value: '0' },
        ],
      },
    }
    const told = await ok<{ callId: string }>(offhook, 'POST', `${base}/numbers/${added.ids[0]}/results`, {
      ...{ call: { from: '+4969900090017', source: 'dialer' }, data },
    })
    await receiver.waitFor(5)
    const ended = receiver.received.find(({ body }) => dataOf({ body } as Received).type === 'CallEnded')
    expectBody(ended, {
      ...{ id: dataOf(ended).id, object: 'event', apiVersion: 1, createdAt: `${localDay(0)}T09:00:21.4` },
      type: 'CallEnded',
      data: {
        customer,
        campaign: { id: campaign.id, name: 'Due invoices', varNames: ['First name', 'Amount'] },
        callDetails: {
          ...{ callId: told.callId, number: '493023125042', varValues: ['Ayşe', '120 € '], attempt: 1 },
          ...{ phoneSystem: system, timeZoneId: zone, startedAt: `${localDay(0)}T09:00:00.1` },
          ...{ ringResult: 'Answer', sipResponse: { code: 200, descrip: 'OK' } },
          ...{ answeredAt: `${localDay(0)}T09:00:04.35`, answerType: 'Human' },
          callflow: { id: callflow.id, name: 'Reminder' },
          ...{ endedAt: `${localDay(0)}T09:00:21.4`, endType: 'CallflowComplete' },
          lastAction: { id: callflow.actions[0]?.id, type: 'TextPrompt' },
          duration: { setup: '00:00:04.25', established: '00:00:17.05', total: '00:00:21.3' },
          ...{ gatheredData: 'Paid=1|Call back=0', outcome: 'Success', retryAt: null },
        },
      },
    })

    // All numbers are done, so the campaign finishes by itself.
    const finished = receiver.received.find(({ body }) => body.includes('CampaignFinished'))
    const now = await ok<Campaign>(offhook, 'GET', base)
    expect(dataOf(finished).data.campaign).toMatchObject({ status: 'Finished', endedAt: cut(now.endedAt) })
    expect(dataOf(finished).data.origin).toBeNull()
    for (const { headers, body } of receiver.received) {
      const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['sip-caller-signature'])) ?? []
      expect(createHmac('sha256', webhook.signingSecret).update(`${t}.${body}`).digest('hex')).toBe(v1)
    }
  })

  it('tells of a canceled draft with its end and without a start', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const { campaign } = await prepare(offhook, receiver, { type: 'dynamic', dialer: { mode: 'predictive' } })
    await ok(offhook, 'POST', `/v1/campaigns/${campaign.id}/cancel`)
    await receiver.waitFor(1)
    const { type, createdAt, data } = dataOf(receiver.received[0])
    expect({ type, ...data.campaign }).toMatchObject({
      ...{ type: 'Dynamic', status: 'Canceled', dialer: { mode: 'Predictive' } },
      ...{ startedAt: null, endedAt: createdAt },
    })
    expect(data.origin.ipAddress).toBe('127.0.0.1')
    const refused = await offhook.call('POST', `/v1/campaigns/${campaign.id}/activate`)
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toBe(
      'The campaign is canceled; only draft campaigns allow activate. Nothing can follow that.',
    )
    expect(
      (await ok<{ data: unknown[] }>(offhook, 'GET', `/v1/events?campaignId=${campaign.id}`)).data,
    ).toHaveLength(1)
  })

  it('queues while the webhook is disabled and sends in order once it is enabled', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const { campaign, webhook } = await prepare(offhook, receiver, { type: 'dynamic' })
    await ok(offhook, 'POST', `/v1/webhooks/${webhook.id}/disable`)
    for (const action of ['activate', 'pause', 'resume', 'cancel'])
      await ok(offhook, 'POST', `/v1/campaigns/${campaign.id}/${action}`)
    expect(receiver.received).toHaveLength(0)
    await ok(offhook, 'POST', `/v1/webhooks/${webhook.id}/enable`)
    await receiver.waitFor(4)
    expect(receiver.received.map((received) => dataOf(received).type)).toEqual([
      ...['CampaignActivated', 'CampaignPaused', 'CampaignResumed', 'CampaignCanceled'],
    ])
  })

  it('signs with the regenerated secret at once, and logs every event with its attempts', async () => {
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const { campaign, webhook } = await prepare(offhook, receiver, { type: 'dynamic' })
    await ok(offhook, 'POST', `/v1/campaigns/${campaign.id}/activate`)
    await receiver.waitFor(1)
    const path = `/v1/webhooks/${webhook.id}`
    const renewed = await ok<{ signingSecret: string }>(offhook, 'POST', `${path}/regenerate-secret`)
    expect(renewed.signingSecret).not.toBe(webhook.signingSecret)
    receiver.answer((_, response) => response.writeHead(410).end('We moved.'))
    await ok(offhook, 'POST', `/v1/campaigns/${campaign.id}/pause`)
    await receiver.waitFor(2)
    const secrets = [webhook.signingSecret, renewed.signingSecret]
    for (const [index, { headers, body }] of receiver.received.entries()) {
      const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['sip-caller-signature'])) ?? []
      const digest = createHmac('sha256', secrets[index] ?? '')
        .update(`${t}.${body}`)
        .digest('hex')
      expect(v1).toBe(digest)
    }

    const log = `${path}/deliveries?eventType=campaign.paused&status=failed`
    type Page = { data: Record<string, unknown>[] }
    await until(async () => (await ok<Page>(offhook, 'GET', log)).data.length === 1)
    const [delivery] = (await ok<Page>(offhook, 'GET', log)).data
    const { data } = await ok<Page>(offhook, 'GET', `/v1/deliveries/${String(delivery?.id)}/attempts`)
    expect(data).toEqual([
      expect.objectContaining({ isSuccess: false, response: expect.objectContaining({ status: 410 }) }),
    ])
  })
})

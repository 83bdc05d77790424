import type { Offhook } from '../../packages/server/testing/offhook.ts'
import { ok } from '../pages/page.ts'

type Made = { id: string }
type Settings = { name: string } & Record<string, unknown>

export type CampaignStage = {
  active: string
  draft: string
  paused: string
  dynamic: string
  importId: string
}

/** Campaigns in every status with numbers in every state, and an upload of which some rows were refused. */
export async function setCampaignStage(offhook: Offhook, receiverUrl: string): Promise<CampaignStage> {
  const phoneSystem = await ok<Made & { extensions: Made[] }>(offhook, 'POST', '/v1/phone-systems', {
    name: 'Head office Düsseldorf',
    extensions: [{ name: 'Dialer line 1' }, { name: 'Dialer line 2' }],
  })
  await ok(offhook, 'POST', '/v1/phone-systems', { name: 'Branch', extensions: [{ name: 'Only line' }] })
  const callflow = await ok<Made>(offhook, 'POST', '/v1/callflows', {
    name: 'Payment reminder',
    actions: [
      { type: 'textPrompt', name: 'Read the amount' },
      { type: 'dtmfInput', name: 'Ask for 1 or 2' },
      { type: 'dropCall' },
    ],
  })
  const webhook = (settings: object) =>
    ok<Made>(offhook, 'POST', '/v1/webhooks', { url: receiverUrl, ...settings })
  const crm = await webhook({
    ...{ name: 'CRM of the collection team', dialect: 'sip-caller', binding: { kind: 'campaign' } },
  })
  await webhook({ name: 'Reports', binding: { kind: 'campaign' } })
  await webhook({ name: 'Archive of everything' })
  await webhook({ name: 'Ticket system', dialect: 'salpre' })
  const make = async (settings: Settings) => {
    const { id } = await ok<Made>(offhook, 'POST', '/v1/campaigns', {
      ...{ phoneSystemId: phoneSystem.id, extensionId: phoneSystem.extensions[0]?.id },
      ...{ callflow: { forHuman: callflow.id }, startDate: dayIn(-3), endDate: dayIn(14) },
      ...{ timeZoneId: 'Europe/Berlin', varNames: ['First name', 'Amount'], webhookIds: [crm.id] },
      ...settings,
    })
    return id
  }
  await ok(offhook, 'POST', `/v1/campaigns/${await make({ name: 'Old offer' })}/cancel`)
  const draft = await make({ name: 'Survey after the visit', webhookIds: [], varNames: ['City'] })
  const paused = await make({ name: 'Renewal offers', timeZoneId: 'America/New_York' })
  const dynamic = await make({ name: 'Call backs', type: 'dynamic', dialer: { mode: 'predictive' } })
  const active = await make({ name: 'Invoices that are due since last month (second reminder)' })
  await addNumbers(offhook, paused, 4)
  await addNumbers(offhook, active, 40)
  const importId = await upload(offhook, draft)
  for (const id of [active, paused, dynamic]) await ok(offhook, 'POST', `/v1/campaigns/${id}/activate`)
  await ok(offhook, 'POST', `/v1/campaigns/${paused}/pause`)
  await tellResults(offhook, active)
  return { active, draft, paused, dynamic, importId }
}

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString()

const people = ['Ingrid', 'Mehmet', 'Zoë', 'Jean-Pierre']

async function addNumbers(offhook: Offhook, campaignId: string, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => ({
    number: `+4930231250${String(index).padStart(2, '0')}`,
    variables: { 'First name': people[index % people.length], Amount: `${index * 7 + 19}.00` },
  }))
  await ok(offhook, 'POST', `/v1/campaigns/${campaignId}/numbers`, { numbers })
}

async function upload(offhook: Offhook, campaignId: string): Promise<string> {
  const rows = [
    'number,City',
    '+4930231251,Köln',
    '12,Bonn',
    'call me,Bonn',
    '+49 30 231251,Ulm',
    '0301234567,',
  ]
  const response = await fetch(`${offhook.url}/v1/campaigns/${campaignId}/numbers/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${offhook.key}`, 'content-type': 'text/csv' },
    body: rows.join('\n'),
  })
  return ((await response.json()) as Made).id
}

async function tellResults(offhook: Offhook, campaignId: string): Promise<void> {
  type Page = { data: Made[] }
  const { data } = await ok<Page>(offhook, 'GET', `/v1/campaigns/${campaignId}/numbers?limit=16`)
  for (const [index, { id }] of data.entries()) {
    const times = { startedAt: ago(90 - index), endedAt: ago(60 - index) }
    const result = index % 4 === 3 ? 'busy' : 'answered'
    const outcome = index % 8 === 1 ? { dialer: { outcome: 'failure', retryAt: null } } : {}
    await ok(offhook, 'POST', `/v1/campaigns/${campaignId}/numbers/${id}/results`, {
      data: { result, ...times, ...outcome },
    })
  }
}

import type { Offhook } from '../../packages/server/testing/offhook.ts'
import { until } from '../../packages/server/testing/receiver.ts'

export type Stage = { okWebhook: string; brokenWebhook: string; callId: string; eventId: string }

type Created = { id: string }
type List<T> = { data: T[] }

const markup = '<img src=x onerror="document.title=1"><b>bold?</b>'

/** Webhooks that work, fail and rest, and calls in every state, so that every screen has something to show. */
export async function setStage(offhook: Offhook, urls: { ok: string; broken: string }): Promise<Stage> {
  const make = async (settings: object) =>
    (await offhook.call<Created>('POST', '/v1/webhooks', settings)).body.id
  const okWebhook = await make({ name: 'CRM import', url: urls.ok, headers: { 'X-Team': 'blue' } })
  const brokenWebhook = await make({
    name: 'Ticket system',
    url: urls.broken,
    dialect: 'salpre',
    maxRetries: 3,
  })
  const resting = await make({ name: 'Reporting (weekly numbers for the whole group)', url: urls.ok })
  await offhook.call('POST', `/v1/webhooks/${resting}/disable`)
  const callId = 'pbx-berlin-20931'
  await offhook.call('POST', '/v1/events', { events: [...wholeCall(callId), ...otherCalls()] })
  await until(async () => {
    const { body } = await offhook.call<List<unknown>>(
      'GET',
      `/v1/deliveries?webhookId=${okWebhook}&status=delivered`,
    )
    return body.data.length >= 12
  })
  await offhook.call('POST', `/v1/webhooks/${okWebhook}/recover`, { since: ago(3_600) })
  const { body } = await offhook.call<List<{ id: string }>>(
    'GET',
    `/v1/events?callId=${callId}&type=call.ended`,
  )
  return { okWebhook, brokenWebhook, callId, eventId: body.data[0]?.id ?? '' }
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString()

function wholeCall(id: string): object[] {
  const call = {
    id,
    from: '+493023125042',
    to: '+4969900090017',
    direction: 'inbound',
    source: 'trunk:berlin-1',
  }
  const line = (seconds: number, speaker: string, text: string, startMs: number) => ({
    type: 'call.transcript',
    occurredAt: ago(seconds),
    call,
    data: { speaker, text, startMs, endMs: startMs + 2_000 },
  })
  return [
    { type: 'call.initiated', occurredAt: ago(90), call, data: {} },
    { type: 'call.ringing', occurredAt: ago(88), call, data: {} },
    { type: 'call.answered', occurredAt: ago(84), call, data: { ringMs: 4_000 } },
    line(80, 'ai', 'Lindqvist Practice, good afternoon. How can I help you?', 5_000),
    line(72, 'customer', 'I would like to move my appointment to Thursday.', 12_000),
    line(64, 'ai', 'Thursday at ten is free. Shall I book it for you?', 20_000),
    line(58, 'customer', `Yes please. ${markup}`, 27_000),
    { type: 'call.ended', occurredAt: ago(50), call, data: { result: 'answered' } },
    { type: 'call.error', occurredAt: ago(49), call, data: { message: 'The summary could not be made.' } },
  ]
}

function otherCalls(): object[] {
  const call = (id: string, from: string) => ({ id, from, to: '+4969900090017', direction: 'inbound' })
  return [
    {
      type: 'call.initiated',
      occurredAt: ago(40),
      call: call('pbx-berlin-20932', '+4915112345678'),
      data: {},
    },
    {
      type: 'call.initiated',
      occurredAt: ago(30),
      call: call('pbx-berlin-20933', '+441632960961'),
      data: {},
    },
    { type: 'call.ringing', occurredAt: ago(28), call: call('pbx-berlin-20933', '+441632960961'), data: {} },
    { type: 'call.initiated', occurredAt: ago(20), call: call('pbx-berlin-20934', '+33199001234'), data: {} },
    {
      type: 'call.ended',
      occurredAt: ago(12),
      call: call('pbx-berlin-20934', '+33199001234'),
      data: { result: 'busy' },
    },
  ]
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { shareOffhook } from '../../packages/server/testing/offhook.ts'
import { shareReceiver, until } from '../../packages/server/testing/receiver.ts'
import { freePorts, missingForSip } from './processes.ts'
import { callKinds, startKamailio, type CallKind, type MadeCalls, type SipLab } from './run-sip.ts'

const answered = ['call_initiated', 'call_ringing', 'call_answered', 'call_ended']
const unanswered = ['call_initiated', 'call_ringing', 'call_ended']
const failed = ['call_initiated', 'call_ringing', 'error', 'call_ended']
const ok = { code: 200, reason: 'OK' }

/** What each kind of call must give: its events at the receiver in order, and the decisive facts of its end. */
const expected: Record<CallKind, { events: string[]; end: Record<string, unknown> }> = {
  endedByCaller: { events: answered, end: { result: 'answered', endedBy: 'caller', sip: ok } },
  endedByCallee: { events: answered, end: { result: 'answered', endedBy: 'callee', sip: ok } },
  busyCallee: { events: unanswered, end: { result: 'busy', sip: { code: 486, reason: 'Busy Here' } } },
  noAnswer: { events: unanswered, end: { result: 'noAnswer', sip: { code: 480 } } },
  ringsOut: { events: unanswered, end: { result: 'noAnswer', sip: { code: 408 }, endedBy: 'system' } },
  canceled: { events: unanswered, end: { result: 'canceled', sip: { code: 487 }, endedBy: 'caller' } },
  notFound: { events: ['call_initiated', 'call_ended'], end: { result: 'notFound', sip: { code: 404 } } },
  serverFailure: { events: failed, end: { result: 'failed', sip: { code: 500 }, downstreamSipCodes: [503] } },
  unreachable: {
    events: ['call_initiated', 'error', 'call_ended'],
    end: { result: 'failed', sip: { code: 408 } },
  },
  challenged: { events: answered, end: { result: 'answered', endedBy: 'caller' } },
  serialFork: { events: answered, end: { result: 'answered', downstreamSipCodes: [486] } },
  parallelFork: { events: answered, end: { result: 'answered', downstreamSipCodes: [487] } },
  held: { events: answered, end: { result: 'answered', endedBy: 'caller' } },
  lostBye: { events: answered, end: { result: 'answered', endedBy: 'system', inferred: 'no BYE seen' } },
}

const kindsSeenTwice = ['endedByCaller', 'endedByCallee', 'busyCallee', 'notFound', 'challenged'] as const
const load = { calls: 500, perSecond: 50 }

type Event = { id: string; occurredAt: string; data: object }
type Call = { id: string; number: number; state: string; result: string | null; from: string; to: string }
type Page = { data: Call[]; nextCursor: string | null }
type Body = { event_type: string; payload: Payload & { call?: Payload } }
type Payload = { call_id?: number; id?: number; from: string; to: string; direction: string; source: string }

const missing = missingForSip()
if (missing) console.warn(`\n*** Real SIP is NOT tested: ${missing} ***\n`)

const database = await createTestDatabase()
const receiver = await shareReceiver()
const [hepPort = 0] = await freePorts(1)
const offhook = await shareOffhook(database, { OFFHOOK_HEP_LISTEN: `udp:127.0.0.1:${hepPort}` })

describe.skipIf(missing !== undefined)(
  `calls over a real SIP server${missing ? ` — ${missing}` : ''}`,
  () => {
    const labs: SipLab[] = []
    const made = new Map<CallKind, MadeCalls>()
    const seenTwice = new Map<CallKind, MadeCalls>()
    let many: MadeCalls | undefined

    async function makeCalls(): Promise<void> {
      const lab = await startKamailio({ hepPorts: [hepPort] })
      labs.push(lab)
      const chain = await startKamailio({ hepPorts: [hepPort, hepPort] })
      labs.push(chain)
      await Promise.all(callKinds.map(async (kind) => made.set(kind, await lab.call(kind))))
      await Promise.all(kindsSeenTwice.map(async (kind) => seenTwice.set(kind, await chain.call(kind))))
      many = await lab.call('endedByCaller', load)
    }

    beforeAll(async () => {
      const settings = { dialect: 'salpre', ordering: 'per-call', maxConnections: 100 }
      const { status } = await offhook.call('POST', '/v1/webhooks', { url: receiver.url, ...settings })
      expect(status).toBe(201)
      await makeCalls()
      // The lost BYE is told last: it takes half a minute until silence counts as the end of a call.
      const calls = callKinds.length + kindsSeenTwice.length + load.calls
      const ends = () => receiver.received.filter(({ body }) => body.includes('"call_ended"')).length
      const describeEnds = () => `the ends of ${ends()} of ${calls} calls came`
      await until(() => ends() >= calls, 120_000, describeEnds)
    })
    afterAll(async () => {
      await Promise.all(labs.map(async (lab) => lab.stop()))
    })

    it.each(callKinds)('tell the receiver of a call of the kind %s exactly', async (kind) => {
      await expectOneCall(kind, made.get(kind))
    })

    it.each(kindsSeenTwice)('tell of a call of the kind %s once when two agents mirror it', async (kind) => {
      await expectOneCall(kind, seenTwice.get(kind))
    })

    it('tell of 500 calls at 50 per second, none wrong and none missing', async () => {
      const calls = await listCalls(many?.idPrefix ?? '')
      const told = toldOf()
      for (const call of calls) {
        expect(told.get(call.number)?.map(({ body }) => body.event_type)).toEqual(answered)
        expect(call).toMatchObject({ state: 'ended', result: 'answered', from: many?.from, to: many?.to })
      }
      console.log(`${calls.length} of ${load.calls} calls told rightly`)
      expect(calls).toHaveLength(load.calls)
    })

    it('tell of no other calls, and of each event once', async () => {
      const calls = await listCalls('')
      expect(calls.map(({ number }) => number).toSorted()).toEqual([...toldOf().keys()].toSorted())
      const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
      expect(ids).toHaveLength(new Set(ids).size)
    })
  },
)

/** Holds the receiver's requests and the call log to what one call of the kind is. */
async function expectOneCall(kind: CallKind, calls: MadeCalls | undefined): Promise<void> {
  const found = await listCalls(calls?.idPrefix ?? kind)
  expect(found).toHaveLength(1)
  const [{ id, number } = { id: '', number: 0 }] = found
  const told = toldOf().get(number) ?? []
  expect(told.map(({ body }) => body.event_type)).toEqual(expected[kind].events)
  for (const { body } of told) {
    const { from, to } = calls ?? {}
    expect(body.payload.call ?? body.payload).toMatchObject({
      from,
      to,
      direction: 'inbound',
      source: 'hep:2001',
    })
  }
  const path = `/v1/calls/${encodeURIComponent(id)}`
  const { body: call } = await offhook.call<{ timeline: Event[] }>('GET', path)
  const { timeline } = call
  expect(told.map((each) => each.id)).toEqual(timeline.map((event) => event.id))
  const times = timeline.map((event) => event.occurredAt)
  expect(times).toEqual(times.toSorted())
  expect(timeline.at(-1)?.data).toMatchObject(expected[kind].end)
}

/** What the receiver was told of each call, by the call's number, in the order in which it came. */
function toldOf(): Map<number, { id: string; body: Body }[]> {
  const told = receiver.received.map(({ headers, body }) => ({
    id: String(headers['webhook-id']),
    body: JSON.parse(body) as Body,
  }))
  return Map.groupBy(told, ({ body: { payload } }) => payload.call_id ?? payload.call?.id ?? 0)
}

/** All calls of the log whose id holds the text. */
async function listCalls(text: string): Promise<Call[]> {
  const calls: Call[] = []
  const query = new URLSearchParams({ limit: '200', ...(text === '' ? {} : { text }) })
  while (true) {
    const { body } = await offhook.call<Page>('GET', `/v1/calls?${query.toString()}`)
    calls.push(...body.data)
    if (body.nextCursor === null) return calls
    query.set('cursor', body.nextCursor)
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PostedEvent } from '../../packages/server/src/events/posted-event.ts'
import { createLog } from '../../packages/server/src/lib/log.ts'
import { parseNetwork } from '../../packages/server/src/lib/network.ts'
import { allowList } from '../../packages/server/src/sources/hep/allow-list.ts'
import { startHepListener } from '../../packages/server/src/sources/hep/listener.ts'
import { missingForSip } from './processes.ts'
import { callKinds, startKamailio, type CallKind, type MadeCalls } from './run-sip.ts'

/** Where calls end up: everything in these tests is read from here. */
type Collector = { hepPort: number; events: () => readonly PostedEvent[]; stop: () => Promise<void> }

async function collect(): Promise<Collector> {
  const events: PostedEvent[] = []
  const loopback = parseNetwork('127.0.0.0/8')
  const listener = await startHepListener({
    listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
    isAllowed: allowList(loopback === null ? [] : [loopback]),
    log: createLog('silent'),
    onEvents: async (batch) => void events.push(...batch),
    tracker: { limits: { lateMs: 1_500 } },
  })
  return { hepPort: listener.addresses[0]?.port ?? 0, events: () => events, stop: listener.stop }
}

const answered = ['call.initiated', 'call.ringing', 'call.answered', 'call.ended']
const unanswered = ['call.initiated', 'call.ringing', 'call.ended']
const failed = ['call.initiated', 'call.ringing', 'call.error', 'call.ended']
const ok = { code: 200, reason: 'OK' }

/** What each kind of call must give: its events in order, and the decisive facts of its end. */
const expected: Record<CallKind, { types: string[]; end: Record<string, unknown> }> = {
  endedByCaller: { types: answered, end: { result: 'answered', endedBy: 'caller', sip: ok } },
  endedByCallee: { types: answered, end: { result: 'answered', endedBy: 'callee', sip: ok } },
  busyCallee: { types: unanswered, end: { result: 'busy', sip: { code: 486, reason: 'Busy Here' } } },
  noAnswer: { types: unanswered, end: { result: 'noAnswer', sip: { code: 480 } } },
  ringsOut: { types: unanswered, end: { result: 'noAnswer', sip: { code: 408 }, endedBy: 'system' } },
  canceled: { types: unanswered, end: { result: 'canceled', sip: { code: 487 }, endedBy: 'caller' } },
  notFound: { types: ['call.initiated', 'call.ended'], end: { result: 'notFound', sip: { code: 404 } } },
  serverFailure: { types: failed, end: { result: 'failed', sip: { code: 500 }, downstreamSipCodes: [503] } },
  unreachable: {
    types: ['call.initiated', 'call.error', 'call.ended'],
    end: { result: 'failed', sip: { code: 408 } },
  },
  challenged: { types: answered, end: { result: 'answered', endedBy: 'caller' } },
  serialFork: { types: answered, end: { result: 'answered', downstreamSipCodes: [486] } },
  parallelFork: { types: answered, end: { result: 'answered', downstreamSipCodes: [487] } },
  held: { types: answered, end: { result: 'answered', endedBy: 'caller' } },
  lostBye: { types: answered, end: { result: 'answered', endedBy: 'system', inferred: 'no BYE seen' } },
}

const missing = missingForSip()
if (missing) console.warn(`\n*** Real SIP is NOT tested: ${missing} ***\n`)

describe.skipIf(missing !== undefined)(
  `calls over a real SIP server${missing ? ` — ${missing}` : ''}`,
  () => {
    describe('mirrored by one agent', () => {
      let collector: Collector
      let lab: Awaited<ReturnType<typeof startKamailio>>
      const made = new Map<CallKind, MadeCalls>()

      beforeAll(async () => {
        collector = await collect()
        lab = await startKamailio({ hepPorts: [collector.hepPort] })
        await Promise.all(callKinds.map(async (kind) => made.set(kind, await lab.call(kind))))
        await untilEnded(collector, '', callKinds.length)
      }, 60_000)
      afterAll(async () => {
        await lab.stop()
        await collector.stop()
      })

      it.each(callKinds)('tells a call of the kind %s exactly', (kind) => {
        const calls = callsOf(collector, made.get(kind)?.idPrefix ?? kind)
        expect(calls).toHaveLength(1)
        const [events = []] = calls
        expect(events.map((event) => event.type)).toEqual(expected[kind].types)
        expect(events.at(-1)?.data).toMatchObject(expected[kind].end)
        expectToBeConsistent(events, made.get(kind))
      })

      it('tells 500 calls at 50 per second, none wrong and none missing', { timeout: 90_000 }, async () => {
        const load = await lab.call('endedByCaller', { calls: 500, perSecond: 50 })
        await untilEnded(collector, load.idPrefix, 500)
        const calls = callsOf(collector, load.idPrefix)
        expect(calls).toHaveLength(500)
        for (const events of calls) {
          expect(events.map((event) => event.type)).toEqual(answered)
          expect(events.at(-1)?.data).toMatchObject(expected.endedByCaller.end)
          expectToBeConsistent(events, load)
        }
      })
    })

    describe('mirrored by two agents', () => {
      const kindsSeenTwice = [
        'endedByCaller',
        'endedByCallee',
        'busyCallee',
        'notFound',
        'challenged',
      ] as const
      let collector: Collector
      let lab: Awaited<ReturnType<typeof startKamailio>>

      beforeAll(async () => {
        collector = await collect()
        lab = await startKamailio({ hepPorts: [collector.hepPort, collector.hepPort] })
      }, 60_000)
      afterAll(async () => {
        await lab.stop()
        await collector.stop()
      })

      it.each(kindsSeenTwice)('tells a call of the kind %s once', async (kind) => {
        const calls = await lab.call(kind)
        await untilEnded(collector, calls.idPrefix, 1)
        const [events = []] = callsOf(collector, calls.idPrefix)
        expect(events.map((event) => event.type)).toEqual(expected[kind].types)
        expect(events.at(-1)?.data).toMatchObject(expected[kind].end)
        expectToBeConsistent(events, calls)
      })
    })
  },
)

const LATE_EVENTS_MS = 400

/** Waits until so many calls have ended, and a moment longer for events that should not be. */
async function untilEnded(collector: Collector, idPrefix: string, count: number): Promise<void> {
  const endedCalls = () =>
    callsOf(collector, idPrefix).filter((events) => events.at(-1)?.type === 'call.ended')
  for (let tries = 0; tries < 200 && endedCalls().length < count; tries++) await sleep(50)
  await sleep(LATE_EVENTS_MS)
}

/** The events of the calls whose id begins so, call by call, in the order in which they came. */
function callsOf(collector: Collector, idPrefix: string): PostedEvent[][] {
  const events = collector.events().filter((event) => event.call?.id.startsWith(idPrefix))
  return [...Map.groupBy(events, (event) => event.call?.id).values()]
}

function expectToBeConsistent(events: readonly PostedEvent[], made: MadeCalls | undefined): void {
  const ids = events.map((event) => event.id ?? '')
  expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => (one < other ? -1 : 1)))
  const times = events.map((event) => event.occurredAt.getTime())
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  for (const { call } of events) {
    expect(call).toMatchObject({ from: made?.from, to: made?.to, direction: 'inbound', source: 'hep:2001' })
  }
}

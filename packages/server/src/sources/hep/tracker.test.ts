import { describe, expect, it } from 'vitest'
import type { CallFact } from './call-facts.ts'
import {
  callee,
  caller,
  observe,
  proxy,
  requestText,
  responseText,
  type TestPath,
  type TestSip,
} from './testing.ts'
import type { ObservedMessage } from './tracked-call.ts'
import { createTracker, type TrackerOptions } from './tracker.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

const up = { source: caller, destination: proxy }
const down = { source: proxy, destination: caller }
const onwards = { source: proxy, destination: callee }
const back = { source: callee, destination: proxy }

const tagged = '<sip:+4921155502@test>;tag=callee'
const first = { branches: ['z9hG4bK-a'] }
const second = { branches: ['z9hG4bK-p1', 'z9hG4bK-a'] }
const third = { branches: ['z9hG4bK-p2', 'z9hG4bK-a'] }

/** One line of a script: when, what, and on which way. */
const ask = (at: number, method: string, sip: TestSip = first, way: TestPath = up) =>
  observe(at, requestText(method, sip), way)
const say = (at: number, status: number, sip: TestSip = first, way: TestPath = down) =>
  observe(at, responseText(status, `Reason ${status}`, sip), way)

const ack2xx = { branches: ['z9hG4bK-ack'], to: tagged }
const byeOfCaller = { branches: ['z9hG4bK-bye'], to: tagged, cseq: 2 }
const byeOfCallee = { branches: ['z9hG4bK-bye'], from: tagged, to: '<sip:+4921155501@test>;tag=caller' }

/** Plays messages, then lets time pass until `until`; the facts in short: type, time, result or nothing. */
function play(messages: readonly ObservedMessage[], until = 0, options: TrackerOptions = {}): CallFact[] {
  const tracker = createTracker(options)
  const facts = messages.flatMap((message) => tracker.onMessage(message))
  for (let now = 0; now <= until; now += SECOND) facts.push(...tracker.tick(now))
  return facts
}

function short(facts: readonly CallFact[]): string[] {
  return facts.map(({ type, at, data }) => {
    const parts = [data['result'], data['endedBy'], data['inferred']].filter(
      (part) => typeof part === 'string',
    )
    return [type.replace('call.', ''), at, ...parts].join(' ')
  })
}

const script = (facts: readonly CallFact[]) => short(facts).join('; ')

const setUp = [ask(0, 'INVITE'), say(10, 100), say(20, 180), say(30, 200)]

describe('one hop', () => {
  it.each<[string, ObservedMessage[], string]>([
    [
      'ended by the caller',
      [...setUp, ask(31, 'ACK', ack2xx), ask(90, 'BYE', byeOfCaller)],
      'initiated 0; ringing 20; answered 30; ended 90 answered caller',
    ],
    [
      'ended by the callee',
      [...setUp, ask(90, 'BYE', byeOfCallee, back)],
      'initiated 0; ringing 20; answered 30; ended 90 answered callee',
    ],
    ['answered at once', [ask(0, 'INVITE'), say(5, 200)], 'initiated 0; answered 5'],
    ['with early media', [ask(0, 'INVITE'), say(5, 183), say(6, 180)], 'initiated 0; ringing 5'],
    ['being forwarded and queued', [ask(0, 'INVITE'), say(5, 181), say(6, 182)], 'initiated 0'],
    ['busy', [ask(0, 'INVITE'), say(5, 486)], 'initiated 0; ended 5 busy callee'],
    ['not found', [ask(0, 'INVITE'), say(5, 404)], 'initiated 0; ended 5 notFound system'],
    [
      'declined',
      [ask(0, 'INVITE'), say(2, 180), say(5, 603)],
      'initiated 0; ringing 2; ended 5 rejected callee',
    ],
    ['failing', [ask(0, 'INVITE'), say(5, 503)], 'initiated 0; error 5; ended 5 failed system'],
    [
      'timed out without ringing',
      [ask(0, 'INVITE'), say(5, 408)],
      'initiated 0; error 5; ended 5 failed system',
    ],
    [
      'timed out after ringing',
      [ask(0, 'INVITE'), say(2, 180), say(5, 408)],
      'initiated 0; ringing 2; ended 5 noAnswer system',
    ],
    [
      'canceled',
      [ask(0, 'INVITE'), say(2, 180), ask(5, 'CANCEL'), say(6, 487)],
      'initiated 0; ringing 2; ended 6 canceled caller',
    ],
    [
      'canceled too late',
      [ask(0, 'INVITE'), ask(5, 'CANCEL'), say(6, 200), ask(8, 'BYE', byeOfCaller)],
      'initiated 0; answered 6; ended 8 answered caller',
    ],
  ])('tells a call %s', (_, messages, expected) => {
    expect(script(play(messages, 4 * SECOND))).toBe(expected)
    const twice = messages.flatMap((message) => [message, message])
    expect(script(play(twice, 4 * SECOND))).toBe(expected)
  })

  it('puts all it knows into the facts', () => {
    const facts = play([...setUp, ask(90, 'BYE', byeOfCaller)])
    const call = {
      id: 'call-1@test',
      from: '+4921155501',
      to: '+4921155502',
      direction: 'inbound',
      source: 'hep:2001',
    }
    expect(facts).toEqual([
      { type: 'call.initiated', at: 0, call, data: {} },
      { type: 'call.ringing', at: 20, call, data: { sip: { code: 180, reason: 'Reason 180' } } },
      { type: 'call.answered', at: 30, call, data: { ringMs: 10, sip: { code: 200, reason: 'Reason 200' } } },
      {
        type: 'call.ended',
        at: 90,
        call,
        data: {
          result: 'answered',
          startedAt: '1970-01-01T00:00:00.000Z',
          answeredAt: '1970-01-01T00:00:00.030Z',
          endedAt: '1970-01-01T00:00:00.090Z',
          durationMs: 90,
          ringMs: 10,
          endedBy: 'caller',
          sip: { code: 200, reason: 'Reason 200' },
        },
      },
    ])
  })

  it('tells what a failed call failed of', () => {
    const [, error, ended] = play([ask(0, 'INVITE'), say(5, 503)], 4 * SECOND)
    const sip = { code: 503, reason: 'Reason 503' }
    expect(error?.data).toEqual({ message: 'The call failed: 503 Reason 503.', code: 'sip_503', sip })
    expect(ended?.data).toMatchObject({ answeredAt: null, sip })
  })

  it('takes the asserted identity for the caller, but not for the direction', () => {
    const headers = ['P-Asserted-Identity: <sip:+4921155500@test>']
    const [fact] = play([ask(0, 'INVITE', { from: '<sip:201@test>;tag=caller', headers })])
    expect(fact?.call).toMatchObject({ from: '+4921155500', direction: 'outbound' })
  })

  it('tells a correlation id that is not the Call-ID, without control characters', () => {
    const initiated = (correlationId: string) => play([{ ...ask(0, 'INVITE'), correlationId }])[0]?.data
    expect(initiated('leg\0-7')).toEqual({ correlationId: 'leg-7' })
    expect(initiated('call-1@test')).toEqual({})
  })
})

describe('a digest challenge', () => {
  const again = { ...first, branches: ['z9hG4bK-a2'], cseq: 2 }

  it.each([401, 407])('with %i is not the end when the caller tries again', (status) => {
    const messages = [
      ask(0, 'INVITE'),
      say(1, status),
      ask(2, 'ACK', { ...first, to: tagged }),
      ask(3, 'INVITE', again),
      say(4, status),
      say(5, 180, again),
      say(6, 200, again),
    ]
    expect(script(play(messages, 60 * SECOND))).toBe('initiated 0; ringing 5; answered 6')
  })

  it('is the end when the caller does not', () => {
    const facts = play([ask(0, 'INVITE'), say(1, 401)], 4 * SECOND)
    expect(script(facts)).toBe('initiated 0; ended 1 rejected system')
    expect(facts.at(-1)?.data).toMatchObject({ sip: { code: 401 } })
  })

  it('that is answered late begins the call again', () => {
    const tracker = createTracker()
    tracker.onMessage(ask(0, 'INVITE'))
    tracker.onMessage(say(1, 401))
    tracker.tick(4 * SECOND)
    expect(short(tracker.onMessage(ask(5 * SECOND, 'INVITE', again)))).toEqual(['initiated 5000'])
  })

  it('of the carrier, answered by the proxy, leaves the caller where it is', () => {
    const proxys = { branches: ['z9hG4bK-p9', 'z9hG4bK-a'], cseq: 2 }
    const messages = [
      ask(0, 'INVITE'),
      ask(1, 'INVITE', second, onwards),
      say(2, 407, second, back),
      ask(3, 'INVITE', proxys, onwards),
      say(4, 180, proxys, back),
      say(5, 180),
      say(6, 200),
    ]
    expect(script(play(messages))).toBe('initiated 0; ringing 5; answered 6')
  })
})

describe('a caller that tries another server', () => {
  const elsewhere = { branches: ['z9hG4bK-a2'] }
  const failed = { ...first, to: tagged }
  const goesOn = [say(20, 180, elsewhere), say(30, 200, elsewhere), ask(90, 'BYE', byeOfCaller)]
  const answered = 'ringing 20; answered 30; ended 90 answered caller'

  it.each([408, 500, 503])('after %i is still in the same call', (status) => {
    const messages = [ask(0, 'INVITE'), say(1, status), ask(2, 'ACK', failed), ask(3, 'INVITE', elsewhere)]
    const facts = play([...messages, say(4, status), ...goesOn], 60 * SECOND)
    expect(script(facts)).toBe(`initiated 0; ${answered}`)
    expect(facts.at(-1)?.data['downstreamSipCodes']).toEqual([status])
  })

  it.each([488, 503])('with the next CSeq after %i is still in the same call', (status) => {
    const again = { branches: ['z9hG4bK-a2'], cseq: 2 }
    const messages = [ask(0, 'INVITE'), say(1, status), ask(3, 'INVITE', again), say(5, 200, again)]
    expect(script(play(messages, 60 * SECOND))).toBe('initiated 0; answered 5')
  })

  it('is in the same call when the new INVITE was seen before the failure of the first', () => {
    const messages = [ask(0, 'INVITE'), ask(3, 'INVITE', elsewhere), say(1, 503), ask(2, 'ACK', failed)]
    expect(script(play([...messages, ...goesOn], 60 * SECOND))).toBe(`initiated 0; ${answered}`)
  })

  it('after no response is told what became of the second try', () => {
    const messages = [
      ask(0, 'INVITE'),
      ask(500, 'INVITE'),
      ask(32_000, 'INVITE', elsewhere),
      say(32_001, 180, elsewhere),
      say(32_002, 486, elsewhere),
      ask(32_003, 'ACK', { ...elsewhere, to: tagged }),
    ]
    const expected = 'initiated 0; ringing 32001; ended 32002 busy callee'
    expect(script(play(messages, 60 * SECOND))).toBe(expected)
  })

  it('does not go back to the server that had given no response', () => {
    const messages = [ask(0, 'INVITE'), ask(600, 'INVITE', elsewhere), say(700, 503, elsewhere)]
    const expected = 'initiated 0; error 700; ended 700 failed system'
    expect(script(play(messages, 4 * SECOND))).toBe(expected)
  })

  it('is not a proxy that forks while its own caller is not mirrored', () => {
    const messages = [
      ask(0, 'INVITE', second, onwards),
      ask(1, 'INVITE', third, onwards),
      ask(501, 'INVITE', third, onwards),
      say(502, 486, third, back),
      say(600, 200, second, back),
    ]
    expect(script(play(messages, 4 * SECOND))).toBe('initiated 0; answered 600')
  })
})

describe('a proxy between caller and callee', () => {
  const fork = [ask(0, 'INVITE'), ask(1, 'INVITE', second, onwards)]

  it.each<[string, ObservedMessage[], string, number[] | undefined]>([
    [
      'serial forking: the busy first branch is not the end',
      [
        ...fork,
        say(5, 486, second, back),
        ask(6, 'INVITE', third, onwards),
        say(8, 200, third, back),
        say(9, 200),
      ],
      'initiated 0; answered 9',
      [486],
    ],
    [
      'parallel forking: the losing branch is not a cancellation',
      [
        ...fork,
        ask(2, 'INVITE', third, onwards),
        say(3, 180, second, back),
        say(4, 180),
        say(5, 200, third, back),
        say(6, 200),
        ask(7, 'CANCEL', second, onwards),
        say(8, 487, second, back),
      ],
      'initiated 0; ringing 4; answered 6',
      [487],
    ],
    [
      'a timeout: the callee was canceled by the proxy, not by the caller',
      [...fork, say(2, 180), ask(5, 'CANCEL', second, onwards), say(6, 487, second, back), say(7, 408)],
      'initiated 0; ringing 2; ended 7 noAnswer system',
      [487],
    ],
    [
      'a failure the proxy tells in other words',
      [...fork, say(5, 503, second, back), say(6, 500)],
      'initiated 0; error 6; ended 6 failed system',
      [503],
    ],
  ])('%s', (_, messages, expected, codes) => {
    const bye = expected.includes('answered') ? [ask(99, 'BYE', byeOfCaller)] : []
    const facts = play([...messages, ...bye], 4 * SECOND)
    expect(script(facts)).toBe(bye.length > 0 ? `${expected}; ended 99 answered caller` : expected)
    expect(facts.at(-1)?.data['downstreamSipCodes']).toEqual(codes)
  })

  it('finds the caller although a further hop was seen first', () => {
    const messages = [
      ask(1, 'INVITE', second, onwards),
      ask(0, 'INVITE'),
      say(5, 486, second, back),
      say(6, 200),
      ask(99, 'BYE', byeOfCaller),
    ]
    const facts = play(messages)
    expect(script(facts)).toBe('initiated 1; answered 6; ended 99 answered caller')
    expect(facts.at(-1)?.data['downstreamSipCodes']).toEqual([486])
  })

  it('finds the caller although the proxy sends from another address than it receives at', () => {
    const elsewhere = '192.0.2.99:41000'
    const [out, backThere] = [
      { source: elsewhere, destination: callee },
      { source: callee, destination: elsewhere },
    ]
    const messages = [
      ask(1, 'INVITE', second, out),
      ask(0, 'INVITE'),
      say(5, 486, second, backThere),
      say(6, 200),
      ask(99, 'BYE', byeOfCaller),
    ]
    expect(script(play(messages))).toBe('initiated 1; answered 6; ended 99 answered caller')
  })

  it('finds the caller although the proxy hides the hops before it', () => {
    const hidden = { branches: ['z9hG4bK-p1'] }
    const messages = [
      ask(0, 'INVITE'),
      ask(1, 'INVITE', hidden, onwards),
      say(2, 486, hidden, back),
      say(3, 200),
    ]
    expect(script(play(messages))).toBe('initiated 0; answered 3')
  })

  it('finds the caller although that is a proxy too and the next one hides the hops before it', () => {
    const carriers = { branches: ['z9hG4bK-c', 'z9hG4bK-a'] }
    const [one, two] = [{ branches: ['z9hG4bK-p1'] }, { branches: ['z9hG4bK-p2'] }]
    const messages = [
      ask(0, 'INVITE', carriers),
      ask(1, 'INVITE', one, onwards),
      ask(1, 'INVITE', two, onwards),
      say(2, 486, one, back),
      ask(3, 'ACK', { ...one, to: tagged }, onwards),
      say(5, 200, two, back),
      say(6, 200, carriers),
      ask(99, 'BYE', byeOfCaller),
    ]
    const facts = play(messages)
    expect(script(facts)).toBe('initiated 0; answered 6; ended 99 answered caller')
    expect(facts.at(-1)?.data['downstreamSipCodes']).toEqual([486])
  })

  it('takes no ACK for the failure of a fork for that of an answer', () => {
    const messages = [
      ask(0, 'INVITE', second, onwards),
      ask(0, 'INVITE', third, onwards),
      say(2, 486, third, back),
      ask(3, 'ACK', { ...third, to: tagged }, onwards),
      say(5 * SECOND, 180, second, back),
    ]
    expect(script(play(messages, 5 * SECOND))).toBe('initiated 0; ringing 5000')
  })

  it('takes a response of unknown branch that goes to the caller', () => {
    expect(script(play([ask(0, 'INVITE'), say(3, 486, { branches: ['rewritten'] })]))).toBe(
      'initiated 0; ended 3 busy callee',
    )
    expect(script(play([ask(0, 'INVITE'), say(3, 486, { branches: ['rewritten'] }, back)]))).toBe(
      'initiated 0',
    )
  })

  it('follows calls of clients without branches', () => {
    const old = { branches: ['z9hG4bK-p1', 'x'] }
    const plain = (text: string) => text.replace(/;branch=x?(?=\r)/g, '')
    const messages = [
      observe(0, plain(requestText('INVITE', { branches: [''] })), up),
      observe(1, plain(requestText('INVITE', old)), onwards),
      observe(2, plain(responseText(486, 'Busy', old)), back),
      observe(3, plain(responseText(200, 'OK', { branches: [''] })), down),
    ]
    expect(script(play(messages))).toBe('initiated 0; answered 3')
  })
})

describe('within a call', () => {
  it('takes a hold for no new call', () => {
    const hold = { branches: ['z9hG4bK-h'], to: tagged, cseq: 2 }
    const messages = [...setUp, ask(40, 'INVITE', hold), say(41, 200, hold), ask(90, 'BYE', byeOfCaller)]
    expect(script(play(messages))).toBe('initiated 0; ringing 20; answered 30; ended 90 answered caller')
  })

  const other = '<sip:+4921155502@test>;tag=other'
  it.each([
    ['a second phone that answered, and its BYE', [say(31, 200, { ...first, to: other })]],
    ['the BYE for a phone whose answer was not seen', []],
  ])('ignores %s', (_, seen) => {
    const messages = [
      ...setUp,
      ...seen,
      ask(40, 'BYE', { ...byeOfCaller, to: other }),
      ask(90, 'BYE', byeOfCaller),
    ]
    expect(script(play(messages))).toBe('initiated 0; ringing 20; answered 30; ended 90 answered caller')
  })

  it('knows its BYE also when the answer came long after the ACK for it', () => {
    const tracker = createTracker()
    for (const message of [ask(0, 'INVITE'), ask(5, 'ACK', ack2xx)]) tracker.onMessage(message)
    expect(short(tracker.tick(2 * SECOND))).toEqual(['answered 5 no 2xx response seen'])
    expect(tracker.onMessage(say(3 * SECOND, 200))).toEqual([])
    expect(short(tracker.onMessage(ask(9 * SECOND, 'BYE', byeOfCaller)))).toEqual([
      'ended 9000 answered caller',
    ])
  })

  it('keeps the times of a call in order when agents disagree about them', () => {
    const messages = [ask(1_000, 'INVITE'), say(400, 180, first, { ...down, captureId: 7 }), say(1_100, 200)]
    expect(script(play(messages))).toBe('initiated 1000; ringing 1000; answered 1100')
  })
})

describe('what silence tells', () => {
  const timer = { ...first, headers: ['Session-Expires: 90;refresher=uac'] }
  const refresh = { branches: ['z9hG4bK-r'], to: tagged, cseq: 2, headers: ['x: 90'] }
  const start = [ask(0, 'INVITE'), say(1, 180), say(2, 200, timer)]
  const update = { ...refresh, cseqMethod: 'UPDATE' }

  it.each<[string, ObservedMessage[], string]>([
    ['no response', [ask(0, 'INVITE'), say(1, 100)], 'ended 212001 noAnswer system no final response seen'],
    [
      'endless ringing',
      [ask(0, 'INVITE'), say(1, 180)],
      'ended 900001 noAnswer system no final response seen',
    ],
    [
      'nothing after the CANCEL',
      [ask(0, 'INVITE'), say(1, 180), ask(5, 'CANCEL')],
      'ended 32005 canceled caller no final response seen',
    ],
    ['no BYE and no refresh', start, 'ended 122002 answered system no BYE seen'],
    [
      'no BYE after a re-INVITE',
      [...start, say(50_000, 200, refresh)],
      'ended 172000 answered system no BYE seen',
    ],
    [
      'no BYE after an UPDATE',
      [...start, say(50_000, 200, update)],
      'ended 172000 answered system no BYE seen',
    ],
    ['no BYE, and no timer', setUp, `ended ${12 * HOUR + 30} answered system no BYE seen`],
    [
      'no BYE after a refresh that gave up the timer',
      [...start, say(50_000, 200, { ...refresh, headers: [] })],
      `ended ${12 * HOUR + 50_000} answered system no BYE seen`,
    ],
  ])('%s', (_, messages, expected) => {
    expect(short(play(messages, 13 * HOUR)).at(-1)).toBe(expected)
  })

  it('counts by our clock and is dated by the clock of the agent', () => {
    const tracker = createTracker()
    tracker.onMessage(observe(1_000_000, requestText('INVITE'), { receivedAt: 5_000 }))
    expect(tracker.tick(5_000 + 211_999)).toEqual([])
    expect(short(tracker.tick(5_000 + 212_000))).toEqual([
      'ended 1212000 noAnswer system no final response seen',
    ])
  })

  it('is not contradicted by a BYE after all', () => {
    const tracker = createTracker()
    for (const message of start) tracker.onMessage(message)
    expect(tracker.tick(HOUR)).toHaveLength(1)
    tracker.tick(2 * HOUR)
    expect(tracker.onMessage(ask(2 * HOUR, 'BYE', byeOfCaller))).toEqual([])
  })
})

describe('messages that are missing or late', () => {
  it.each<[string, ObservedMessage[], string]>([
    [
      'the 200: its ACK shows it',
      [ask(0, 'INVITE'), say(1, 180), ask(5, 'ACK', ack2xx), ask(9, 'BYE', byeOfCaller)],
      'initiated 0; ringing 1; answered 5 no 2xx response seen; ended 9 answered caller',
    ],
    [
      'the 200, and no BYE soon',
      [ask(0, 'INVITE'), ask(5, 'ACK', ack2xx)],
      'initiated 0; answered 5 no 2xx response seen',
    ],
    ['the 200, late', [ask(0, 'INVITE'), ask(5, 'ACK', ack2xx), say(7, 200)], 'initiated 0; answered 5'],
    [
      'the 200, a CANCEL having come too late',
      [
        ask(0, 'INVITE'),
        ask(4, 'CANCEL'),
        ask(5, 'ACK', ack2xx),
        ask(6, 'CANCEL'),
        ask(9, 'BYE', byeOfCaller),
      ],
      'initiated 0; answered 5 no 2xx response seen; ended 9 answered caller',
    ],
    [
      'the 200 and its ACK: the BYE of the callee shows them',
      [ask(0, 'INVITE'), ask(9, 'BYE', byeOfCallee, back)],
      'initiated 0; answered 9 no 2xx response seen; ended 9 answered callee',
    ],
    [
      'the 200, later than the BYE of the caller',
      [ask(0, 'INVITE'), ask(5, 'BYE', byeOfCaller), say(9, 200)],
      'initiated 0; answered 5; ended 5 answered caller',
    ],
    [
      'an answer, the caller hanging up while it rings',
      [ask(0, 'INVITE'), say(1, 180), ask(5, 'BYE', byeOfCaller), say(9, 487)],
      'initiated 0; ringing 1; ended 9 canceled caller',
    ],
    [
      'the 486 to the caller: the callee sent one, and the ACK shows that it was passed on',
      [
        ask(0, 'INVITE'),
        ask(1, 'INVITE', second, onwards),
        say(2, 486, second, back),
        ask(4, 'ACK', { ...first, to: tagged }),
      ],
      'initiated 0; ended 4 busy callee no final response seen',
    ],
    [
      'every failure but its ACK',
      [ask(0, 'INVITE'), ask(4, 'ACK', { ...first, to: tagged })],
      'initiated 0; ended 4 noAnswer system no final response seen',
    ],
    [
      'the failure, late',
      [ask(0, 'INVITE'), ask(4, 'ACK', first), say(5, 486)],
      'initiated 0; ended 5 busy callee',
    ],
    ['the 180, after the answer', [ask(0, 'INVITE'), say(5, 200), say(6, 180)], 'initiated 0; answered 5'],
    [
      'the start',
      [ask(9, 'BYE', byeOfCaller), ask(9, 'BYE', { ...byeOfCaller, branches: ['p', 'a'] }, onwards)],
      'ended 9 answered no start of the call seen',
    ],
    ['the start, for a failure', [say(5, 486), ask(6, 'ACK')], ''],
  ])('%s', (_, messages, expected) => {
    expect(script(play(messages, 20 * SECOND))).toBe(expected)
  })

  it('let another process tell the end first that saw the start', () => {
    const tracker = createTracker()
    expect(tracker.onMessage(ask(9, 'BYE', byeOfCaller))).toEqual([])
    expect(tracker.tick(9 + 1_999)).toEqual([])
    expect(short(tracker.tick(9 + 2_000))).toEqual(['ended 9 answered no start of the call seen'])
    expect([...tracker.tick(5 * SECOND), ...tracker.flush()]).toEqual([])
  })

  it('do not begin an ended call again', () => {
    const late = [ask(0, 'INVITE'), ask(1, 'INVITE', second, onwards), ...setUp]
    expect(script(play([ask(0, 'INVITE'), say(5, 486), ...late]))).toBe('initiated 0; ended 5 busy callee')
  })
})

describe('memory', () => {
  const invite = (id: number) => ask(id, 'INVITE', { callId: `call-${id}` })
  const busy = (id: number) => say(id, 486, { callId: `call-${id}` })

  it('forgets an ended call after 32 seconds', () => {
    const tracker = createTracker()
    tracker.onMessage(invite(1))
    tracker.onMessage(busy(1))
    tracker.tick(31 * SECOND)
    expect(tracker.size()).toBe(1)
    tracker.tick(33 * SECOND)
    expect(tracker.size()).toBe(0)
  })

  it('gives up ended calls before live ones, and of each kind the oldest', () => {
    const tracker = createTracker({ maxCalls: 3 })
    for (const message of [invite(1), invite(2), busy(2), invite(3)]) tracker.onMessage(message)
    expect(tracker.size()).toBe(3)
    tracker.onMessage(invite(4))
    expect([tracker.size(), tracker.evicted()]).toEqual([3, 0])
    tracker.onMessage(invite(5))
    expect([tracker.size(), tracker.evicted()]).toEqual([3, 1])
    expect(tracker.onMessage(busy(1))).toEqual([])
    expect(short(tracker.onMessage(busy(3)))).toEqual(['ended 3 busy callee'])
  })

  it('still tells the end of a call it had to give up', () => {
    const tracker = createTracker({ maxCalls: 1 })
    tracker.onMessage(invite(1))
    tracker.onMessage(invite(2))
    tracker.onMessage(ask(9, 'BYE', { ...byeOfCaller, callId: 'call-1' }))
    expect(short(tracker.flush())).toEqual(['ended 9 answered no start of the call seen'])
  })

  it('counts an end that it had to give up while it was held back', () => {
    const tracker = createTracker({ maxCalls: 1 })
    tracker.onMessage(ask(9, 'BYE', byeOfCaller))
    tracker.onMessage(invite(2))
    expect([tracker.flush(), tracker.evicted()]).toEqual([[], 1])
  })
})

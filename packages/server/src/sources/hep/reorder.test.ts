import { describe, expect, it } from 'vitest'
import { createReorder } from './reorder.ts'
import { observe, requestText, responseText } from './testing.ts'
import type { ObservedMessage } from './tracked-call.ts'

const names = ({ sip }: ObservedMessage) =>
  sip.kind === 'request' ? `${sip.method} ${sip.cseq}` : `${sip.status}`

const ask = (at: number, method: string, cseq = 1, callId = 'one') =>
  observe(at, requestText(method, { cseq, callId }))
const say = (at: number, status: number, cseq = 1) =>
  observe(at, responseText(status, '', { cseq, callId: 'one' }))

function reordered(messages: readonly ObservedMessage[]): string[] {
  const reorder = createReorder({ windowMs: 50, maxHeld: 100 })
  const early = messages.flatMap((message) => reorder.add({ ...message, receivedAt: 0 }))
  expect(early).toEqual([])
  return reorder.release(50).map(names)
}

describe('the order of the messages of a call', () => {
  it.each<[string, ObservedMessage[], string[]]>([
    ['a 200 before the 180', [ask(0, 'INVITE'), say(2, 200), say(1, 180)], ['INVITE 1', '180', '200']],
    [
      'a 200 with the later time',
      [ask(0, 'INVITE'), ask(5, 'ACK'), say(6, 200)],
      ['INVITE 1', '200', 'ACK 1'],
    ],
    [
      'a BYE before the answer, in numbers of its own',
      [ask(0, 'INVITE', 7), ask(5, 'BYE', 1), say(6, 200, 7)],
      ['INVITE 7', '200', 'BYE 1'],
    ],
    [
      'a challenge that came last',
      [ask(3, 'INVITE', 2), ask(2, 'ACK', 1), say(1, 401, 1), ask(0, 'INVITE', 1)],
      ['INVITE 1', '401', 'ACK 1', 'INVITE 2'],
    ],
    [
      'a 487 before the CANCEL',
      [ask(0, 'INVITE'), say(1, 487), ask(2, 'CANCEL')],
      ['INVITE 1', 'CANCEL 1', '487'],
    ],
    ['equals by time', [say(9, 183), say(7, 180)], ['180', '183']],
  ])('is put right: %s', (_, messages, expected) => {
    expect(reordered(messages)).toEqual(expected)
  })

  it('lets a message go when its time is up, with what belongs before it, and no other call', () => {
    const reorder = createReorder({ windowMs: 50, maxHeld: 100 })
    const arrivals: [number, ObservedMessage][] = [
      [0, say(2, 200)],
      [10, ask(3, 'INVITE', 1, 'two')],
      [20, say(1, 180)],
      [30, ask(4, 'BYE', 2)],
    ]
    for (const [receivedAt, message] of arrivals) reorder.add({ ...message, receivedAt })
    expect(reorder.nextReleaseAt()).toBe(50)
    expect(reorder.release(49)).toEqual([])
    expect(reorder.release(50).map(names)).toEqual(['180', '200'])
    expect(reorder.nextReleaseAt()).toBe(60)
    expect(reorder.release(100).map(names)).toEqual(['INVITE 1', 'BYE 2'])
    expect(reorder.nextReleaseAt()).toBeUndefined()
  })

  it('lets the oldest go early when too many are held', () => {
    const reorder = createReorder({ windowMs: 50, maxHeld: 2 })
    expect(reorder.add(ask(0, 'INVITE', 1, 'one'))).toEqual([])
    expect(reorder.add(ask(1, 'INVITE', 2, 'two'))).toEqual([])
    expect(reorder.add(ask(2, 'INVITE', 3, 'three')).map(names)).toEqual(['INVITE 1'])
  })
})

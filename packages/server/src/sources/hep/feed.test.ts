import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PostedEvent } from '../../events/posted-event.ts'
import { createFeed, type Feed } from './feed.ts'
import { createFrameReader } from './frames.ts'
import { readHep } from './packet.ts'
import { caller, hepPacket, proxy, requestText, responseText } from './testing.ts'

const NOW = 1_767_225_600_000
const fixtures = path.join(import.meta.dirname, 'fixtures')

/** The packets of a call as Kamailio mirrored it. */
function recorded(name: string): Buffer[] {
  return createFrameReader()(readFileSync(path.join(fixtures, `${name}.hep`))).frames
}

/** Plays packets at the times they carry, and waits for as long as a caller may take to try again. */
function play(feed: Feed, packets: readonly Buffer[]): PostedEvent[] {
  let nowMs = NOW
  const events = packets.flatMap((bytes) => {
    const read = readHep(bytes)
    nowMs = read.ok ? read.packet.at : NOW
    return [...feed.take(bytes, nowMs, nowMs), ...feed.advance(nowMs)]
  })
  return [...events, ...feed.flush(), ...feed.advance(nowMs + 4_000)]
}

const types = (events: readonly PostedEvent[]) => events.map(({ type }) => type.replace('call.', ''))
const answered = ['initiated', 'ringing', 'answered', 'ended']

const expectedOf: Record<string, [string[], Record<string, unknown>]> = {
  'ended-by-callee': [answered, { result: 'answered', endedBy: 'callee' }],
  challenged: [answered, { result: 'answered', endedBy: 'caller' }],
  canceled: [['initiated', 'ringing', 'ended'], { result: 'canceled', sip: { code: 487 } }],
  'server-failure': [
    ['initiated', 'ringing', 'error', 'ended'],
    { sip: { code: 500 }, downstreamSipCodes: [503] },
  ],
  'serial-fork': [answered, { result: 'answered', downstreamSipCodes: [486] }],
  'parallel-fork': [answered, { result: 'answered', downstreamSipCodes: [487] }],
  'two-agents': [answered, { result: 'answered', endedBy: 'caller', sip: { code: 200 } }],
}

describe('packets recorded of a real server', () => {
  it.each(Object.entries(expectedOf))('give the events of the call: %s', (name, [expectedTypes, end]) => {
    const feed = createFeed()
    const events = play(feed, recorded(name))
    expect(types(events)).toEqual(expectedTypes)
    expect(events.at(-1)?.data).toMatchObject(end)
    expect(events[0]?.call).toMatchObject({ from: '6001', direction: 'inbound', source: 'hep:2001' })
    expect(feed.status()).toMatchObject({ refused: 0, malformed: 0, evicted: 0 })
  })

  it('give the same events in another process, and when they come in another order', () => {
    const packets = recorded('serial-fork')
    const swapped = packets.flatMap((packet, index) => {
      const pair = [packets[index + 1] ?? packet, packet]
      return index % 2 === 0 ? [...new Set(pair)] : []
    })
    expect(swapped).not.toEqual(packets)
    expect(play(createFeed(), swapped)).toEqual(play(createFeed(), packets))
  })
})

describe('the feed', () => {
  const invite = { text: requestText('INVITE'), atMs: NOW }

  it('holds a message for a moment, and tells when to come back', () => {
    const feed = createFeed({ reorderMs: 40 })
    expect(feed.take(hepPacket(invite), NOW, NOW)).toEqual([])
    expect(feed.nextAdvanceAt()).toBe(NOW + 40)
    expect(types(feed.advance(NOW + 40))).toEqual(['initiated'])
  })

  it('follows a caller that turns to another server within a moment', () => {
    const other = { branches: ['z9hG4bK-b'] }
    const texts = [
      requestText('INVITE'),
      responseText(503, 'Service Unavailable'),
      requestText('ACK'),
      requestText('INVITE', other),
      responseText(200, 'OK', other),
    ]
    const packets = texts.map((text, index) => {
      const way = text.startsWith('SIP') ? { source: proxy, destination: caller } : {}
      return hepPacket({ text, atMs: NOW + index, ...way })
    })
    expect(types(play(createFeed(), packets))).toEqual(['initiated', 'answered'])
  })

  it('tells what silence means as time goes on', () => {
    const feed = createFeed()
    feed.take(hepPacket(invite), NOW, NOW)
    feed.advance(NOW + 1_000)
    expect(types(feed.advance(NOW + 250_000))).toEqual(['ended'])
  })

  it.each([
    ['none', undefined],
    ['a wrong one', 'secreT'],
    ['a part of it', 'secre'],
  ])('refuses packets with a password when it is %s', (_, password) => {
    const feed = createFeed({ password: 'secret' })
    const packet = hepPacket({ ...invite, ...(password !== undefined && { password }) })
    expect(play(feed, [packet])).toEqual([])
    expect(feed.status()).toMatchObject({ packets: 1, refused: 1 })
  })

  it('takes packets with the right password', () => {
    const packet = hepPacket({ ...invite, password: 'secret' })
    expect(types(play(createFeed({ password: 'secret' }), [packet]))).toEqual(['initiated'])
  })

  it.each([
    ['HEP', Buffer.from('junk'), 'not HEP3'],
    ['SIP', hepPacket({ text: 'junk', atMs: NOW }), 'not SIP'],
  ])('counts what is no %s, and why', (_, bytes, lastFault) => {
    const feed = createFeed()
    feed.take(bytes, NOW, NOW)
    expect(feed.status()).toMatchObject({ malformed: 1, lastFault })
  })

  it.each([
    ['reports of media quality', { text: '{}', atMs: NOW, payloadType: 5 }],
    ['keep-alives', { text: '\r\n\r\n', atMs: NOW }],
    ['registrations', { text: requestText('REGISTER'), atMs: NOW }],
    ['responses to them', { text: responseText(200, 'OK', { cseqMethod: 'REGISTER' }), atMs: NOW }],
  ])('passes over %s', (_, packet) => {
    const feed = createFeed()
    expect(play(feed, [hepPacket(packet)])).toEqual([])
    expect(feed.status()).toMatchObject({ packets: 1, malformed: 0, calls: 0 })
  })

  it('does not believe a clock that is days off', () => {
    const feed = createFeed()
    feed.take(hepPacket({ ...invite, atMs: 86_400_000 }), 86_400_000, NOW)
    expect(feed.flush()[0]?.occurredAt).toEqual(new Date(NOW))
  })
})

describe('whatever the bytes', () => {
  const seeds = readdirSync(fixtures).flatMap((file) => recorded(path.basename(file, '.hep')))
  const maxCalls = 500

  it(
    'does not throw, keeps its bounds, and makes only events that can be accepted',
    { timeout: 120_000 },
    () => {
      const random = randomNumbers(20_260_408)
      const feed = createFeed({ tracker: { maxCalls }, reorderMs: 5 })
      let events = 0
      for (let round = 0; round < 50_000; round++) {
        const bytes = mutate(seeds[random(seeds.length)] ?? Buffer.alloc(0), random)
        const now = NOW + round
        for (const event of [...feed.take(bytes, now, now), ...feed.advance(now)]) {
          events++
          const text = JSON.stringify(event)
          expect(text.includes(String.raw`\u0000`) || !text.isWellFormed()).toBe(false)
          expect(event.occurredAt.getTime()).toBeGreaterThan(0)
        }
        expect(feed.status().calls).toBeLessThanOrEqual(maxCalls)
      }
      expect(events).toBeGreaterThan(1_000)
      expect(feed.status().malformed).toBeGreaterThan(1_000)
    },
  )
})

/** Repeatable whole numbers below `limit` (mulberry32). */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

/** The packet with a few bytes changed, a piece cut out or doubled, its end missing, or a new Call-ID. */
function mutate(packet: Buffer, random: (limit: number) => number): Buffer {
  const bytes = Buffer.from(packet)
  const at = random(bytes.length)
  const length = random(40)
  switch (random(6)) {
    case 0:
      return bytes.subarray(0, at)
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
    case 2:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)])
    case 3: {
      const callId = bytes.indexOf('Call-ID: ') + 9
      bytes.write(random(1_000_000).toString(36), callId, 'latin1')
      return bytes
    }
    default:
      for (let changes = 1 + random(4); changes > 0; changes--) bytes[random(bytes.length)] = random(256)
      return bytes
  }
}

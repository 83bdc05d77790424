import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readHep } from './packet.ts'
import { hepChunk, hepFrame, hepPacket, requestText, uint } from './testing.ts'

const text = requestText('INVITE')
const whole = hepPacket({
  text,
  atMs: 1_767_225_600_123.5,
  captureId: 42,
  password: 'key',
  correlationId: 'join',
})

const addresses = [hepChunk(0x03, Buffer.from([192, 0, 2, 10])), hepChunk(0x04, Buffer.from([192, 0, 2, 1]))]
const timeAndPorts = [
  hepChunk(0x09, uint(4, 1_767_225_600)),
  hepChunk(0x07, uint(2, 5060)),
  hepChunk(0x08, uint(2, 5060)),
]
const sipPayload = [hepChunk(0x0b, uint(1, 1)), hepChunk(0x0f, Buffer.from(text))]

function compressedPacket(bytes: Buffer): Buffer {
  return hepFrame([...addresses, ...timeAndPorts, hepChunk(0x0b, uint(1, 1)), hepChunk(0x10, bytes)])
}

describe('reading a HEP3 packet', () => {
  it('reads all that a capture agent tells', () => {
    const read = readHep(whole)
    expect(read).toEqual({
      ok: true,
      packet: {
        sourceAddress: '192.0.2.10',
        sourcePort: 5060,
        destinationAddress: '192.0.2.1',
        destinationPort: 5060,
        at: 1_767_225_600_123.5,
        captureId: 42,
        password: Buffer.from('key'),
        correlationId: 'join',
        payloadType: 1,
        payload: Buffer.from(text),
      },
    })
  })

  it('reads IPv6 addresses in their short form', () => {
    const address = (last: number) =>
      Buffer.concat([Buffer.from('20010db8', 'hex'), Buffer.alloc(11), uint(1, last)])
    const read = readHep(
      hepFrame([
        hepChunk(0x01, uint(1, 10)),
        hepChunk(0x05, address(1)),
        hepChunk(0x06, address(2)),
        ...timeAndPorts,
        ...sipPayload,
      ]),
    )
    expect(read).toMatchObject({
      ok: true,
      packet: { sourceAddress: '2001:db8::1', destinationAddress: '2001:db8::2' },
    })
  })

  it('inflates a compressed payload', () => {
    const compressed = [hepChunk(0x0b, uint(1, 1)), hepChunk(0x10, deflateSync(Buffer.from(text)))]
    const read = readHep(hepFrame([...addresses, ...timeAndPorts, ...compressed]))
    expect(read).toMatchObject({ ok: true, packet: { payload: Buffer.from(text) } })
  })

  it('passes over chunks of vendors and unknown chunks, and ignores bytes after the end', () => {
    const ofVendor = hepChunk(0x03, Buffer.from('any length'))
    ofVendor.writeUInt16BE(7, 0)
    const frame = hepFrame([
      ofVendor,
      hepChunk(0x99, uint(1, 0)),
      ...addresses,
      ...timeAndPorts,
      ...sipPayload,
    ])
    expect(readHep(Buffer.concat([frame, Buffer.from('trailing')]))).toMatchObject({
      ok: true,
      packet: { sourceAddress: '192.0.2.10', captureId: 0 },
    })
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'not HEP3'],
    ['HEP version 2', Buffer.from('\x02\x10\x02\x11aaaaaaaaaaaaaaaa', 'latin1'), 'not HEP3'],
    ['plain SIP', Buffer.from(text), 'not HEP3'],
    ['half a packet', whole.subarray(0, whole.length >> 1), 'cut short'],
    ['no chunks', hepFrame([]), 'no addresses'],
    ['no ports', hepFrame([...addresses, ...timeAndPorts.slice(0, 1), ...sipPayload]), 'no addresses'],
    ['no time', hepFrame([...addresses, ...timeAndPorts.slice(1), ...sipPayload]), 'no time'],
    ['no payload', hepFrame([...addresses, ...timeAndPorts]), 'no payload'],
    ['no payload type', hepFrame([...addresses, ...timeAndPorts, ...sipPayload.slice(1)]), 'no payload'],
    ['an address of five bytes', hepFrame([hepChunk(0x03, Buffer.alloc(5))]), 'broken chunk'],
    ['a chunk longer than the packet', hepFrame([Buffer.from('000000030040', 'hex')]), 'broken chunk'],
    ['a chunk shorter than its header', hepFrame([Buffer.from('000000030000', 'hex')]), 'broken chunk'],
    ['a stump of a chunk', hepFrame([Buffer.from('0000', 'hex')]), 'broken chunk'],
    ['broken compression', compressedPacket(Buffer.from('no zlib')), 'broken compression'],
    ['a bomb', compressedPacket(deflateSync(Buffer.alloc(1_000_000))), 'broken compression'],
  ])('says why it cannot read %s', (_, bytes, reason) => {
    expect(readHep(bytes)).toEqual({ ok: false, reason })
  })
})

import { describe, expect, it } from 'vitest'
import { createFrameReader } from './frames.ts'
import { hepPacket, requestText } from './testing.ts'

const packets = [1, 2, 3].map((atMs) => hepPacket({ text: requestText('INVITE'), atMs }))
const stream = Buffer.concat(packets)

describe('cutting a stream into packets', () => {
  it.each([1, 3, 7, 100, 400, stream.length])(
    'gives all packets of a stream in pieces of %i bytes',
    (size) => {
      const read = createFrameReader()
      const frames: Buffer[] = []
      for (let offset = 0; offset < stream.length; offset += size) {
        const result = read(stream.subarray(offset, offset + size))
        expect(result.isJunk).toBe(false)
        frames.push(...result.frames)
      }
      expect(frames).toEqual(packets)
    },
  )

  it.each([
    ['other bytes', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a length shorter than the header', Buffer.from('HEP3\0\x05', 'latin1')],
  ])('gives what came before %s and says that the rest is junk', (_, junk) => {
    const read = createFrameReader()
    expect(read(Buffer.concat([...packets, junk]))).toEqual({ frames: packets, isJunk: true })
  })
})

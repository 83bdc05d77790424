import { get } from 'node:http'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../testing/random.ts'
import { createResponseReader, emptyReply, type ResponseEnd } from './response.ts'
import { listenRaw } from './test-support/receivers.ts'

/** Reads a response that comes in these pieces; in the end the connection closes. */
function read(pieces: readonly Buffer[]) {
  const reply = emptyReply()
  const ends: ResponseEnd[] = []
  const reader = createResponseReader()
  reader.begin(reply, (end) => ends.push(end))
  // Lent like the socket's own: whatever is kept without a copy shows as rubbish.
  const lent = Buffer.alloc(4_096)
  for (const piece of pieces) {
    piece.copy(lent)
    reader.take(lent.subarray(0, piece.length))
    lent.fill('#')
  }
  reader.close()
  const { status, headers, kept, readByteCount } = reply
  return { status, headers, body: Buffer.concat(kept).toString('latin1'), readByteCount, ends }
}

function cutAt(text: string, places: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text, 'latin1')
  const edges = [0, ...places.toSorted((a, b) => a - b), bytes.length]
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge))
}

const responses: [string, string][] = [
  ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello'],
  ['with nothing', 'HTTP/1.1 204 No Content\r\n\r\n'],
  ['that ends with the connection', 'HTTP/1.1 200 OK\r\nX-A:b\r\n\r\nhello'],
  ['of HTTP/1.0', 'HTTP/1.0 404 Not Found\r\nContent-Length: 2\r\n\r\nno'],
  ['without a reason phrase', 'HTTP/1.1 503 \r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n'],
  ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n'],
  [
    'in chunks with extensions, capitals, zeros and trailers',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n0A;x="y"\r\n0123456789\r\n000\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n',
  ],
  ['with repeated headers', 'HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 0\r\n\r\n'],
  ['with Latin-1 in a header', 'HTTP/1.1 200 OK\r\nX-A: Gr\xfc\xdfe\t!\r\nContent-Length: 0\r\n\r\n'],
  [
    'behind interim ones',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx',
  ],
]

describe('a response', () => {
  it.each(responses)('%s is read as Node’s own client reads it', async (_, text) => {
    const receiver = await listenRaw((socket) => socket.end(Buffer.from(text, 'latin1')))
    const theirs = await new Promise((resolve, reject) => {
      get({ port: receiver.port, host: '127.0.0.1' }, (response) => {
        let body = ''
        response.setEncoding('latin1')
        response.on('data', (chunk: string) => (body += chunk))
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
      }).on('error', reject)
    })
    const { status, headers, body } = read([Buffer.from(text, 'latin1')])
    expect({ status, headers, body }).toEqual(theirs)
    await receiver.close()
  })

  it.each(responses)('%s is the same in one piece, byte by byte and cut anywhere', (_, text) => {
    const whole = read([Buffer.from(text, 'latin1')])
    expect(whole.ends).toMatchObject([{ kind: 'complete' }])
    const everywhere = Array.from({ length: text.length - 1 }, (_each, index) => index + 1)
    expect(read(cutAt(text, everywhere))).toEqual(whole)
    const random = seededRandom(text.length)
    for (let round = 0; round < 50; round += 1) {
      const places = [1, 2, 3].map(() => Math.floor(random() * text.length))
      expect(read(cutAt(text, places))).toEqual(whole)
    }
  })

  it.each(responses)('%s that breaks off anywhere is never taken for complete', (_, text) => {
    const endsWithConnection = !/content-length|chunked|204/i.test(text)
    const headEnd = text.lastIndexOf('\r\n\r\n')
    for (let length = 0; length < text.length; length += 1) {
      const { ends } = read([Buffer.from(text.slice(0, length), 'latin1')])
      const isWhole = endsWithConnection && length >= headEnd + 4
      expect(ends, text.slice(0, length)).toMatchObject([{ kind: isWhole ? 'complete' : 'error' }])
    }
  })

  it('reads the same on a connection that had others before it, itself among them', () => {
    const reader = createResponseReader()
    const texts = responses.map(([, text]) => text)
    for (const text of [...texts, 'HTTP/1.1 2x0 OK\r\n\r\n'].flatMap((one) => [one, one])) {
      const reply = emptyReply()
      const ends: ResponseEnd[] = []
      reader.begin(reply, (end) => ends.push(end))
      reader.take(Buffer.from(text, 'latin1'))
      reader.close()
      const alone = read(cutAt(text, []))
      expect({ ...alone, ends }).toEqual(alone)
      expect({ status: reply.status, headers: reply.headers }).toEqual({
        status: alone.status,
        headers: alone.headers,
      })
    }
  })

  it('leaves the connection usable only when it says so and nothing follows it', () => {
    const isReusable = (text: string) => {
      const [end] = read([Buffer.from(text, 'latin1')]).ends
      return end?.kind === 'complete' && end.isReusable
    }
    const length = 'Content-Length: 2\r\n\r\nok'
    expect(isReusable(`HTTP/1.1 200 OK\r\n${length}`)).toBe(true)
    expect(isReusable(`HTTP/1.1 200 OK\r\n${length}HTTP/1.1 200 OK\r\n`)).toBe(false)
    expect(isReusable(`HTTP/1.1 200 OK\r\nConnection: X, Close\r\n${length}`)).toBe(false)
    expect(isReusable(`HTTP/1.0 200 OK\r\n${length}`)).toBe(false)
    expect(isReusable(`HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n${length}`)).toBe(true)
    expect(isReusable('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nmore')).toBe(false)
    expect(isReusable('HTTP/1.1 204 No Content\r\n\r\nmore')).toBe(false)
    expect(isReusable('HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n')).toBe(true)
    expect(isReusable('HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n')).toBe(false)
    expect(isReusable('HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n')).toBe(false)
  })

  it.each([
    ['a bare line feed', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
    ['white space before a colon', 'HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n'],
    ['a line without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n'],
    ['a length with a sign', 'HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello'],
    ['a list of lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n'],
    ['another version', 'HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n'],
    ['an endless chunk size', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'0'.repeat(9)}1\r\n`],
    ['a chunk longer than its size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n'],
    ['an extension without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n;a\r\n'],
  ])('with %s breaks the rules', (_, text) => {
    expect(read([Buffer.from(text, 'latin1')]).ends).toMatchObject([
      { kind: 'error', error: { name: 'SendFailure', reason: 'protocol' } },
    ])
  })

  it('joins a header that goes on in the next line, and has no way to its object’s prototype', () => {
    const { headers } = read([
      Buffer.from('HTTP/1.1 200 OK\r\nX-A: one\r\n two\r\n__proto__: x\r\nContent-Length: 0\r\n\r\n'),
    ])
    expect(headers).toEqual({ 'x-a': 'one two', 'content-length': '0' })
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype)
  })
})

import { describe, expect, it } from 'vitest'
import { checkHeaders } from './check-headers.ts'

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`X-${index}`, 'a']))

describe('the headers of a webhook', () => {
  it.each([
    [{}],
    [{ Authorization: 'Bearer abc.def', 'X-Api-Key': 'k' }],
    [{ 'x-empty': '' }],
    [{ 'X-Text': 'two words\tand a tab' }],
    [{ 'X-Umlaut': 'Grüße' }],
    [{ "!#$%&'*+-.^_`|~": 'every sign a token may have' }],
    [{ 'X-Webhook-Id': 'not ours' }],
    [many(50)],
    [{ 'X-Big': 'a'.repeat(8 * 1024 - 9) }],
  ])('can be %j', (headers) => {
    expect(checkHeaders(headers)).toEqual([])
  })

  it.each([
    'webhook-id',
    'Webhook-Timestamp',
    'WEBHOOK-SIGNATURE',
    'Sip-Caller-Signature',
    'offhook-anything',
    'Content-Type',
    'Content-Length',
    'Host',
    'User-Agent',
  ])('cannot set %s, which is ours', (name) => {
    expect(checkHeaders({ [name]: 'x' })).toEqual([
      { path: `headers.${name}`, message: 'Offhook sets this header itself.' },
    ])
  })

  it.each([
    'Connection',
    'keep-alive',
    'Transfer-Encoding',
    'TE',
    'Trailer',
    'upgrade',
    'Proxy-Authorization',
    'proxy-connection',
    'Expect',
  ])('cannot set %s, which belongs to the connection', (name) => {
    expect(checkHeaders({ [name]: 'x' })).toEqual([
      { path: `headers.${name}`, message: 'This header belongs to the connection and cannot be set.' },
    ])
  })

  it.each(['', ' ', 'X Y', 'X:', 'X\r\nY', 'Größe', 'X(1)', 'a\u0000'])(
    'cannot have the name "%s"',
    (name) => {
      expect(checkHeaders({ [name]: 'x' }).map(({ path }) => path)).toEqual([`headers.${name}`])
    },
  )

  it.each([
    'a\r\nEvil: 1',
    'a\nb',
    'a\rb',
    'a\u0000b',
    'a\u007f',
    '\u001b[0m',
    'a\u0085',
    ' a',
    'a ',
    '\ta',
    '€',
    '電話',
  ])('cannot have the value "%s"', (value) => {
    expect(checkHeaders({ 'X-Test': value }).map(({ path }) => path)).toEqual(['headers.X-Test'])
  })

  it('are at most 50', () => {
    expect(checkHeaders(many(51)).map(({ path }) => path)).toEqual(['headers'])
  })

  it('are at most 8 KiB together', () => {
    expect(checkHeaders({ 'X-Big': 'a'.repeat(8 * 1024 - 8) }).map(({ path }) => path)).toEqual(['headers'])
  })

  it('are there once, whatever the case', () => {
    expect(checkHeaders({ 'X-Key': 'a', 'x-key': 'b', 'X-KEY': 'c' }).map(({ path }) => path)).toEqual([
      'headers.x-key',
      'headers.X-KEY',
    ])
  })
})

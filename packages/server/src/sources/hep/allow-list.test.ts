import { describe, expect, it } from 'vitest'
import { parseAllowList } from './allow-list.ts'

function allowed(list: string, address: string): boolean {
  const parsed = parseAllowList(list)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.isAllowed(address) && parsed.isAllowed(address)
}

describe('the list of allowed agents', () => {
  it.each([
    ['127.0.0.0/8,::1/128', '127.0.0.1', true],
    ['127.0.0.0/8,::1/128', '::1', true],
    ['127.0.0.0/8', '::ffff:127.0.0.1', true],
    ['::ffff:10.0.0.0/104', '10.9.9.9', true],
    ['::ffff:10.0.0.0/104', '::ffff:11.0.0.1', false],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '127.0.0.1', false],
    ['10.0.0.0/8', '', false],
    ['10.0.0.0/8', 'pbx.test', false],
  ])('%s and the address %s: %s', (list, address, expected) => {
    expect(allowed(list, address)).toBe(expected)
  })

  it.each(['', '10.0.0.0/33', '10.1', 'pbx.test', '10.0.0.0/8,,::1', '::1/129', '10.0.0.0/-1', '300.1.1.1'])(
    'says which part of "%s" is wrong',
    (list) => {
      expect(parseAllowList(list)).toMatchObject({
        ok: false,
        message: expect.stringMatching(/^".*" is not/),
      })
    },
  )
})

import { describe, expect, it } from 'vitest'
import { parseNetwork } from '../../lib/network.ts'
import { allowList } from './allow-list.ts'

describe('the list of allowed agents', () => {
  it.each([
    ['127.0.0.0/8,::1/128', '127.0.0.1', true],
    ['127.0.0.0/8,::1/128', '::1', true],
    ['127.0.0.0/8', '::ffff:127.0.0.1', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '127.0.0.1', false],
    ['10.0.0.0/8', '', false],
    ['10.0.0.0/8', 'pbx.test', false],
  ])('%s and the address %s: %s, also when asked again', (list, address, expected) => {
    const networks = list
      .split(',')
      .map(parseNetwork)
      .filter((network) => network !== null)
    const isAllowed = allowList(networks)
    expect([isAllowed(address), isAllowed(address)]).toEqual([expected, expected])
  })
})

import { describe, expect, it } from 'vitest'
import { parseNetwork, type Network } from '../lib/network.ts'
import { refusalOf, type AddressRules } from './guard.ts'

const strict: AddressRules = { allowedNetworks: [], allowLoopback: false }

const isAllowedAddress = (ip: string, rules: AddressRules) => refusalOf(ip, rules) === null

function networks(...texts: string[]): Network[] {
  return texts.map((text) => parseNetwork(text)).filter((network) => network !== null)
}

describe('the address guard', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '100.128.0.1',
    '172.32.0.1',
    '2001:4860:4860::8888',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
  ])('allows the public address %s', (ip) => {
    expect(isAllowedAddress(ip, strict)).toBe(true)
  })

  it.each([
    ['this host', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback beyond .1', '127.255.255.254'],
    ['10/8', '10.0.0.1'],
    ['172.16/12', '172.31.255.255'],
    ['192.168/16', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['Alibaba metadata', '100.100.100.200'],
    ['link-local', '169.254.1.1'],
    ['cloud metadata', '169.254.169.254'],
    ['Azure wire server', '168.63.129.16'],
    ['IETF protocol assignments', '192.0.0.192'],
    ['documentation', '192.0.2.1'],
    ['documentation 2', '198.51.100.1'],
    ['documentation 3', '203.0.113.1'],
    ['benchmarking', '198.18.0.1'],
    ['6to4 relays', '192.88.99.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 unspecified', '::'],
    ['IPv6 loopback', '::1'],
    ['IPv6 loopback written out', '0:0:0:0:0:0:0:1'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 site-local', 'fec0::1'],
    ['unique local', 'fd00:ec2::254'],
    ['IPv6 multicast', 'ff02::1'],
    ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
    ['IPv4-mapped loopback in hex', '::ffff:7f00:1'],
    ['IPv4-mapped private', '::ffff:10.0.0.1'],
    ['IPv4-compatible loopback', '::127.0.0.1'],
    ['IPv4-compatible loopback in hex', '::7f00:1'],
    ['IPv4-compatible public', '::8.8.8.8'],
    ['IPv4-translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64 of a public address', '64:ff9b::8.8.8.8'],
    ['local NAT64', '64:ff9b:1::a00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:1::1'],
    ['IPv6 documentation', '2001:db8::1'],
    ['new IPv6 documentation', '3fff::1'],
    ['discard-only', '100::1'],
    ['segment routing', '5f00::1'],
    ['ORCHID', '2001:20::1'],
    ['unassigned', '4000::1'],
    ['an address with a zone', 'fe80::1%eth0'],
    ['an octal spelling', '0177.0.0.1'],
    ['a short form', '127.1'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('refuses %s (%s)', (_, ip) => {
    expect(isAllowedAddress(ip, strict)).toBe(false)
  })

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
    'allows the loopback address %s where loopback is allowed',
    (ip) => {
      expect(isAllowedAddress(ip, { allowedNetworks: [], allowLoopback: true })).toBe(true)
    },
  )

  it.each(['10.0.0.1', '169.254.169.254', '0.0.0.0', '::127.0.0.1', '64:ff9b::7f00:1'])(
    'does not take %s for loopback',
    (ip) => {
      expect(isAllowedAddress(ip, { allowedNetworks: [], allowLoopback: true })).toBe(false)
    },
  )

  it('allows exactly the networks it was given', () => {
    const rules = {
      allowedNetworks: networks('10.1.0.0/16', 'fd00:1::/32', '192.168.7.7'),
      allowLoopback: false,
    }
    const asked = [
      '10.1.2.3',
      '::ffff:10.1.2.3',
      '10.2.0.1',
      'fd00:1::5',
      'fd00:2::5',
      '192.168.7.7',
      '192.168.7.8',
    ]
    expect(asked.filter((ip) => isAllowedAddress(ip, rules))).toEqual([
      '10.1.2.3',
      '::ffff:10.1.2.3',
      'fd00:1::5',
      '192.168.7.7',
    ])
  })

  it('allows NAT64 only by its own network, not by that of the address inside', () => {
    const inside = { allowedNetworks: networks('10.0.0.0/8'), allowLoopback: false }
    const itself = { allowedNetworks: networks('64:ff9b::/96'), allowLoopback: false }
    expect(isAllowedAddress('64:ff9b::a00:1', inside)).toBe(false)
    expect(isAllowedAddress('64:ff9b::a00:1', itself)).toBe(true)
  })

  it.each([
    ['10.0.0.1', 'OFFHOOK_ALLOWED_NETWORKS, for example 10.0.0.1/32'],
    ['fd00::1', 'OFFHOOK_ALLOWED_NETWORKS, for example fd00::1/128'],
    ['169.254.169.254', 'link-local, where clouds keep their metadata'],
    ['127.0.0.1', 'only while Offhook itself listens on loopback (HOST)'],
  ])('says of %s what would allow it', (ip, words) => {
    expect(refusalOf(ip, strict)).toContain(words)
  })
})

describe('a network', () => {
  it.each(['10.0.0.0/8', '10.1.2.3/8', '0.0.0.0/0', '127.0.0.1', 'fd00::/8', '::1'])('can be %s', (text) => {
    expect(parseNetwork(text)).not.toBeNull()
  })

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10/8',
    'fd00::/129',
    '::ffff:10.0.0.0/104',
    'lan',
    '10.0.0.0/-1',
    '0x0a.0.0.0/8',
  ])('cannot be "%s"', (text) => {
    expect(parseNetwork(text)).toBeNull()
  })
})

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6

/** A network in CIDR notation, parsed. */
export type Network = readonly [address: Address, prefixLength: number]

/** A network from text such as `10.0.0.0/8`, `fd00::/8` or a single address; null when it is not one. */
export function parseNetwork(text: string): Network | null {
  const [address = '', prefix] = text.split('/')
  const family = isIP(address)
  if (family === 0) return null
  const cidr = prefix === undefined ? `${address}/${family === 4 ? 32 : 128}` : text
  if (!/\/\d{1,3}$/.test(cidr) || !ipaddr.isValidCIDR(cidr)) return null
  const network = ipaddr.parseCIDR(cidr)
  const isMapped = network[0].kind() === 'ipv6' && (network[0] as ipaddr.IPv6).isIPv4MappedAddress()
  return isMapped ? null : network
}

/** Whether the address lies in the network. */
export function contains(network: Network, address: Address): boolean {
  return network[0].kind() === address.kind() && address.match(network[0], network[1])
}

/**
 * An address from text, null when it is none. Mapped addresses become the IPv4 they stand for.
 * ipaddr.js reads `::8.8.8.8` (IPv4-compatible) as if it were `::ffff:8.8.8.8` (IPv4-mapped), so IPv6 text goes
 * through the URL parser first, which writes it without dots.
 */
export function parseAddress(ip: string): Address | null {
  const family = isIP(ip)
  if (family === 0) return null
  if (family === 4) return ipaddr.process(ip)
  const url = URL.parse(`http://[${ip}]/`)
  return url === null ? null : ipaddr.process(url.hostname.slice(1, -1))
}

// Which addresses webhooks may reach. Webhook URLs come from users, so without this rule anyone with an account could
// make the server post to its own network (server-side request forgery). Fails closed: what is not known to be
// public, and not allowed by the operator, is refused.
import ipaddr from 'ipaddr.js'
import { contains, parseAddress, type Address, type Network } from '../lib/network.ts'

/** What may be reached besides public addresses. Whether loopback counts is decided by whoever knows where we listen. */
export type AddressRules = { allowedNetworks: readonly Network[]; allowLoopback: boolean }

/**
 * Null when a webhook may reach the address (any spelling of IPv6; IPv4 in four decimal parts); else why not and what would
 * allow it, as a sentence.
 */
export function refusalOf(ip: string, rules: AddressRules): string | null {
  const address = parseAddress(ip)
  if (address === null) return `${ip} is not an IP address.`
  if (rules.allowedNetworks.some((network) => contains(network, address))) return null
  const kind = kindOf(address)
  if (kind === 'public') return null
  if (kind === 'loopback') {
    if (rules.allowLoopback) return null
    return (
      `${ip} is a loopback address. It can be called only while Offhook itself listens on loopback (HOST), ` +
      `or with OFFHOOK_ALLOWED_NETWORKS=${singleNetwork(address)}.`
    )
  }
  return (
    `${ip} is not a public address (${kind}). To allow it, add its network to OFFHOOK_ALLOWED_NETWORKS, ` +
    `for example ${singleNetwork(address)}.`
  )
}

function singleNetwork(address: Address): string {
  return `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`
}

const IPV6_GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')
// Azure's wire server and DNS: a public address that always means the machine's own host (like 169.254.169.254).
const AZURE_PLATFORM = '168.63.129.16'

function kindOf(address: Address): string {
  const range = address.range()
  if (range === 'loopback') return 'loopback'
  if (range !== 'unicast') return rangeNames[range] ?? range
  if (address.toString() === AZURE_PLATFORM) return 'cloud platform'
  // Everything public lies in 2000::/3 (IANA IPv6 address space); the rest hides IPv4-compatible and unassigned ones.
  if (address.kind() === 'ipv6' && !contains(IPV6_GLOBAL_UNICAST, address)) return 'not global unicast'
  return 'public'
}

const rangeNames: Record<string, string> = {
  linkLocal: 'link-local, where clouds keep their metadata',
  carrierGradeNat: 'carrier-grade NAT',
  uniqueLocal: 'unique local',
  deprecatedSiteLocal: 'site-local',
  rfc6052: 'NAT64, which leads to an IPv4 address',
  rfc6145: 'an IPv4-translated address',
  '6to4': '6to4, which leads to an IPv4 address',
  teredo: 'Teredo, which leads to an IPv4 address',
}

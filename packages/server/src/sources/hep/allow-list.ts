import ipaddr from 'ipaddr.js'

/** Whether packets from this address are taken. */
export type IsAllowed = (address: string) => boolean

export type AllowListParse = { ok: true; isAllowed: IsAllowed } | { ok: false; message: string }

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

const MAX_REMEMBERED = 1_000

/** Reads a list such as `10.0.0.0/8, 192.0.2.7, ::1/128`; when it cannot, says in a sentence which part is wrong. */
export function parseAllowList(text: string): AllowListParse {
  const ranges: Range[] = []
  for (const part of text.split(',').map((each) => each.trim())) {
    const range = parseRange(part)
    if (!range) {
      return { ok: false, message: `"${part}" is not a network, as in 10.0.0.0/8, nor an IP address.` }
    }
    ranges.push(range)
  }
  return { ok: true, isAllowed: remember((address) => isInRanges(ranges, address)) }
}

function parseRange(part: string): Range | undefined {
  const isNetwork = part.includes('/')
  if (isNetwork ? !ipaddr.isValidCIDR(part) : !ipaddr.isValid(part)) return undefined
  // The parser also reads 10.1 as 10.0.0.1; in an allow list that is rather a slip of the pen.
  if (!part.includes(':') && !/^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(part)) return undefined
  const [address, bits] = isNetwork ? ipaddr.parseCIDR(part) : wholeAddress(ipaddr.parse(part))
  const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96
  return isMapped ? [address.toIPv4Address(), bits - 96] : [address, bits]
}

function wholeAddress(address: ipaddr.IPv4 | ipaddr.IPv6): Range {
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function isInRanges(ranges: readonly Range[], text: string): boolean {
  const bare = text.replace(/%.*$/, '')
  if (!ipaddr.isValid(bare)) return false
  const address = ipaddr.process(bare)
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}

/** Every packet asks, and the agents are few. */
function remember(decide: IsAllowed): IsAllowed {
  const known = new Map<string, boolean>()
  return (address) => {
    const before = known.get(address)
    if (before !== undefined) return before
    const isAllowed = decide(address)
    if (known.size >= MAX_REMEMBERED) known.clear()
    known.set(address, isAllowed)
    return isAllowed
  }
}

import { contains, parseAddress, type Network } from '../../lib/network.ts'

/** Whether packets from this address are taken. */
export type IsAllowed = (address: string) => boolean

const MAX_REMEMBERED = 1_000

/** Takes packets from these networks only. Answers are remembered: every packet asks, and the agents are few. */
export function allowList(networks: readonly Network[]): IsAllowed {
  const known = new Map<string, boolean>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const address = parseAddress(text.replace(/%.*$/, ''))
    const isAllowed = address !== null && networks.some((network) => contains(network, address))
    if (known.size >= MAX_REMEMBERED) known.clear()
    known.set(text, isAllowed)
    return isAllowed
  }
}

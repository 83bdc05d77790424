import { lookup } from 'node:dns/promises'

/** All addresses of a host name, best first. Rejects when there are none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

/** The system's resolver, so that /etc/hosts and container names work too. */
export const lookupAll: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, order: 'verbatim' })
  return found.map(({ address }) => address)
}

const REMEMBERED_MS = 2_000
const MAX_REMEMBERED = 1_000

type Entry = { addresses: Promise<readonly string[]>; expiresAt: number }

/**
 * Asks once for many: the system resolver holds one of Node's four pool threads until it answers, so connections to
 * one name whose name servers are dead would stop every other name. Answers and errors are kept for two seconds.
 * `now` is a monotonic clock in milliseconds.
 */
export function shareLookups(resolve: Resolve, now: () => number): Resolve {
  const entries = new Map<string, Entry>()
  return async (hostname) => {
    const known = entries.get(hostname)
    if (known !== undefined && known.expiresAt > now()) return known.addresses
    entries.delete(hostname)
    const oldest = entries.size >= MAX_REMEMBERED ? entries.keys().next().value : undefined
    if (oldest !== undefined) entries.delete(oldest)
    const entry: Entry = { addresses: resolve(hostname), expiresAt: Number.POSITIVE_INFINITY }
    entries.set(hostname, entry)
    try {
      return await entry.addresses
    } finally {
      entry.expiresAt = now() + REMEMBERED_MS
    }
  }
}

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
const SLOW_MS = 1_000
const SLOW_FOR_MS = 600_000
// libuv looks up no more names at a time than half of its pool has threads, for which main.ts asks 16.
const MAX_ASKED = 8
const MAX_SLOW = 4

type Entry = { addresses: Promise<readonly string[]>; expiresAt: number }

/**
 * Asks once for many: the system resolver holds one of Node's pool threads until it answers, so connections to
 * one name whose name servers are dead would stop every other name. Answers and errors are kept for two seconds. Names that
 * took longer than a second the last time may hold four threads together, and are refused beyond that. `now` is a
 * monotonic clock in milliseconds.
 */
export function shareLookups(resolve: Resolve, now: () => number): Resolve {
  const entries = new Map<string, Entry>()
  const slowUntil = new Map<string, number>()
  let asked = 0
  let slowAsked = 0

  function noteTime(hostname: string, ms: number): void {
    slowUntil.delete(hostname)
    dropOldest(slowUntil)
    if (ms >= SLOW_MS) slowUntil.set(hostname, now() + SLOW_FOR_MS)
  }

  async function ask(hostname: string): Promise<readonly string[]> {
    const askedAt = now()
    const isSlow = (slowUntil.get(hostname) ?? askedAt) > askedAt
    if (isSlow && slowAsked >= MAX_SLOW) throw tooManySlow()
    if (isSlow) slowAsked += 1
    // One that waits for a thread takes long for what others do.
    const hasThread = asked < MAX_ASKED
    asked += 1
    try {
      return await resolve(hostname)
    } finally {
      asked -= 1
      if (isSlow) slowAsked -= 1
      if (hasThread) noteTime(hostname, now() - askedAt)
    }
  }

  return async (hostname) => {
    const known = entries.get(hostname)
    if (known !== undefined && known.expiresAt > now()) return known.addresses
    entries.delete(hostname)
    dropOldest(entries)
    const entry: Entry = { addresses: ask(hostname), expiresAt: Number.POSITIVE_INFINITY }
    entries.set(hostname, entry)
    try {
      return await entry.addresses
    } finally {
      entry.expiresAt = now() + REMEMBERED_MS
    }
  }
}

function dropOldest(map: Map<string, unknown>): void {
  const oldest = map.size >= MAX_REMEMBERED ? map.keys().next().value : undefined
  if (oldest !== undefined) map.delete(oldest)
}

/** What the system says of name servers that do not answer. */
function tooManySlow(): Error {
  return Object.assign(new Error('Too many names with slow name servers are being looked up'), {
    code: 'EAI_AGAIN',
  })
}

/**
 * Searching events. No index can find text anywhere in them: a trigram index made accepting an event five times as slow
 * and its write-ahead log seven times as long. So a page looks back as far as its time allows, and the next goes on there.
 */
import type { Clock } from '../lib/clock.ts'
import type { Db } from '../lib/db.ts'
import type { PageRequest } from '../lib/page.ts'
import { idBehind, listEvents, shownBytes, type EventFilter, type StoredEvent } from './events.store.ts'
import { nextSpan } from './spans.ts'

/** The events of a page, which also ends at 16 MiB. `searchedTo` says after which id to go on; null at the end. */
export type Found = { events: StoredEvent[]; searchedTo: string | null }

export async function searchEvents(
  { db, clock }: { db: Db; clock: Clock },
  accountId: string,
  filter: EventFilter,
  page: PageRequest,
): Promise<Found> {
  const startMs = clock.monotonicMs()
  const events: StoredEvent[] = []
  let { cursor } = page
  let looked = 0
  let bytesLeft = shownBytes
  for (let span = nextSpan(0, 0); span > 0; span = nextSpan(looked, clock.monotonicMs() - startMs)) {
    const untilId = await idBehind(db, accountId, cursor, span)
    const limit = page.limit - events.length
    const found = await listEvents(db, accountId, { ...filter, untilId }, { cursor, limit, bytes: bytesLeft })
    events.push(...found.events)
    bytesLeft -= found.bytes
    if (found.hasMore) return { events, searchedTo: events.at(-1)?.id ?? null }
    if (untilId === undefined) return { events, searchedTo: null }
    cursor = untilId
    if (events.length === page.limit || bytesLeft <= 0) break
    looked += span
  }
  return { events, searchedTo: cursor ?? null }
}

/**
 * Where an agent does not store transcripts, their text goes once it was used: from the events of the call, from the
 * bodies in the log, which are rendered again without it, and from what receivers answered.
 */
import type { Dialect } from '../dialects/dialect.ts'
import type { Event } from '../events/event.ts'
import type { Db, Tx } from '../lib/db.ts'
import type { DialectId } from '../webhooks/webhook.ts'
import {
  emptyAnswers,
  finishRemoval,
  isInQueue,
  lockDueRemoval,
  postponeRemoval,
  readAccountName,
  readBodies,
  readSpoken,
  writeBody,
  writeEvent,
} from './transcripts.store.ts'

/** Removes the text of one call that is due. False when there was none left to look at. */
export async function removeOneTranscript(db: Db, dialects: Record<DialectId, Dialect>): Promise<boolean> {
  return db.transaction(async (tx) => {
    const removal = await lockDueRemoval(tx)
    if (removal === undefined) return false
    const events = await readSpoken(tx, removal)
    const eventIds = events.map(({ id }) => id)
    if (await isInQueue(tx, removal.accountId, eventIds)) await postponeRemoval(tx, removal)
    else {
      await removeText(tx, removal.accountId, events, dialects)
      await finishRemoval(tx, removal)
    }
    return true
  })
}

async function removeText(
  tx: Tx,
  accountId: string,
  events: Awaited<ReturnType<typeof readSpoken>>,
  dialects: Record<DialectId, Dialect>,
): Promise<void> {
  const eventIds = events.map(({ id }) => id)
  const account = { id: accountId, name: await readAccountName(tx, accountId) }
  const silent = new Map(events.map((event) => [event.id, { ...event, data: withoutText(event) }]))
  for (const event of silent.values()) await writeEvent(tx, accountId, event)
  for (const { id, eventId, dialect } of await readBodies(tx, accountId, eventIds)) {
    const event = silent.get(eventId)
    if (event === undefined) continue
    await writeBody(tx, accountId, id, dialects[dialect].render(event, { account, isTest: event.isTest }))
  }
  await emptyAnswers(tx, accountId, eventIds)
}

/** The data without what was said. A live line stays as a line, so that it is known that someone spoke. */
export function withoutText({ type, data }: Pick<Event, 'type' | 'data'>): Record<string, unknown> {
  if (type === 'call.transcript') return { ...data, text: '' }
  const { transcript: _, ...rest } = data
  return rest
}

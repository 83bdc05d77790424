import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent, createTestIngest } from '../../testing/ingest.ts'
import { listCallEvents, listEvents } from './events.store.ts'

const database = await createTestDatabase()
const { db, accountId } = database
const ingest = createTestIngest(database)

it('a timeline that is too long leaves out live transcript first, and the end and the log of the call last', async () => {
  const line = (second: number) =>
    callEvent('call.transcript', 'long', { second, data: { speaker: 'ai', text: 'Hello' } })
  const error = callEvent('call.error', 'long', { second: 4, data: { message: 'no model' } })
  const transcript = [{ speaker: 'ai', text: 'Hello' }]
  const end = callEvent('call.ended', 'long', { second: 5, data: { transcript } })
  const log = callEvent('call.logged', 'long', { second: 6 })
  const first = callEvent('call.initiated', 'long')
  await ingest.accept({
    accountId,
    events: [first, line(1), line(2), line(3), error, end, log],
    isBatch: true,
  })
  const shown = async (limit: number) => {
    const { events, isCut } = await listCallEvents(db, accountId, 'long', limit)
    return [isCut, ...events.map(({ type }) => type.replace('call.', ''))]
  }
  expect(await shown(7)).toEqual([
    ...[false, 'initiated', 'transcript', 'transcript', 'transcript', 'error', 'ended', 'logged'],
  ])
  expect(await shown(5)).toEqual([true, 'initiated', 'transcript', 'error', 'ended', 'logged'])
  expect(await shown(2)).toEqual([true, 'ended', 'logged'])
})

it('large events come a few at a time, and none is missing', async () => {
  const large = { data: { filler: 'x'.repeat(1_000_000) } }
  const events = Array.from({ length: 20 }, (_, second) =>
    callEvent('call.ringing', 'large', { ...large, second }),
  )
  const ids = await ingest.accept({ accountId, events, isBatch: true })
  const page = await listEvents(db, accountId, { callId: 'large' }, { limit: 50 })
  expect([page.events.length, page.hasMore]).toEqual([17, true])
  const rest = await listEvents(
    db,
    accountId,
    { callId: 'large' },
    { limit: 50, cursor: page.events.at(-1)?.id },
  )
  expect(rest.hasMore).toBe(false)
  expect([...page.events, ...rest.events].map(({ id }) => id)).toEqual(ids.toReversed())
  const timeline = await listCallEvents(db, accountId, 'large', 50)
  expect([timeline.events.length, timeline.isCut]).toEqual([17, true])
})

it.each([
  ['quotes', 'She said "no way"'],
  ['backslashes', String.raw`C:\new\table_1`],
  ['line ends', 'first line\nsecond\tline'],
])('text with %s is found as it was written', async (_, text) => {
  const ids = await ingest.accept({
    accountId,
    events: [callEvent('call.error', 'searched', { data: { message: `Before. ${text} After.` } })],
  })
  const { events } = await listEvents(db, accountId, { text }, { limit: 50 })
  expect(events.map(({ id }) => id)).toEqual(ids)
})

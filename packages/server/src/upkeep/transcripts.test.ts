import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { callEvent, createTestIngest } from '../../testing/ingest.ts'
import { dialects } from '../dialects/registry.ts'
import { getEvent } from '../events/events.store.ts'
import { removeOneTranscript } from './transcripts.ts'

const database = await createTestDatabase()
const { db, accountId } = database

it('a transcript that is not kept leaves everything else of its event', async () => {
  const transcript = [{ speaker: 'ai', text: 'Hello' }]
  const events = [
    callEvent('call.initiated', 'spoken'),
    callEvent('call.ended', 'spoken', { second: 9, data: { result: 'answered', transcript } }),
  ]
  const [, id = ''] = await createTestIngest(database).accept({ accountId, events, isBatch: true })
  const before = await getEvent(db, accountId, id)
  await db.pool.query(
    `insert into transcript_removals (account_id, call_id, due_at) values ($1, 'spoken', now())`,
    [accountId],
  )
  await removeOneTranscript(db, dialects)
  expect(before.callTimes?.startedAt).toBe('2026-04-08T09:24:00.000Z')
  expect(await getEvent(db, accountId, id)).toEqual({ ...before, data: { result: 'answered' } })
})

import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { createLog } from './log.ts'

const { db } = await createTestDatabase()

it('logs message, code, stack and cause of an error, and nothing that Postgres repeats of the rows', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const statement = `insert into accounts (id, name, retention_days) values ('01a0c000-0000-7000-8000-000000000000', $1, null)`
  const refused: unknown = await db.pool.query(statement, ['Lindqvist']).catch((error: unknown) => error)
  expect(refused).toMatchObject({ detail: expect.stringContaining('Lindqvist') as string })
  log.error({ err: new Error('outside', { cause: refused }) }, 'failed')
  const { err } = JSON.parse(lines[0] ?? '') as { err: { cause: object } }
  expect(err).toMatchObject({ message: 'outside', cause: { code: '23502' } })
  expect(Object.keys(err)).toEqual(['message', 'stack', 'cause'])
  expect(Object.keys(err.cause)).toEqual(['message', 'code', 'stack'])
  expect(lines.join('')).not.toContain('Lindqvist')
})

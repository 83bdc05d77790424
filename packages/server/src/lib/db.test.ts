import type { Socket } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { asUnavailable, isDatabaseAway, openDb } from './db.ts'
import { AppError, errorCode } from './errors.ts'

const { db, url } = await createTestDatabase()

const sleep = (seconds: number) => sql<string>`pg_sleep(${seconds})::text`.as('slept')

const fail = (error: Error) => {
  throw error
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('a transaction', () => {
  it('keeps nothing of what was written when it throws, and gives its connection back', async () => {
    await db.pool.query('create table kept (n int)')
    for (let round = 0; round < 30; round += 1) {
      const work = db.transaction(async (tx) => {
        await tx.query('insert into kept values (1)')
        throw new Error('changed my mind')
      })
      await expect(work).rejects.toThrow('changed my mind')
    }
    expect((await db.pool.query('select * from kept')).rows).toEqual([])
    expect(db.pool.idleCount).toBe(db.pool.totalCount)
  })

  it('keeps nothing when what was sent together with its commit is refused', async () => {
    await db.pool.query('create table counted (n int primary key)')
    await db.pool.query('insert into counted values (1)')
    const work = db.transaction(
      async (tx) => tx.query('insert into counted values (2)'),
      () => [3, 1, 4].map((n) => ({ text: 'insert into counted values ($1)', values: [n] })),
    )
    await expect(work).rejects.toMatchObject({ code: '23505' })
    expect((await db.pool.query('select n from counted')).rows).toEqual([{ n: 1 }])
    expect(db.pool.idleCount).toBe(db.pool.totalCount)
  })

  it('keeps nothing when what is to be sent together with its commit cannot be made', async () => {
    await db.pool.query('create table made (n int)')
    const work = db.transaction(
      async (tx) => tx.query('insert into made values (1)'),
      () => fail(new Error('no such statement')),
    )
    await expect(work).rejects.toThrow('no such statement')
    expect((await db.pool.query('select n from made')).rows).toEqual([])
  })

  it('throws away a connection that broke in it', async () => {
    const error = await errorOf(
      db.transaction(async (tx) => tx.query('select pg_terminate_backend(pg_backend_pid())')),
    )
    expect(isDatabaseAway(error)).toBe(true)
    expect((await db.transaction(async (tx) => tx.query('select 1 as one'))).rows).toEqual([{ one: 1 }])
  })
})

describe('an absent database', () => {
  it.each([
    ['nobody listens', 'postgres://x@127.0.0.1:1/x'],
    ['its name is unknown', 'postgres://x@nowhere.invalid/x'],
    ['its socket is not there', 'postgres://x@%2Fnowhere/x'],
  ])('is known as such when %s', async (_, missing) => {
    const lost = openDb({ url: missing, maxConnections: 1, applicationName: 'test' }, () => undefined)
    const error = await errorOf(lost.pool.query('select 1'))
    expect(asUnavailable(error)).toMatchObject({ code: 'unavailable', status: 503, cause: error })
    await lost.close()
  })
})

describe('a host that cannot be reached', () => {
  it.each([
    'EHOSTUNREACH',
    'EHOSTDOWN',
    'ENETUNREACH',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'ECONNRESET',
    'ETIMEDOUT',
  ])('is an absent database: %s', (code) => {
    expect(isDatabaseAway(Object.assign(new Error(`connect ${code} 10.0.0.9:5432`), { code }))).toBe(true)
  })
})

describe('a full disk', () => {
  it('is known as such, and the caller is told', async () => {
    const full = db.pool.query(`do $$ begin raise exception using errcode = 'disk_full'; end $$`)
    const message = expect.stringContaining('no space left') as string
    expect(asUnavailable(await errorOf(full))).toMatchObject({ code: 'unavailable', message })
  })
})

describe('a statement that takes too long', () => {
  it('is given up by Postgres, which the caller is told, and its connection lives on', async () => {
    const hasty = openDb({ url, maxConnections: 1, applicationName: 'test', statementTimeoutMs: 50 }, fail)
    const error = await errorOf(hasty.kysely.selectNoFrom(sleep(5)).execute())
    expect(asUnavailable(error)).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Narrow the search') as string,
    })
    expect(await hasty.kysely.selectNoFrom(sleep(0)).execute()).toHaveLength(1)
    expect(hasty.pool.totalCount).toBe(1)
    await hasty.close()
  })

  it.each(['alone', 'in a transaction'])(
    '%s costs its connection when nothing answers in time',
    async (where) => {
      const hasty = openDb({ url, maxConnections: 1, applicationName: 'test', queryTimeoutMs: 1_000 }, fail)
      const error = await errorOf(
        where === 'alone'
          ? hasty.kysely.selectNoFrom(sleep(5)).execute()
          : hasty.kysely.transaction().execute(async (tx) => tx.selectNoFrom(sleep(5)).execute()),
      )
      expect(isDatabaseAway(error)).toBe(true)
      expect(hasty.pool.totalCount).toBe(0)
      expect(await hasty.kysely.selectNoFrom(sleep(0)).execute()).toHaveLength(1)
      await hasty.close()
    },
  )
})

describe('a connection that Postgres ends', () => {
  it.each([
    ['is told of', false, ['57P01']],
    ['is not told of once it was to be closed anyway', true, []],
  ])('%s', async (_, isClosed, told) => {
    const errors: string[] = []
    const onError = (error: Error) => void errors.push(errorCode(error))
    const other = openDb({ url, maxConnections: 1, applicationName: 'test' }, onError)
    const client = await other.pool.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    client.release()
    const ended = new Promise<void>((resolve) => client.once('end', resolve))
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
    // What Postgres says at the end is read only when the pool counts as closed.
    stream.pause()
    await db.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
    if (isClosed) await other.close()
    stream.resume()
    await ended
    expect(errors).toEqual(told)
    if (!isClosed) await other.close()
  })
})

describe('other errors', () => {
  it('stay what they are', async () => {
    const mine = new AppError('conflict', 'no')
    const syntax = await errorOf(db.pool.query('selekt'))
    for (const error of [mine, syntax, new Error('x'), 'text', undefined])
      expect(asUnavailable(error)).toBe(error)
  })
})

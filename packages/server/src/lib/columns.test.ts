import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { arrayOf, givenRows, namesOf, valuesOf, type Column } from './columns.ts'

const { db } = await createTestDatabase()

type Row = {
  id: string
  text: string | null
  small: number | null
  large: number | null
  single: number | null
  double: number | null
  isTrue: boolean | null
  at: Date | null
}

const columns: Column<Row>[] = [
  { name: 'id', type: 'uuid', read: ({ id }) => id },
  { name: 'text', type: 'text', read: ({ text }) => text },
  { name: 'small', type: 'int4', read: ({ small }) => small },
  { name: 'large', type: 'int8', read: ({ large }) => large },
  { name: 'single', type: 'float4', read: ({ single }) => single },
  { name: 'double', type: 'float8', read: ({ double }) => double },
  { name: '"isTrue"', type: 'bool', read: ({ isTrue }) => isTrue },
  { name: 'at', type: 'timestamptz', read: ({ at }) => at },
]

const empty = { text: null, small: null, large: null, single: null, double: null, isTrue: null, at: null }

async function throughPostgres(rows: readonly Row[], first = 1): Promise<Row[]> {
  const before = Array.from({ length: first - 1 }, (_, index) => index)
  const ignored = before.map((index) => `$${index + 1}::int is null`).join(' or ')
  const text = `select ${namesOf(columns)} from ${givenRows(columns, first)} ${ignored && `where not (${ignored})`}`
  return (await db.pool.query<Row>(text, [...before, ...valuesOf(columns, rows)])).rows
}

describe('rows as parameters', () => {
  it('arrive in Postgres as they are', async () => {
    const rows: Row[] = [
      {
        id: '01a0c000-0000-7000-8000-00000000abcd',
        text: 'a "quoted", \\ {braced} line\nÄ 漢 😀 NULL',
        small: -2_147_483_648,
        large: 9_007_199_254_740_991,
        single: -1.5,
        double: 0.1,
        isTrue: true,
        at: new Date('2026-03-29T01:30:00.123Z'),
      },
      {
        id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
        text: '',
        small: 2_147_483_647,
        large: -9_007_199_254_740_991,
        single: 0,
        double: -1e300,
        isTrue: false,
        at: new Date('1969-12-31T23:59:59.999Z'),
      },
    ]
    expect(await throughPostgres(rows)).toEqual(rows)
  })

  it('keep nulls beside values, and columns of nothing else', async () => {
    const rows: Row[] = [
      { id: '01a0c000-0000-7000-8000-000000000001', ...empty },
      { id: '01a0c000-0000-7000-8000-000000000002', ...empty, text: 'null', small: 0 },
      { id: '01a0c000-0000-7000-8000-000000000003', ...empty },
    ]
    expect(await throughPostgres(rows)).toEqual(rows)
  })

  it('may be none, and may begin at a later parameter', async () => {
    expect(await throughPostgres([])).toEqual([])
    const row = { id: '01a0c000-0000-7000-8000-000000000001', ...empty }
    expect(await throughPostgres([row], 3)).toEqual([row])
  })

  it('take no bytes from elsewhere for what is no UUID', () => {
    for (const wrong of ['', '01a0c000', 'g1a0c000-0000-7000-8000-000000000001', '0'.repeat(34)])
      expect(() => arrayOf('uuid', [wrong])).toThrow('This is no UUID')
  })

  it('refuse numbers that their type cannot hold', () => {
    expect(() => arrayOf('int4', [2_147_483_648])).toThrow(RangeError)
    expect(() => arrayOf('int8', [0.5])).toThrow(RangeError)
  })
})

import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor, toPage, toPageById } from './page.ts'

const page = (rows: string[], limit: number) =>
  toPage(
    rows,
    limit,
    (row) => row,
    (row) => row.toUpperCase(),
  )

describe('a page', () => {
  it('leaves out the row that says there is more, and points behind the last one shown', () => {
    expect(page(['a', 'b', 'c'], 2)).toEqual({ data: ['A', 'B'], nextCursor: encodeCursor('b') })
  })

  it.each([[['a', 'b']], [['a']], [[]]])('is the last one with %j of at most two', (rows) => {
    expect(page(rows, 2).nextCursor).toBeNull()
  })

  it('of rows with an id shows them as they are and points by the id', () => {
    const rows = [{ id: 'a' }, { id: 'b' }]
    expect(toPageById(rows, 1)).toEqual({ data: [{ id: 'a' }], nextCursor: encodeCursor('a') })
    expect(toPageById(rows, 2)).toEqual({ data: rows, nextCursor: null })
  })
})

describe('a cursor', () => {
  it.each(['019615f0-8a49-7cc2-9d0a-6b1c2d3e4f50', '2026-04-08T09:24:04.329Z 7', 'Größe 😀'])(
    'gives back the key %s and fits into a URL',
    (key) => {
      const cursor = encodeCursor(key)
      expect(encodeURIComponent(cursor)).toBe(cursor)
      expect(decodeCursor(cursor, () => true)).toBe(key)
    },
  )

  it('of another list is refused', () => {
    const decode = () => decodeCursor(encodeCursor('a b'), (key) => /^\d+$/.test(key))
    expect(decode).toThrow(expect.objectContaining({ code: 'invalid_cursor', fields: [expect.anything()] }))
  })
})

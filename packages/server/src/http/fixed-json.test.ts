import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { shareOffhook } from '../../testing/offhook.ts'
import { dialects } from '../dialects/registry.ts'
import { routes } from './routes.ts'

const database = await createTestDatabase()
const { call } = await shareOffhook(database, { OFFHOOK_ROLE: 'api' })

/** Counts how often something is read of what an answer is made from. */
function countReads<T extends object>(thing: T, name: keyof T): () => number {
  const value = thing[name]
  let reads = 0
  Object.defineProperty(thing, name, { configurable: true, get: () => ((reads += 1), value) })
  onTestFinished(() => void Object.defineProperty(thing, name, { configurable: true, writable: true, value }))
  return () => reads
}

const [route] = routes
if (route === undefined) throw new Error('There are no routes')

describe('what is the same for every request', () => {
  it.each([
    ['/v1/openapi.json', () => countReads(route, 'summary')],
    ['/v1/event-types', () => countReads(dialects.offhook, 'eventNames')],
  ])('is made once: %s', async (path, count) => {
    const reads = count()
    const first = await call('GET', path)
    const readsOfOne = reads()
    expect(readsOfOne).toBeGreaterThan(0)
    const second = await call('GET', path)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(reads()).toBe(readsOfOne)
  })
})

import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { until } from '../../testing/receiver.ts'
import { pacedBody } from './paced-body.ts'

const stallMs = 100
const pass = () => undefined

describe('a paced body', () => {
  it('comes through as it is, each piece counted before', async () => {
    const source = new PassThrough()
    let counted = 0
    const body = pacedBody(source, stallMs, (count) => (counted += count))
    source.write('one ')
    source.end('two')
    expect((await buffer(body)).toString()).toBe('one two')
    expect(counted).toBe(7)
  })

  it('is cut when its sender stalls, at once or later', async () => {
    for (const first of ['', 'x'.repeat(1_000)]) {
      const source = new PassThrough()
      const body = pacedBody(source, stallMs, pass)
      source.write(first)
      await expect(buffer(body)).rejects.toMatchObject({ code: 'too_slow', status: 408 })
    }
  })

  it('is not cut while it is its reader who waits, however long', async () => {
    const source = new PassThrough()
    const body = pacedBody(source, stallMs, pass)
    const text = 'x'.repeat(1_000_000)
    source.end(text)
    let stalls = 0
    const stall = setInterval(() => (stalls += 1), stallMs)
    await until(() => stalls === 5)
    clearInterval(stall)
    expect(body.errored).toBeNull()
    expect((await buffer(body)).toString()).toBe(text)
  })

  it('ends with what its counter throws, and with its source', async () => {
    const full = new PassThrough()
    const refused = pacedBody(full, stallMs, () => {
      throw new Error('No room.')
    })
    full.write('x')
    await expect(buffer(refused)).rejects.toThrow('No room.')
    const broken = new PassThrough()
    const body = pacedBody(broken, stallMs, pass)
    broken.destroy(new Error('Gone.'))
    await expect(buffer(body)).rejects.toThrow('Gone.')
  })
})

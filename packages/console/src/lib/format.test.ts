import { describe, expect, it } from 'vitest'
import { createFormat } from './format.ts'
import { fromWallTime, toWallTime } from './time-zone.ts'

const english = createFormat('en-GB', 'Europe/Berlin')
const german = createFormat('de-DE', 'Europe/Berlin')

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [4.26, '4.3 ms'],
    [380, '380 ms'],
    [4_310, '4.3 s'],
    [60_000, '1 m'],
    [125_000, '2 m 5 s'],
    [86_400_000, '1 d'],
    [187_200_000, '2 d 4 h'],
  ])('shows %d ms as %s', (ms, text) => {
    expect(english.duration(ms).replaceAll(/\s/g, ' ')).toBe(text)
  })

  it('writes German decimals', () => {
    expect(german.duration(4_310)).toMatch(/^4,3/)
  })
})

describe('sizes of files', () => {
  it.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [1_500, '1.5 kB'],
    [12_345_678, '12.3 MB'],
  ])('shows %d bytes as %s', (bytes, text) => {
    expect(english.bytes(bytes).replaceAll(/\s/g, ' ')).toBe(text)
  })
})

describe('times', () => {
  const now = new Date('2026-04-08T20:00:00Z')

  it('shows only the time of day for today in the zone of the account', () => {
    expect(english.shortTime('2026-04-08T09:24:04Z', now)).toBe('11:24:04')
    expect(german.shortTime('2026-04-07T21:59:00Z', now)).toBe('07.04.26, 23:59')
  })

  it('keeps a calendar date whatever the zone', () => {
    expect(createFormat('en-GB', 'Pacific/Honolulu').day('2026-03-05')).toBe('5 Mar 2026')
    expect(createFormat('de-DE', 'Pacific/Kiritimati').day('2026-03-05')).toBe('05.03.2026')
  })

  it('tells how long ago or how soon', () => {
    expect(english.relative('2026-04-08T19:58:00Z', now)).toMatch(/^2 min/)
    expect(german.relative('2026-04-08T21:00:00Z', now)).toMatch(/^in 1 Std/)
  })
})

describe('wall times', () => {
  it.each([
    ['2026-01-15T12:00', '2026-01-15T11:00:00.000Z'],
    ['2026-07-15T12:00', '2026-07-15T10:00:00.000Z'],
    // The night clocks go forward (02:00 to 03:00) and back.
    ['2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T04:00', '2026-10-25T03:00:00.000Z'],
  ])('finds the instant of %s in Berlin', (wall, instant) => {
    expect(fromWallTime(wall, 'Europe/Berlin')?.toISOString()).toBe(instant)
    expect(toWallTime(new Date(instant), 'Europe/Berlin')).toBe(wall)
  })

  it('takes no nonsense', () => {
    expect(fromWallTime('', 'Europe/Berlin')).toBeNull()
    // What a year is while it is being typed.
    expect(fromWallTime('0002-04-08T11:24', 'Europe/Berlin')).toBeNull()
    expect(toWallTime(new Date(Number.NaN), 'Europe/Berlin')).toBe('')
  })
})

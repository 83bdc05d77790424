import { describe, expect, it } from 'vitest'
import { addDays, startOfDay, timeZoneSchema } from './zone-time.ts'

describe('startOfDay', () => {
  it.each([
    ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2024-10-14', 'America/Argentina/Buenos_Aires', '2024-10-14T03:00:00.000Z'],
    ['2026-01-15', 'Asia/Kathmandu', '2026-01-14T18:15:00.000Z'],
    ['2026-01-15', 'Pacific/Kiritimati', '2026-01-14T10:00:00.000Z'],
    ['2026-01-15', 'UTC', '2026-01-15T00:00:00.000Z'],
    // Clocks go from 00:00 to 01:00, so the day begins at 01:00.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    // Clocks go back from 24:00 to 23:00: the day before has 25 hours.
    ['2026-04-05', 'America/Santiago', '2026-04-05T04:00:00.000Z'],
    // Samoa skipped this date; the next one takes its place.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('of %s in %s is %s', (date, zone, expected) => {
    expect(startOfDay(date, zone).toISOString()).toBe(expected)
  })
})

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['eUrOpE/bErLiN', 'Europe/Berlin'],
    ['america/new_york', 'America/New_York'],
    ['utc', 'UTC'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
  ])('%s is taken as %s', (typed, zone) => {
    expect(timeZoneSchema.parse(typed)).toBe(zone)
  })

  it.each(['Europe/Atlantis', '', '+02:00', 'Berlin'])('is not %j', (zone) => {
    expect(timeZoneSchema.safeParse(zone).success).toBe(false)
  })
})

it('addDays goes over the end of a month', () => {
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
})

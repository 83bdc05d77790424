import { describe, expect, it } from 'vitest'
import { halfHour, minute, partsOf, type Counted } from './stats-parts.ts'

const at = (time: string) => new Date(`2026-04-08T${time}:00Z`)
const counted = (since: string, until: string): Counted => ({ since: at(since), until: at(until) })

const day = { from: new Date('2026-04-07T12:30:00Z'), to: at('12:30'), bucketSeconds: halfHour }
const hour = { from: at('11:11'), to: at('12:11'), bucketSeconds: minute }
const halfHours = counted('00:00', '11:30')
const minutes = counted('10:08', '12:08')

describe('where the figures of a span come from', () => {
  it('is the log, while nothing is counted', () => {
    expect(partsOf(day, new Map())).toEqual({ halfHoursUntil: day.from, minutesUntil: day.from })
  })

  it('is half hours, then minutes, then the log', () => {
    const both = new Map([
      [halfHour, halfHours],
      [minute, minutes],
    ])
    expect(partsOf(day, both)).toEqual({ halfHoursUntil: at('11:30'), minutesUntil: at('12:08') })
  })

  it('is minutes and the log for buckets of a minute', () => {
    const both = new Map([
      [halfHour, halfHours],
      [minute, minutes],
    ])
    expect(partsOf(hour, both)).toEqual({ halfHoursUntil: hour.from, minutesUntil: at('12:08') })
  })

  it('is no minutes where they do not reach back to the half hours', () => {
    const both = new Map([
      [halfHour, counted('00:00', '10:00')],
      [minute, minutes],
    ])
    expect(partsOf(day, both)).toEqual({ halfHoursUntil: at('10:00'), minutesUntil: at('10:00') })
  })

  it('is no minutes where the half hours are further', () => {
    const both = new Map([
      [halfHour, halfHours],
      [minute, counted('09:00', '11:00')],
    ])
    expect(partsOf(day, both)).toEqual({ halfHoursUntil: at('11:30'), minutesUntil: at('11:30') })
  })

  it('stays within the span', () => {
    const ahead = new Map([
      [halfHour, counted('00:00', '14:00')],
      [minute, counted('12:00', '14:10')],
    ])
    expect(partsOf(day, ahead)).toEqual({ halfHoursUntil: day.to, minutesUntil: day.to })
  })
})

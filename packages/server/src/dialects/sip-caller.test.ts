import { describe, expect, it } from 'vitest'
import { exampleEvent } from '../events/catalogue/example-event.ts'
import type { Event } from '../events/event.ts'
import { formatDuration, formatTime, formatWord } from './sip-caller-format.ts'
import { sipCaller } from './sip-caller.ts'

const ended = exampleEvent('call.ended', '019cbe01-3c5a-7b10-8a2f-4d5e6f708192', new Date(0))

function detailsOf(changes: Partial<Event>): Record<string, unknown> {
  const body = sipCaller.render({ ...ended, ...changes }, { account: { id: 'a', name: 'A' }, isTest: false })
  return (JSON.parse(body) as { data: { callDetails: Record<string, unknown> } }).data.callDetails
}

describe('how SIP Caller writes', () => {
  it.each([
    ['2024-10-12T23:56:52.780Z', '2024-10-12T23:56:52.78'],
    ['2024-10-12T23:48:50.824Z', '2024-10-12T23:48:50.824'],
    ['2024-10-12T23:48:50.100Z', '2024-10-12T23:48:50.1'],
    ['2024-10-12T23:48:50.005Z', '2024-10-12T23:48:50.005'],
    ['2024-10-10T20:00:00.000Z', '2024-10-10T20:00:00'],
  ])('the time %s', (time, written) => {
    expect(formatTime(Date.parse(time))).toBe(written)
  })

  it.each([
    [0, '00:00:00'],
    [4_256, '00:00:04.256'],
    [21_340, '00:00:21.34'],
    [600_000, '00:10:00'],
    [35_999_900, '09:59:59.9'],
    [86_400_000, '24:00:00'],
    [108_725_500, '30:12:05.5'],
    [360_000_000_001, '100000:00:00.001'],
  ])('a length of %i ms', (ms, written) => {
    expect(formatDuration(ms)).toBe(written)
  })

  it('words, and nothing where a fact is unknown', () => {
    expect(['human', 'callflowComplete', 'Answer', ''].map(formatWord)).toEqual([
      'Human',
      'CallflowComplete',
      'Answer',
      '',
    ])
    expect([formatWord(undefined), formatTime(null), formatDuration(null)]).toEqual([null, null, null])
  })
})

describe('CallEnded', () => {
  it.each([
    [
      'of a campaign named by the event',
      { campaignId: 'c', call: ended.call && { ...ended.call, campaignId: null } },
      true,
    ],
    ['of a campaign named by the call', { campaignId: null }, true],
    ['of no campaign', { campaignId: null, call: ended.call && { ...ended.call, campaignId: null } }, false],
  ])('is for calls of campaigns only: a call %s', (_what, changes, isAccepted) => {
    expect(sipCaller.accepts({ ...ended, ...changes })).toBe(isAccepted)
  })

  it.each([
    ['answered', 'Answer'],
    ['busy', 'Busy'],
    ['noAnswer', 'NoAnswer'],
    ['canceled', 'Canceled'],
    ['notFound', 'NotFound'],
    ['rejected', 'Rejected'],
    ['failed', 'Failed'],
  ])('says %s as %s, unless the dialer has a word of its own', (result, ringResult) => {
    expect(detailsOf({ data: { result } })).toMatchObject({ ringResult })
    expect(detailsOf({ data: { result, dialer: { ringResult: 'congestion' } } })).toMatchObject({
      ringResult: 'Congestion',
    })
  })

  it('counts lengths from the times unless they are given', () => {
    const times = {
      startedAt: '2026-03-05T09:00:00Z',
      answeredAt: '2026-03-05T10:00:04.5+01:00',
      endedAt: '2026-03-05T09:01:00Z',
    }
    const counted = { setup: '00:00:04.5', established: '00:00:55.5', total: '00:01:00' }
    expect(detailsOf({ data: times }).duration).toEqual(counted)
    expect(detailsOf({ data: { ...times, talkMs: 55_000 } }).duration).toEqual({
      ...counted,
      established: '00:00:55',
    })
    expect(detailsOf({ data: { ...times, answeredAt: null } }).duration).toEqual({
      setup: null,
      established: null,
      total: '00:01:00',
    })
    expect(detailsOf({ data: { ...times, endedAt: '2026-03-05T08:00:00Z' } }).duration).toMatchObject({
      total: '00:00:00',
    })
  })

  it('gathers names and values in one text', () => {
    const gatheredData = [
      { name: 'Q1', value: '4' },
      { name: 'Q2', value: '' },
    ]
    expect(detailsOf({ data: { dialer: { gatheredData } } }).gatheredData).toBe('Q1=4|Q2=')
    expect(detailsOf({ data: { dialer: {} } }).gatheredData).toBeNull()
  })
})

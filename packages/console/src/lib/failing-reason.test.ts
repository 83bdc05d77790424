import { describe, expect, it } from 'vitest'
import { de } from '../messages/de.ts'
import { en } from '../messages/en.ts'
import { failingReason } from './failing-reason.ts'

describe('why a receiver fails', () => {
  const refused = 'connect: 192.0.2.1:443 refused the connection (ECONNREFUSED).'
  const spoken = { en, de }

  it.each([
    ['en', 'answered 503', 'HTTP 503', 'HTTP 503'],
    ['en', refused, 'No connection', 'No connection: 192.0.2.1:443 refused the connection (ECONNREFUSED).'],
    [
      ...(['de', refused, 'Keine Verbindung'] as const),
      'Keine Verbindung: 192.0.2.1:443 hat die Verbindung abgelehnt (ECONNREFUSED).',
    ],
    ['de', 'nobody knows', 'nobody knows', 'nobody knows'],
  ] as const)('in %s: %s', (language, reason, brief, whole) => {
    expect(failingReason(reason, spoken[language])).toEqual({ brief, whole })
  })
})

import { describe, expect, it } from 'vitest'
import { de } from '../messages/de.ts'
import { en } from '../messages/en.ts'
import { say } from './sayings.ts'

describe('what the server says', () => {
  it.each([
    ['the number is empty', 'The number is empty.', 'Die Nummer ist leer.'],
    ['has no country code', 'It has no country code.', 'Der Nummer fehlt die Landesvorwahl.'],
    ['must be at least 1', 'Must be at least 1.', 'Mindestens 1.'],
    [
      'The header row has no column “Handy”.',
      'The header row has no column “Handy”.',
      'In der Kopfzeile gibt es keine Spalte „Handy“.',
    ],
    [
      'The campaign is paused; only active campaigns allow pause. It allows resume and cancel.',
      'The campaign is paused; only active campaigns allow pause. It allows resume and cancel.',
      'Die Kampagne ist inzwischen angehalten.',
    ],
    [
      'The webhook is in use by the agent “Reception”, the campaign “Reminder” and 3 more. Take it off there first.',
      'The webhook is in use by the agent “Reception”, the campaign “Reminder” and 3 more. Take it off there first.',
      'Der Webhook ist in Gebrauch: der Agent „Reception“, die Kampagne „Reminder“ und 3 weitere. Nehmen Sie ihn dort zuerst heraus.',
    ],
    ['Nobody has words for this.', 'Nobody has words for this.', 'Nobody has words for this.'],
  ])('%s', (said, english, german) => {
    expect(say(said, en)).toBe(english)
    expect(say(said, de)).toBe(german)
  })
})

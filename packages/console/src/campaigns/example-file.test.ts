import { describe, expect, it } from 'vitest'
import { de } from '../messages/de.ts'
import { en } from '../messages/en.ts'
import { exampleFile, toCsvRow } from './example-file.ts'

describe('the example of a file', () => {
  it('has the number and every variable, with the separator that spreadsheets of the language use', () => {
    expect(exampleFile(['First name'], en)).toBe('number,First name\r\n+493023125042,First name 1\r\n')
    expect(exampleFile(['Vorname'], de)).toBe('Rufnummer;Vorname\r\n+493023125042;Vorname 1\r\n')
  })

  it('puts in quotation marks what would be read otherwise', () => {
    expect(toCsvRow(['a,b', 'say "hi"', ' c', 'plain'], ',')).toBe('"a,b","say ""hi"""," c",plain')
  })
})

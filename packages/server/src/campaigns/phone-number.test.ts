import { describe, expect, it } from 'vitest'
import { parseNumber } from './phone-number.ts'

describe('parseNumber', () => {
  it.each([
    ['+493023125042', '+493023125042'],
    ['493023125042', '+493023125042'],
    ['00493023125042', '+493023125042'],
    [' +49 (0)30 / 231-250 42 ', '+493023125042'],
    ['+1 (803) 555-0104', '+18035550104'],
    ['+49\u00a030\u202f2312\u2011504', '+49302312504'],
    ["'+493023125042", '+493023125042'],
    ['="493023125042"', '+493023125042'],
    ['493023125042.0', '+493023125042'],
    ['4.93023125042E+11', '+493023125042'],
    ['4,93023125042E+11', '+493023125042'],
    ['tel:+493023125042', '+493023125042'],
  ])('reads %j as %s', (text, number) => {
    expect(parseNumber(text)).toEqual({ ok: true, number })
  })

  it.each([
    ['', 'empty'],
    ['030 23125042', 'country code'],
    ['4.93023E+11', 'scientific notation'],
    ['4.930231250429E+11', 'scientific notation'],
    ['12345', 'too short'],
    ['+4930231250421234', '15 digits'],
    ['call me', 'not a phone number'],
    ['+49+30231250', 'not a phone number'],
  ])('refuses %j', (text, reason) => {
    expect(parseNumber(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) })
  })
})

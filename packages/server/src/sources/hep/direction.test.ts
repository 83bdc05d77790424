import { expect, it } from 'vitest'
import { directionOf } from './direction.ts'

it.each([
  ['201', '+4921155501', 'outbound'],
  ['201', '004921155501', 'outbound'],
  ['201', '0211-55501', 'outbound'],
  ['alice', '+4921155501', 'outbound'],
  ['201', '2115550', 'outbound'],
  ['201', '202', 'inbound'],
  ['201', 'alice', 'inbound'],
  ['201', '*97', 'inbound'],
  ['+4921155501', '201', 'inbound'],
  ['+4921155501', '+4921155502', 'inbound'],
  ['anonymous', '+4921155502', 'inbound'],
  [undefined, '+4921155502', 'inbound'],
  ['201', undefined, 'inbound'],
])('a call from %s to %s is %s', (from, to, direction) => {
  expect(directionOf(from, to)).toBe(direction)
})

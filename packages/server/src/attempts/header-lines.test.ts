import { expect, it } from 'vitest'
import { fromHeaderLines, toHeaderLines } from './header-lines.ts'

it.each([
  [{}],
  [{ 'Content-Type': 'application/json', 'X-Empty': '' }],
  [{ etag: 'W/"a:b"', date: 'Wed, 08 Apr 2026 09:24:04 GMT', 'x-quoted': '"\\" : {"a": 1}' }],
  [{ 'x-umlaut': 'Grüße' }],
])('headers %j come back from the log as they were', (headers) => {
  expect(fromHeaderLines(toHeaderLines(headers))).toEqual(headers)
})

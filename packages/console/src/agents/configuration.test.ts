import { describe, expect, it } from 'vitest'
import { errorsOfEntry, parseConfiguration, toConfiguration, toEntries } from './configuration.ts'

const exported = {
  webhooks: [
    { url: 'https://crm.example.com/calls', timeout: 5_000, additionalHeaders: { 'X-Key': 'k' } },
    { url: 'https://tickets.example.com/hook' },
  ],
}

describe('the configuration of an agent’s webhooks', () => {
  it('comes out of the form as it went in, optional fields really optional', () => {
    const pasted = parseConfiguration(JSON.stringify(exported))
    if ('kind' in pasted) throw new Error(pasted.kind)
    expect(toConfiguration(toEntries(pasted, 7))).toEqual(exported)
  })

  it.each([
    ['{"webhooks":', { kind: 'syntax' }],
    ['[]', { path: '{}', wanted: 'object' }],
    ['{"hooks":[]}', { path: 'hooks', wanted: 'unknown' }],
    ['{"webhooks":{}}', { path: 'webhooks', wanted: 'list' }],
    ['{"webhooks":[null]}', { path: 'webhooks[0]', wanted: 'object' }],
    ['{"webhooks":[{"url":"a"},{}]}', { path: 'webhooks[1].url', wanted: 'text' }],
    ['{"webhooks":[{"url":"a","timeout":"5"}]}', { path: 'webhooks[0].timeout', wanted: 'number' }],
    ['{"webhooks":[{"url":"a","headers":{}}]}', { path: 'webhooks[0].headers', wanted: 'unknown' }],
    [
      '{"webhooks":[{"url":"a","additionalHeaders":{"X":1}}]}',
      { path: 'webhooks[0].additionalHeaders.X', wanted: 'text' },
    ],
  ])('says what is wrong with %s', (text, flaw) => {
    expect(parseConfiguration(text)).toMatchObject(flaw)
  })

  it('gives each entry its own errors', () => {
    const errors = {
      'webhooks[1].url': 'no',
      'webhooks[1].additionalHeaders.X': 'nor',
      'webhooks[10].url': '-',
    }
    expect(errorsOfEntry(errors, 1)).toEqual({ url: 'no', 'additionalHeaders.X': 'nor' })
    expect(errorsOfEntry(errors, 0)).toEqual({})
  })
})

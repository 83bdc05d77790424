import { describe, expect, it } from 'vitest'
import { createSecretBox } from './secret-box.ts'

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const box = createSecretBox([oldKey])
const place = 'webhooks:1:secret'

describe('a sealed secret', () => {
  it.each(['', 'whsec_abc', 'Grüße 📞', 'x'.repeat(100_000)])('opens again: %#', (plain) => {
    expect(box.open(box.seal(plain, place), place)).toBe(plain)
  })

  it('does not show its text, and never looks the same twice', () => {
    const [one, two] = [box.seal('whsec_abcdefgh', place), box.seal('whsec_abcdefgh', place)]
    expect(one).not.toBe(two)
    expect(one).not.toContain('whsec')
    expect(one).not.toContain(Buffer.from('whsec_abcdefgh').toString('base64url').slice(0, 8))
  })

  it('does not open in another place', () => {
    expect(() => box.open(box.seal('x', place), 'webhooks:2:secret')).toThrow()
  })

  it('does not open when anything of it was changed', () => {
    const parts = box.seal('a secret', place).split('.')
    for (const index of [2, 3, 4]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url')
      bytes[0] = (bytes[0] ?? 0) ^ 1
      expect(() => box.open(parts.with(index, bytes.toString('base64url')).join('.'), place)).toThrow()
    }
  })

  it('does not open with a tag cut short', () => {
    const parts = box.seal('a secret', place).split('.')
    const short = Buffer.from(parts[3] ?? '', 'base64url')
      .subarray(0, 4)
      .toString('base64url')
    expect(() => box.open(parts.with(3, short).join('.'), place)).toThrow()
  })

  it.each(['', 'v1', 'v2.a.b.c.d', 'plain text'])('is not %j', (text) => {
    expect(() => box.open(text, place)).toThrow()
  })
})

describe('a list of keys', () => {
  it('seals with the first and opens with all', () => {
    const rotating = createSecretBox([newKey, oldKey])
    expect(rotating.open(box.seal('old', place), place)).toBe('old')
    const sealed = rotating.seal('new', place)
    expect(createSecretBox([newKey]).open(sealed, place)).toBe('new')
    expect(() => box.open(sealed, place)).toThrow('which OFFHOOK_ENCRYPTION_KEY does not list')
  })

  it('must not be empty', () => {
    expect(() => createSecretBox([])).toThrow('At least one encryption key')
  })
})

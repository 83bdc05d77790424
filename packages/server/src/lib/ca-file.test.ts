import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAuthority } from '../../testing/certificates.ts'
import { readCaFile } from './ca-file.ts'

const { cert, key } = createAuthority('One')

async function fileWith(text: string): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'offhook-ca-'))
  onTestFinished(async () => rm(dir, { recursive: true }))
  const file = path.join(dir, 'ca.pem')
  await writeFile(file, text)
  return file
}

describe('a file of certificate authorities', () => {
  it('is read with all that is in it', async () => {
    const text = `# ours\n${cert}\n${createAuthority('Two').cert}`
    expect(readCaFile(await fileWith(text))).toBe(text)
  })

  it.each([
    ['is empty', '', 'there is no certificate'],
    ['holds something else', key, 'there is no certificate'],
    ['has a broken certificate behind a good one', `${cert}\n${spoil(cert)}`, 'certificate 2 in'],
  ])('is refused when it %s', async (_, text, message) => {
    const file = await fileWith(text)
    expect(() => readCaFile(file)).toThrow(message)
    expect(() => readCaFile(file)).toThrow(file)
  })
})

function spoil(pem: string): string {
  return pem.replace(/\n[^-\n]{40}/, '\nMIIB')
}

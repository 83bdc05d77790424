import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readOrMakeKey } from './key-file.ts'

async function makeDir(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'offhook-key-'))
  onTestFinished(async () => rm(dir, { recursive: true, force: true }))
  return path.join(dir, 'data')
}

describe('the encryption key in the data directory', () => {
  it('is made once, for its owner only, and found again', async () => {
    const dir = await makeDir()
    const key = await readOrMakeKey(dir)
    expect(key).toHaveLength(32)
    expect(await readOrMakeKey(dir)).toEqual(key)
    expect((await stat(path.join(dir, 'encryption-key'))).mode & 0o777).toBe(0o600)
    expect(await readdir(dir)).toEqual(['encryption-key'])
    // A directory that this made is nobody else's to list.
    expect((await stat(dir)).mode & 0o066).toBe(0)
  })

  it('is the same for all who make it at the same time', async () => {
    const dir = await makeDir()
    const keys = await Promise.all(Array.from({ length: 20 }, async () => readOrMakeKey(dir)))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
    expect(await readdir(dir)).toEqual(['encryption-key'])
  })

  it.each(['', 'short', Buffer.alloc(31).toString('base64')])(
    'is refused and left alone when it holds %j',
    async (text) => {
      const dir = await makeDir()
      await readOrMakeKey(dir)
      const file = path.join(dir, 'encryption-key')
      await writeFile(file, text)
      await expect(readOrMakeKey(dir)).rejects.toThrow('Restore it from a backup')
      expect(await readFile(file, 'utf8')).toBe(text)
    },
  )
})

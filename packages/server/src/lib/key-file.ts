import { randomBytes } from 'node:crypto'
import { link, readFile, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ensureDataDir } from './embedded-postgres/data-dir.ts'

/**
 * The encryption key kept in the data directory, made when there is none. Written whole under another name and then
 * linked, so that neither a crash nor a second process can leave half a key or two different ones.
 */
export async function readOrMakeKey(dataDir: string): Promise<Buffer> {
  const file = path.join(dataDir, 'encryption-key')
  const known = await readKey(file)
  if (known !== undefined) return known
  await ensureDataDir(dataDir)
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true })
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  const made = await readKey(file)
  if (made === undefined) throw new Error(`The encryption key ${file} vanished while it was made`)
  return made
}

async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === 32) return key
  throw new Error(
    `${file} does not hold a key of 32 bytes in base64. Restore it from a backup: without it, stored secrets cannot be read.`,
  )
}

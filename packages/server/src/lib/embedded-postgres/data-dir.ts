import { access, chmod, constants, mkdir, readdir, stat } from 'node:fs/promises'
import { errorCode } from '../errors.ts'
import { EmbeddedPostgresError } from './refusal.ts'
import { describeUser, ownUid } from './server-user.ts'

/**
 * Makes Offhook's data directory if need be. Made by root, or found empty by it, it can be entered but not listed by the
 * server's user. Throws EmbeddedPostgresError if we cannot write in it.
 */
export async function ensureDataDir(dataDir: string): Promise<void> {
  try {
    const made = await mkdir(dataDir, { recursive: true })
    if (made !== undefined) await chmod(dataDir, ownUid() === 0 ? 0o711 : 0o700)
    else if (ownUid() === 0) await openIfEmpty(dataDir)
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The data directory ${dataDir} cannot be made (${errorCode(error)}). Make it yourself and give it to the user ` +
        'Offhook runs as, or set OFFHOOK_DATA_DIR to another directory.',
      { cause: error },
    )
  }
  if (await isWritable(dataDir)) return
  throw new EmbeddedPostgresError(
    `Offhook cannot write in its data directory ${dataDir}: it belongs to ` +
      `${await describeUser((await stat(dataDir)).uid)}, but Offhook runs as ${await describeUser(ownUid())}. Run it as ` +
      'that user, or set OFFHOOK_DATA_DIR to another directory.',
  )
}

async function openIfEmpty(dataDir: string): Promise<void> {
  const { uid, mode } = await stat(dataDir)
  if (uid === 0 && (await readdir(dataDir)).length === 0) await chmod(dataDir, (mode & 0o777) | 0o001)
}

async function isWritable(dir: string): Promise<boolean> {
  try {
    await access(dir, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

import { chown, lstat, mkdir, mkdtemp, readlink, rmdir, symlink, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { canOwn } from './access.ts'
import { errorCode } from '../errors.ts'
import { EmbeddedPostgresError } from './refusal.ts'
import type { ServerUser } from './run-program.ts'
import { SOCKET_PORT } from './settings.ts'
import { ownUid } from './server-user.ts'

const PREFIX = 'offhook-'
const SOCKET = `.s.PGSQL.${SOCKET_PORT}`
// sun_path holds 104 bytes on macOS and 108 on Linux, the closing NUL included
const MAX_SOCKET_PATH_BYTES = 100

/** Pure. Whether a socket directory below `parent` has a path that the system and the server's settings can hold. */
export function isSuitableParent(parent: string): boolean {
  const path = join(parent, `${PREFIX}123456`, SOCKET)
  return Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES && /^\/[\w./+-]*$/.test(parent)
}

/**
 * Makes a private directory (0700, owned by the server's user) with a short path for the server's socket, and a link to
 * it at `link`, by which the next start finds and removes it if this one is killed.
 * Throws EmbeddedPostgresError if none of the parents will do.
 */
export async function makeSocketDir(
  link: string,
  user: ServerUser | undefined,
  parents: readonly string[] = [tmpdir(), '/tmp', '/var/tmp', '/run'],
): Promise<string> {
  await removeSocketDir(link)
  for (const parent of parents.filter((path) => isSuitableParent(path))) {
    const dir = await mkdtemp(join(parent, PREFIX)).catch(() => undefined)
    if (dir === undefined) continue
    if (user !== undefined) await chown(dir, user.uid, user.gid)
    if (await canOwn(user, dir)) {
      await symlink(dir, link)
      return dir
    }
    await rmdir(dir)
  }
  throw new EmbeddedPostgresError(
    `Postgres needs a directory for its socket, but ${user?.name ?? 'this user'} can write in none of ` +
      `${parents.join(', ')}. Set TMPDIR to a directory with a short path that all users may write to.`,
  )
}

/** Makes the directory again if somebody tidied it away. */
export async function ensureSocketDir(dir: string, user: ServerUser | undefined): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 })
    if (user !== undefined) await chown(dir, user.uid, user.gid)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    const found = await lstat(dir)
    if (!found.isDirectory() || found.uid !== (user?.uid ?? ownUid())) {
      throw new EmbeddedPostgresError(
        `Somebody else put something at ${dir}, where Postgres has its socket. Remove it and start Offhook again.`,
        { cause: error },
      )
    }
  }
}

/**
 * Removes the link and the directory it leads to. Of that only the two files of a server are removed, so that a path
 * which somebody else planted in a shared directory meanwhile costs them no more than that.
 */
export async function removeSocketDir(link: string): Promise<void> {
  const dir = await readlink(link).catch(() => undefined)
  if (dir === undefined) return
  if (basename(dir).startsWith(PREFIX)) {
    for (const name of [SOCKET, `${SOCKET}.lock`]) await unlink(join(dir, name)).catch(() => {})
    await rmdir(dir).catch(() => {})
  }
  await unlink(link)
}

import { chown, lstat, readdir, readFile, readlink, realpath, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { canOwn, firstClosedDirectory } from './access.ts'
import { errorCode } from '../errors.ts'
import { EmbeddedPostgresError } from './refusal.ts'
import type { ServerUser } from './run-program.ts'

/** Existing data: its real path and its owner. */
export type ExistingData = { dir: string; ownerUid: number }

/** The existing data of a data directory; undefined if there is none. Refuses a link that leads nowhere. */
export async function findData(dataDir: string): Promise<ExistingData | undefined> {
  const path = join(dataDir, 'postgres')
  const link = await lstat(path).catch(() => undefined)
  if (link === undefined) return undefined
  const dir = await realpath(path).catch(() => undefined)
  if (dir === undefined) {
    throw new EmbeddedPostgresError(
      `${path} is a link to ${await readlink(path).catch(() => 'a place')} where nothing is. Bring the data back, or ` +
        'remove the link to start with an empty database.',
    )
  }
  const entries = await readdir(dir).catch(() => undefined) // another user's data cannot be listed
  if (!link.isSymbolicLink() && entries?.length === 0) {
    await rmdir(dir)
    return undefined
  }
  return { dir, ownerUid: (await stat(dir)).uid }
}

/** Throws EmbeddedPostgresError unless the directory is the data of a Postgres of our major version. */
export async function checkMajor(dir: string, ours: number): Promise<void> {
  const found = await readFile(join(dir, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      `${dir} is not the data of a Postgres (PG_VERSION: ${errorCode(error)}). Move it away to start with an empty ` +
        'database, or set OFFHOOK_DATA_DIR to another directory.',
      { cause: error },
    )
  })
  const major = found.trim()
  if (major === String(ours)) return
  throw new EmbeddedPostgresError(
    `The database in ${dir} was made by Postgres ${major}, but this Offhook brings Postgres ${ours}, which cannot read ` +
      `it. Convert it with pg_upgrade, or serve it with a Postgres ${major} of your own and set DATABASE_URL, or set ` +
      'OFFHOOK_DATA_DIR to another directory to start with an empty database.',
  )
}

/** Throws EmbeddedPostgresError if the server's user cannot get to existing data, naming the directory in the way. */
export async function checkReach(data: ExistingData, user: ServerUser | undefined): Promise<void> {
  if (await canOwn(user, data.dir)) return
  const closed = (await firstClosedDirectory(user, data.dir)) ?? data.dir
  throw new EmbeddedPostgresError(
    `The database in ${data.dir} cannot be reached by ${user?.name ?? 'this user'}, as whom Postgres runs: ${closed} is closed to ` +
      'that user. Move the data to a directory that user can enter and leave a link to it at its old place, or open the ' +
      `way with chmod o+x ${closed}.`,
  )
}

/** Data that root owns is given to the server's user, file by file; links are not followed. */
export async function giveTo(user: ServerUser, dir: string): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
  await chown(dir, user.uid, user.gid)
}

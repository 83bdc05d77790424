import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readdir, readlink, rename, rm, rmdir, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { canOwn } from './access.ts'
import { makeOutsideDir } from './binaries.ts'
import type { EmbeddedPostgresLog } from './log.ts'
import { EmbeddedPostgresError } from './refusal.ts'
import type { ServerUser } from './run-program.ts'

const STAGING = 'postgres.new-'
const OUTSIDE_NAME = /^data-[0-9a-f]{16}$/

/** Data in the making: `path` in the data directory is the directory `dir` itself or a link to it. */
export type StagedData = { path: string; dir: string }

/** Removes what earlier starts, killed while they made a database, left in the data directory. */
export async function removeUnfinished(dataDir: string, outsideDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(STAGING)) await discard(join(dataDir, name), outsideDir)
  }
}

/** Removes staged data, together with the directory outside if it is a link to one. */
export async function discard(path: string, outsideDir: string): Promise<void> {
  const target = await readlink(path).catch(() => undefined)
  const isOurs = target !== undefined && dirname(target) === outsideDir && OUTSIDE_NAME.test(basename(target))
  if (isOurs) await rm(target, { recursive: true, force: true, maxRetries: 5 })
  await rm(path, { recursive: true, force: true, maxRetries: 5 })
}

/**
 * Makes an empty directory owned by the server's user: in the data directory or, if that user cannot get there, under a
 * random name in `outsideDir`, so that a data directory which was deleted never meets its old data again.
 */
export async function stageData(
  dataDir: string,
  outsideDir: string,
  user: ServerUser | undefined,
  log: EmbeddedPostgresLog,
): Promise<StagedData> {
  const path = join(dataDir, STAGING + randomBytes(4).toString('hex'))
  await makeOwned(path, user)
  if (user === undefined || (await canOwn(user, path))) return { path, dir: path }
  await rmdir(path)
  const dir = join(outsideDir, `data-${randomBytes(8).toString('hex')}`)
  await makeOutsideDir(outsideDir)
  await symlink(dir, path)
  await makeOwned(dir, user)
  if (!(await canOwn(user, dir))) {
    await discard(path, outsideDir)
    throw new EmbeddedPostgresError(
      `Postgres runs as ${user.name}, who can enter neither ${dataDir} nor ${outsideDir}. Set OFFHOOK_DATA_DIR to a ` +
        'directory that all users may enter (chmod o+x), or run Offhook as an ordinary user.',
    )
  }
  log.info(
    { dir },
    `the database is kept in ${dir}: Postgres runs as ${user.name}, who cannot enter ${dataDir}`,
  )
  return { path, dir }
}

async function makeOwned(dir: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(dir, { mode: 0o700 })
  if (user !== undefined) await chown(dir, user.uid, user.gid)
}

/** Gives finished data its final name, and makes sure that the name outlives a power failure. */
export async function publishData(staged: StagedData, dataDir: string): Promise<void> {
  await rename(staged.path, join(dataDir, 'postgres'))
  const directory = await open(dataDir, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

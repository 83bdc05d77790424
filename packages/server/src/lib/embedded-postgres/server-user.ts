import { EmbeddedPostgresError } from './refusal.ts'
import { runProgram, type ServerUser } from './run-program.ts'

/** Who the server is to run as: ourselves, or a user looked up by name or uid. */
export type UserChoice =
  | { kind: 'self' }
  | { kind: 'other'; lookup: string }
  | { kind: 'foreign'; ownerUid: number }

/**
 * Pure. Postgres refuses to run as root, so root hands over to the owner of the existing data, or to `nobody`. Anybody
 * else can only run a server on data of their own.
 */
export function chooseServerUser(ownUid: number, dataOwnerUid: number | undefined): UserChoice {
  if (ownUid !== 0) {
    return dataOwnerUid === undefined || dataOwnerUid === ownUid
      ? { kind: 'self' }
      : { kind: 'foreign', ownerUid: dataOwnerUid }
  }
  return { kind: 'other', lookup: dataOwnerUid ? String(dataOwnerUid) : 'nobody' }
}

/** The uid of this process; -1 on systems that have none, for which there are no binaries either. */
export function ownUid(): number {
  return process.getuid?.() ?? -1
}

/** The name of a user with its uid, for messages. */
export async function describeUser(uid: number): Promise<string> {
  const found = await runProgram('id', ['-un', String(uid)])
  return found.ok ? `${found.stdout.trim()} (uid ${uid})` : `uid ${uid}`
}

/**
 * The user that the server on the given data runs as; undefined means ourselves.
 * Throws EmbeddedPostgresError if the data belongs to somebody we cannot run as.
 */
export async function serverUserFor(
  data: { dir: string; ownerUid: number } | undefined,
): Promise<ServerUser | undefined> {
  const choice = chooseServerUser(ownUid(), data?.ownerUid)
  if (choice.kind === 'self') return undefined
  if (choice.kind === 'foreign') {
    throw new EmbeddedPostgresError(
      `The database in ${data?.dir} belongs to ${await describeUser(choice.ownerUid)}, but Offhook runs as ` +
        `${await describeUser(ownUid())}. Run Offhook as that user, or set OFFHOOK_DATA_DIR to another directory.`,
    )
  }
  return lookUp(choice.lookup, data?.dir)
}

async function lookUp(user: string, dataDir: string | undefined): Promise<ServerUser> {
  const [name, uid, gid] = await Promise.all(
    ['-un', '-u', '-g'].map((flag) => runProgram('id', [flag, user])),
  )
  if (name?.ok && uid?.ok && gid?.ok) {
    return { name: name.stdout.trim(), uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new EmbeddedPostgresError(
    dataDir === undefined
      ? 'Postgres does not run as root, and there is no user "nobody" to run it as. Run Offhook as an ordinary user, ' +
          'or set DATABASE_URL to use a Postgres of your own.'
      : `The database in ${dataDir} belongs to uid ${user}, which is in no user database. Give the directory to an ` +
          `existing user (chown -R nobody ${dataDir}) and start again.`,
  )
}

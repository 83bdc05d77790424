import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A private server of Debian's PostgreSQL 15, the oldest that Offhook works with. */
export type DebianPostgres = { url: string; stop: () => void }

const binaries = '/usr/lib/postgresql/15/bin'

/** Starts one in a temporary directory, on a socket only. Returns a sentence instead when it cannot be had here. */
export function startDebianPostgres(): DebianPostgres | string {
  if (!existsSync(path.join(binaries, 'postgres'))) {
    return `There is no ${binaries} (Debian: apt-get install postgresql-15).`
  }
  const identity = serverIdentity()
  if (identity === undefined)
    return 'PostgreSQL does not run as root, and there is no user postgres or nobody.'
  const folder = mkdtempSync(path.join(tmpdir(), 'offhook-pg15-'))
  chownSync(folder, identity.uid, identity.gid)
  const data = path.join(folder, 'data')
  const run = (program: string, args: string[]) =>
    spawnSync(path.join(binaries, program), args, { cwd: '/', stdio: 'ignore', ...identity }).status === 0
  const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c max_connections=200 -c fsync=off`
  const isRunning =
    run('initdb', [
      '-D',
      data,
      '-U',
      'offhook',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ]) &&
    run('pg_ctl', ['-D', data, '-w', '-t', '120', '-l', path.join(folder, 'log'), '-o', options, 'start'])
  const stop = (): void => {
    run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
  if (!isRunning) {
    stop()
    return `PostgreSQL 15 could not be started in ${folder}.`
  }
  return { url: `postgres://offhook@localhost:5432/postgres?host=${encodeURIComponent(folder)}`, stop }
}

/** Who the server runs as: ourselves, or for root, as whom it refuses to run, another user. */
function serverIdentity(): { uid: number; gid: number } | undefined {
  const [ownUid, ownGid] = [process.getuid?.() ?? -1, process.getgid?.() ?? -1]
  if (ownUid !== 0) return { uid: ownUid, gid: ownGid }
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  return undefined
}
